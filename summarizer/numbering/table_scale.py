"""The scale that a table states once for all its money: "(in millions, except per share data)"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from summarizer.numbering.amounts import FoundAmount
from summarizer.numbering.numerals import SCALES

_STATED = re.compile(
    r"\bin\s+(?:\S+\s+)?(thousand|million|billion)s\b|\b(thousand|million|billion)s\s+of\s",
    re.IGNORECASE,
)
_LONGEST = 120  # characters of a caption


def scale_of_table(text: str, before: str | None, *, row: bool) -> str | None:
    """The scale in force after a paragraph or row, ``before`` being the one until then.

    A caption ("(dollars in millions)") or a row of heads states it; a paragraph that is none ends
    the table and with it the scale.
    """
    stated = _STATED.search(text) if len(text) <= _LONGEST else None
    if stated:
        return (stated[1] or stated[2]).lower()
    return before if row else None


def in_scale(figure: FoundAmount, scale: str) -> FoundAmount:
    """A figure of a row, in the table's scale where it is money and has none of its own."""
    if figure.unit != "money" or figure.scale != "ones" or figure.value is None:
        return figure
    value = float(Decimal(repr(figure.value)) * Decimal(repr(SCALES[scale])))
    return replace(figure, value=value, scale=scale)
