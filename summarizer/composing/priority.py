"""The order of the risks: rubric, "Priority band". The band itself stands in the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.composing.figures import exposures
from summarizer.memo import LIKELIHOOD_RANK, RiskRecord

BANDS = ("A", "B", "C")


def ranked(records: Iterable[RiskRecord]) -> tuple[RiskRecord, ...]:
    """The records by priority.

    By band; inside a band by severity, likelihood, number of usable exposure figures, and then in
    filing order (rubric, "Priority band").
    """
    return tuple(sorted(records, key=_key))


def by_ranking(records: Iterable[RiskRecord], ranking: Sequence[str]) -> tuple[RiskRecord, ...]:
    """The records in the order of their ids in ``ranking``."""
    place = {risk_id: rank for rank, risk_id in enumerate(ranking)}
    return tuple(sorted(records, key=lambda record: place[record.risk_id]))


def in_band(records: Iterable[RiskRecord], band: str) -> tuple[RiskRecord, ...]:
    """Those of the records whose priority is ``band``, in the order given."""
    return tuple(record for record in records if record.priority == band)


def _key(record: RiskRecord) -> tuple[str, int, int, int, int]:
    return (
        record.priority,
        -record.severity.level,
        -LIKELIHOOD_RANK[record.likelihood.class_],
        -len(exposures(record)),
        record.locator.char_start,
    )
