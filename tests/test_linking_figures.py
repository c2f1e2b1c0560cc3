"""Figures across factors: linked where words and periods agree, in conflict only where all does."""

from __future__ import annotations

from typing import Any

import pytest
from memo_samples import amount, naming

from summarizer.linking.figures import figure_links
from summarizer.memo import Link, RiskRecord

SENTENCE = "As of June 30, 2025, we held unsold castings of {} in our main works."


def stating(
    number: int, text: str, value: float, sentence: str = SENTENCE, **changes: Any
) -> RiskRecord:
    figure = amount(1, text, value=value, unit_id="s1", **changes)
    return naming(number, sentence.format(text), amounts=(figure,))


def links(*records: RiskRecord) -> list[tuple[str, tuple[str, ...]]]:
    found: tuple[Link, ...] = figure_links(records)
    return [(link.kind, link.risk_ids) for link in found]


BOTH = ("RF-01", "RF-02")
FIRST = stating(1, "$4.2 million", 4.2e6)


def test_one_figure_described_in_two_ways_is_linked() -> None:
    other = stating(2, "$4.2 million", 4.2e6, "Castings worth {} are pledged to our banks.")
    assert links(FIRST, other) == [("same_figure", BOTH)]


@pytest.mark.parametrize(
    "other",
    [
        stating(2, "$4.2 million", 4.2e6, "A rise of rates would cost us {} of interest."),
        stating(2, "€4.2 million", 4.2e6, currency="EUR"),
        stating(2, "$4.2 million", 4.2e6, period_end="2023-06-30"),
        stating(2, "$4.2 million", 4.2e6, reliability="suspect"),
    ],
)
def test_equal_figures_of_other_matter_currency_or_period_are_chance(other: RiskRecord) -> None:
    assert links(FIRST, other) == []


def test_two_values_of_the_same_thing_at_the_same_time_conflict() -> None:
    assert links(FIRST, stating(2, "$6.1 million", 6.1e6)) == [("conflicting_figures", BOTH)]


@pytest.mark.parametrize(
    "other",
    [
        stating(2, "$6.1 million", 6.1e6, period_end="2024-06-30"),
        stating(2, "$6.1 million", 6.1e6, entity="Osk Foundry"),
        stating(2, "$6.1 million", 6.1e6, measure="debt"),
        stating(2, "$6.1 million", 6.1e6, "Our old pumps in Harl were worth {} by then."),
        stating(2, "up to $6.1 million", 6.1e6),
        stating(2, "$4.21 million", 4.21e6),
        stating(2, "$6.1 million", 6.1e6, SENTENCE[:-1] + " and yard, respectively."),
    ],
)
def test_another_time_owner_measure_matter_bound_or_rounding_is_no_conflict(
    other: RiskRecord,
) -> None:
    assert "conflicting_figures" not in [kind for kind, _ in links(FIRST, other)]


def test_sides_say_what_the_figure_is_called() -> None:
    (link,) = figure_links([FIRST, stating(2, "$6.1 million", 6.1e6)])
    assert [side.says for side in link.sides] == [
        "$4.2 million, unsold castings, Tarn Pumps, as of June 30, 2025",
        "$6.1 million, unsold castings, Tarn Pumps, as of June 30, 2025",
    ]
