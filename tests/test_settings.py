"""The knobs of ``summarize``: what is refused, and by which name."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.errors import SettingsError
from summarizer.settings import Settings


@pytest.mark.parametrize(
    ("knob", "message"),
    [
        ({"runs": 0}, "--runs is 0. Give a whole number of at least 1."),
        ({"token_ceiling": 0}, "token_ceiling is 0. Give a whole number of at least 1."),
        ({"max_repairs": -1}, "max_repairs is -1. Give a whole number of at least 0."),
    ],
)
def test_a_number_too_small_is_named_as_it_is_given(knob: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings(**knob)
    assert str(raised.value) == message
