"""Two engines, one rubric: where the embedded engine would rate otherwise, a reviewer should look.

The embedded engine reads words only, so that it is no judge of a language model; but both rate by
the same rubric, and where they are far apart one of them has missed something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summarizer.comparing.labels import labels_of
from summarizer.memo import LabelDifference, RiskRecord, SecondOpinion

FAR_APART = 2
"""Levels of severity from which on a difference is told."""


def second_opinion(
    records: Sequence[RiskRecord], ratings: Mapping[str, Mapping[str, str]], engine: str
) -> SecondOpinion:
    """Where the ``ratings`` of ``engine`` (by risk id: severity, status) differ from ``records``.

    Told are severities two levels apart and every difference in status, in the order of
    ``records``; a factor without a rating is not compared.
    """
    pairs = [(r, ratings[r.risk_id]) for r in records if r.risk_id in ratings]
    return SecondOpinion(
        engine=engine,
        compared=len(pairs),
        differences=tuple(
            LabelDifference(risk_id=one.risk_id, field=field, value=value, other=other)
            for one, another in pairs
            for field, value, other in _told(labels_of(one), another)
        ),
    )


def _told(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if abs(int(one["severity"]) - int(other["severity"])) >= FAR_APART:
        yield "severity", one["severity"], other["severity"]
    if one["status"] != other["status"]:
        yield "status", one["status"], other["status"]
