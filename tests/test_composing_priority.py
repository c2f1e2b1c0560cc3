"""The order of the risks is the rubric's, and nothing else's."""

from __future__ import annotations

import random

from memo_samples import amount, board_records, damaged_amount, record

from summarizer.composing.heat_map import COLUMNS, heat_map
from summarizer.composing.priority import ranked


def ids(records: object) -> list[str]:
    return [one.risk_id for one in ranked(records)]  # type: ignore[arg-type]


def test_band_comes_before_severity() -> None:
    low = record(1, severity=5, likelihood="remote")
    high = record(2, severity=4, likelihood="expected")
    assert (low.priority, high.priority) == ("B", "A")
    assert ids([low, high]) == ["RF-02", "RF-01"]


def test_inside_a_band_severity_then_likelihood_decides() -> None:
    records = [
        record(1, severity=4, likelihood="expected"),
        record(2, severity=4, likelihood="already_occurred"),
        record(3, severity=5, likelihood="possible"),
    ]
    assert ids(records) == ["RF-03", "RF-02", "RF-01"]


def test_wording_without_likelihood_ranks_with_possible() -> None:
    records = [record(2, likelihood="not_stated"), record(1), record(3, likelihood="remote")]
    assert ids(records) == ["RF-01", "RF-02", "RF-03"]


def test_usable_exposure_figures_decide_before_filing_order() -> None:
    records = [
        record(1, amounts=(damaged_amount(), amount(2, role="context"))),
        record(2, amounts=(amount(),)),
    ]
    assert ids(records) == ["RF-02", "RF-01"]


def test_ranking_does_not_depend_on_the_order_given() -> None:
    records = list(board_records())
    expected = ids(records)
    random.Random(7).shuffle(records)  # noqa: S311 - no secret
    assert ids(records) == expected


def test_heat_map_holds_every_risk_once() -> None:
    records = board_records()
    placed = [one for row in heat_map(records).values() for cell in row for one in cell]
    assert sorted(placed) == sorted(one.risk_id for one in records)


def test_heat_map_lists_a_hundred_risks_in_filing_order() -> None:
    grid = heat_map([record(101), record(100), record(11)])
    assert list(grid) == [5, 4, 3, 2, 1]
    assert grid[3][COLUMNS.index("possible or not stated")] == ("RF-11", "RF-100", "RF-101")
