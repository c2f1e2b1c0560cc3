"""Risk factors that a filing prints twice: the same body, or the same heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from summarizer.judging.words import count_words, fold, words
from summarizer.memo import Link, RiskRecord, Side

_SHINGLE = 5
"""Words in a row that are compared."""

NEAR_IDENTICAL = 0.8
"""Jaccard index of the word shingles from which two bodies are one text, a few words changed.

On the reference filings parallel texts reach 0.42, the one factor that is printed twice 1.0.
"""

_SHORTEST_HEADING = 4
"""Words of a heading that is no chance."""


def duplicate_links(records: Sequence[RiskRecord]) -> Iterator[Link]:
    """A link for each two risk factors of near-identical bodies or of one heading."""
    bodies = {record.risk_id: _shingles(record) for record in records}
    for one, other in combinations(records, 2):
        a, b = bodies[one.risk_id], bodies[other.risk_id]
        share = len(a & b) / len(a | b) if a and b else 0.0
        if share >= NEAR_IDENTICAL:
            yield _link(one, other, f"{share:.0%} of their word sequences are the same.")
        elif _same_heading(one, other):
            yield _link(one, other, "Their headings are the same, their texts are not.")


def _shingles(record: RiskRecord) -> frozenset[tuple[str, ...]]:
    found = words(" ".join(unit.text for unit in record.units if unit.id != "h"))
    return frozenset(found[i : i + _SHINGLE] for i in range(len(found) - _SHINGLE + 1))


def _same_heading(one: RiskRecord, other: RiskRecord) -> bool:
    heading = fold(one.heading).casefold()
    return count_words(heading) >= _SHORTEST_HEADING and heading == fold(other.heading).casefold()


def _link(one: RiskRecord, other: RiskRecord, note: str) -> Link:
    return Link(
        kind="duplicate",
        subject=" ".join(one.heading.split()),
        sides=tuple(
            Side(risk_id=record.risk_id, unit_id="h", quote=record.heading, says="heading")
            for record in (one, other)
        ),
        note=note,
    )
