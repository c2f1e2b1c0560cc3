"""How the memo words dates, codes, places and numbers, in every form alike."""

from __future__ import annotations

import datetime as dt

from summarizer.memo import FilingFacts, Locator
from summarizer.months import MONTHS

NOT_STATED = "not stated"


def readable(code: str) -> str:
    """A value of the record in words: ``already_occurred`` is "already occurred"."""
    return code.replace("_", " ")


def date_in_words(iso: str | None) -> str:
    """The day as "March 31, 2024" for ``2024-03-31``; what is no ISO date comes back as it is."""
    if iso is None:
        return NOT_STATED
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def reference(locator: Locator) -> str:
    """Where the risk factor stands: "10-K Item 1A, lines 12-20"."""
    if locator.line_start == locator.line_end:
        return f"{locator.item}, line {locator.line_start}"
    return f"{locator.item}, lines {locator.line_start}-{locator.line_end}"


def issuer_of(filing: FilingFacts) -> str:
    """The issuer as the cover names it."""
    return filing.issuer or "issuer not stated"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """The number with its noun: "1 call", "1,200 calls"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
