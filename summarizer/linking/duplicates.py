"""Risk factors that a filing prints twice: the same body, or the same heading."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

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
    bodies = _ranked([_shingles(record) for record in records])
    same_heading = set(_of_one_heading(records))
    for pair in sorted(same_heading.union(_perhaps_near_identical(bodies))):
        one, other = (records[place] for place in pair)
        a, b = (bodies[place] for place in pair)
        common = len(a & b)
        share = common / (len(a) + len(b) - common) if common else 0.0
        if share >= NEAR_IDENTICAL:
            yield _link(one, other, f"{share:.0%} of their word sequences are the same.")
        elif pair in same_heading:
            yield _link(one, other, "Their headings are the same, their texts are not.")


def _shingles(record: RiskRecord) -> set[tuple[str, ...]]:
    found = words(" ".join(unit.text for unit in record.units if unit.id != "h"))
    return set(zip(*(found[start:] for start in range(_SHINGLE)), strict=False))


def _ranked(bodies: Sequence[set[tuple[str, ...]]]) -> list[set[int]]:
    """The bodies with each shingle as its rank, the rarest first."""
    count = Counter(chain.from_iterable(bodies))
    rank = {shingle: at for at, shingle in enumerate(sorted(count, key=count.__getitem__))}
    return [{rank[shingle] for shingle in body} for body in bodies]


def _perhaps_near_identical(bodies: Sequence[set[int]]) -> Iterator[tuple[int, int]]:
    """The places of each two ranked bodies that share one of their rarest shingles.

    No others can be near-identical: of two such sets no more than a fifth of either is missing in
    the other, so that one of so many shingles and one more is in both (prefix filtering).
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for place, body in enumerate(bodies):
        missing = len(body) - int(NEAR_IDENTICAL * len(body))
        rarest = sorted(body)[: missing + 1]
        for earlier in {earlier for shingle in rarest for earlier in holders[shingle]}:
            yield earlier, place
        for shingle in rarest:
            holders[shingle].append(place)


def _of_one_heading(records: Sequence[RiskRecord]) -> Iterator[tuple[int, int]]:
    """The places of each two records whose headings, if they are no chance, are the same."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        heading = fold(record.heading).casefold()
        if count_words(heading) >= _SHORTEST_HEADING:
            holders[heading].append(place)
    for places in holders.values():
        yield from combinations(places, 2)


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
