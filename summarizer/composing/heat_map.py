"""The 5 x 5 grid of stated severity and likelihood wording: an order, no products or sums."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.composing.risk_ids import number_of
from summarizer.memo import LIKELIHOOD_RANK, RiskRecord

SEVERITIES = (5, 4, 3, 2, 1)
COLUMNS = ("remote", "possible or not stated", "expected", "ongoing", "already occurred")


def heat_map(records: Iterable[RiskRecord]) -> dict[int, tuple[tuple[str, ...], ...]]:
    """For each severity, highest first, the risk ids of each of ``COLUMNS``, in filing order."""
    grid: dict[int, list[list[str]]] = {level: [[] for _ in COLUMNS] for level in SEVERITIES}
    for record in records:
        grid[record.severity.level][LIKELIHOOD_RANK[record.likelihood.class_]].append(
            record.risk_id
        )
    return {
        level: tuple(tuple(sorted(cell, key=number_of)) for cell in row)
        for level, row in grid.items()
    }
