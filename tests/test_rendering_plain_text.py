"""Text of a filing cannot steer a terminal, hide words or break a column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.rendering.plain_text import fitted, one_line, width


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" a\n\tb\u00a0 c ", "a b c"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\u202eb\u200bc\u00add", "abcd"),
        ("a \x1b b", "a b"),
        ("a\ud800b", "a\ufffdb"),
        ("Größe 長い ¥5", "Größe 長い ¥5"),
    ],
)
def test_a_line_holds_what_a_reader_sees(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_a_fitted_text_takes_exactly_its_columns(text: str, columns: int) -> None:
    assert width(fitted(text, columns)) == columns


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert fitted("casting plant", 8) == "casting…"
    assert fitted("長い題", 4) == "長… "
