"""The page that an engine reads: one unit a line, figures and time phrases marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from summarizer.records import NumberedFactor, Reliability, Span, Unit, placed

_BLANKS = re.compile(r"\s+")
#: The tags that bound the filing's text in a prompt; in the text itself they lose their brackets.
_BOUNDARY = re.compile(r"<(\s*/?\s*text\b[^<>]*)>", re.IGNORECASE)
_BRACES = str.maketrans("{}", "⦃⦄")


def page_text(numbered: NumberedFactor, units: Iterable[Unit]) -> str:
    """The given units as the page of a request, one a line, in the order given."""
    return "\n".join(page_line(numbered, unit) for unit in units)


def page_line(numbered: NumberedFactor, unit: Unit) -> str:
    """A unit as a line: its id, a blank and its text with its marks in place.

    The marks are ``{a1|..}`` for a figure, ``{a3!|..}`` for a damaged one, ``{t1|..}`` for a time.
    White space is folded to single blanks. Braces of the filing become ⦃ ⦄, so that they cannot
    pass for marks, and the tags <text> and </text> become ‹text› and ‹/text›.
    """
    parts, position = [f"{unit.id} "], 0
    for stretch, mark in _marks(numbered, unit):
        parts.append(_plain(unit.text[position : stretch.start]))
        parts.append(f"{{{mark}|{_plain(stretch.of(unit.text))}}}")
        position = stretch.end
    parts.append(_plain(unit.text[position:]))
    return _BOUNDARY.sub(r"‹\1›", _BLANKS.sub(" ", "".join(parts))).strip()


def _plain(text: str) -> str:
    return text.translate(_BRACES)


def _marks(numbered: NumberedFactor, unit: Unit) -> Iterator[tuple[Span, str]]:
    """The unit's marks in reading order, each with its stretch of the unit's text."""
    marks = [
        (amount.span, f"{amount.id}!" if amount.reliability is Reliability.SUSPECT else amount.id)
        for amount in numbered.amounts
        if amount.unit_id == unit.id
    ]
    marks += [(time.span, time.id) for time in numbered.times if time.unit == unit.id]
    for span, mark in sorted(marks):
        yield _in_unit(unit, span), mark


def _in_unit(unit: Unit, span: Span) -> Span:
    """Where a span of the filing stands in the unit's text."""
    for piece, offset in placed(unit.spans):
        if piece.covers(span):
            start = offset + span.start - piece.start
            return Span(start, start + len(span))
    raise ValueError(f"{span} is not in the unit {unit.id}")
