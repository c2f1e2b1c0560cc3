"""The compiled test: passes what is valid, and nothing that the validator would refuse."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging_samples import right_answer
from memo_samples import board_records

from summarizer.judging.validation import _passes, _validator
from summarizer.memo import to_json

VALUES: dict[str, Any] = {
    "answer": right_answer(),
    "risk-record": to_json(board_records()[25]),
}
_STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.0, 6, 0.5, "", "x", "s1", "a1", "RF-01", "é" * 900),
    *([], ["s1"], ["s1", "s1"], [None], {}, {"text": "x"}),
)
STRANGE = st.sampled_from(_STRANGE)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every member and item in ``value``."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inner:
        yield (*path, key)
        if isinstance(one, dict | list):
            yield from places(one, (*path, key))


PLACES = {name: list(places(value)) for name, value in VALUES.items()}


def changed(name: str, path: tuple[Any, ...], how: str, new: Any) -> Any:
    """A copy with one thing replaced, left out or added at ``path``."""
    value = copy.deepcopy(VALUES[name])
    home = value
    for key in path[:-1]:
        home = home[key]
    if how == "replace":
        home[path[-1]] = new
    elif how == "leave out":
        del home[path[-1]]
    elif isinstance(home, dict):
        home["another"] = new
    else:
        home.append(new)
    return value


@pytest.mark.parametrize("name", VALUES)
def test_what_is_valid_passes_quickly(name: str) -> None:
    assert _validator(name).is_valid(VALUES[name])
    assert _passes(VALUES[name], name)


@pytest.mark.parametrize("name", VALUES)
@given(data=st.data())
def test_nothing_passes_that_the_validator_refuses(name: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PLACES[name]))
    how = data.draw(st.sampled_from(["replace", "leave out", "add"]))
    value = changed(name, path, how, data.draw(STRANGE))
    if _passes(value, name):
        assert _validator(name).is_valid(value)


@pytest.mark.parametrize("value", [None, [], "x", 1, {}])
@pytest.mark.parametrize("name", VALUES)
def test_what_is_no_such_object_does_not_pass(name: str, value: Any) -> None:
    assert not _passes(value, name)


def test_every_place_is_looked_at() -> None:
    """A value of a type that occurs nowhere is refused wherever it stands."""
    passed = {
        name: [path for path in PLACES[name] if _passes(changed(name, path, "replace", {}), name)]
        for name in VALUES
    }
    assert passed == {name: [] for name in VALUES}
