"""The parts of the rubric that are look-ups: severity's modifier, status, band, specificity."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.judging.drafts import Event, SeverityClaim
from summarizer.memo import LIKELIHOOD_RANK

RUBRIC_S = {
    5: "survival or right to operate of the group",
    4: "material, substantial or severe effect, or loss of an identified investment",
    3: "adverse effect on revenue, profit, results, cash, dividend or condition",
    2: "soft harm: growth, quality, relations, independence, cost without effect on results",
    1: "no adverse consequence stated",
}
"""The clause of each base in words (rubric S)."""

HIGHEST_RAISED = 3
"""A modifier raises bases up to this one (rubric S)."""


def modifier_of(severity: SeverityClaim) -> tuple[str, int, str | None]:
    """Modifier, level and the unit that proves the modifier (rubric S).

    A modifier is entered only where it changes the level; a small effect goes before a sole source.
    """
    if severity.small_unit and severity.base > 1:
        return "minus_one", severity.base - 1, severity.small_unit
    if severity.small_unit is None and severity.sole_unit and severity.base <= HIGHEST_RAISED:
        return "plus_one", severity.base + 1, severity.sole_unit
    return "none", severity.base, None


def basis_of(severity: SeverityClaim) -> str:
    """The rubric's clause in words, with the unit that proves the modifier."""
    modifier, _, unit = modifier_of(severity)
    clause = f"S{severity.base}: {RUBRIC_S[severity.base]}"
    if modifier == "plus_one":
        return f"{clause}; raised by one: no replacement, or one party, person or site ({unit})"
    if modifier == "minus_one":
        return f"{clause}; lowered by one: the text calls the effect small or absent ({unit})"
    return clause


def status_of(events: Iterable[Event]) -> str:
    """What has happened, by the harm that the events report (rubric M)."""
    harms = {event.harm for event in events}
    if "main" in harms:
        return "materialised"
    return "partly_materialised" if "part" in harms else "hypothetical"


_BANDS = {5: "BAAAA", 4: "CBAAA", 3: "CCBBB", 2: "CCCCC", 1: "CCCCC"}


def band_of(level: int, likelihood: str) -> str:
    """The priority band A, B or C: a look-up, no arithmetic (rubric, priority band)."""
    return _BANDS[level][LIKELIHOOD_RANK[likelihood]]


SPECIFIC, MIXED = 3.0, 1.0
"""Amounts, dates and names per 100 words from which a text is specific, or mixed (rubric P)."""


def specificity_label(per_100_words: float) -> str:
    """How specific a text is by the amounts, dates and names in 100 of its words."""
    if per_100_words >= SPECIFIC:
        return "specific"
    return "mixed" if per_100_words >= MIXED else "generic"
