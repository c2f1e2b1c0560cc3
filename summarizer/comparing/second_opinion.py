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
    records: Sequence[RiskRecord], others: Sequence[RiskRecord], engine: str
) -> SecondOpinion:
    """Where ``others``, the records of ``engine``, differ from ``records`` on the same factors.

    Told are severities two levels apart and every difference in status, in the order of
    ``records``; a factor that one of them has no record of is not compared.
    """
    theirs = {record.risk_id: record for record in others}
    pairs = [(r, theirs[r.risk_id]) for r in records if r.risk_id in theirs]
    return SecondOpinion(
        engine=engine,
        compared=len(pairs),
        differences=tuple(
            LabelDifference(risk_id=one.risk_id, field=field, value=value, other=other)
            for one, another in pairs
            for field, value, other in _told(labels_of(one), labels_of(another))
        ),
    )


def _told(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if abs(int(one["severity"]) - int(other["severity"])) >= FAR_APART:
        yield "severity", one["severity"], other["severity"]
    if one["status"] != other["status"]:
        yield "status", one["status"], other["status"]
