"""Agreement, against figures worked out by hand and against what must hold of any labels."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluating.agreement import (
    Overlap,
    Pair,
    Ratio,
    accuracy,
    cohen_kappa,
    nearest,
    quadratic_kappa,
)

SCALE = (1, 2, 3, 4, 5)
pairs_of_levels = st.lists(st.tuples(st.sampled_from(SCALE), st.sampled_from(SCALE)), min_size=1)
choices = st.lists(st.sampled_from(SCALE), min_size=1, unique=True).map(tuple)


def table(*rows: list[int]) -> list[Pair]:
    """The pairs of a contingency table: rows are the first rater's levels, from 1 up."""
    return [
        (i, j)
        for i, row in enumerate(rows, start=1)
        for j, count in enumerate(row, start=1)
        for _ in range(count)
    ]


# ── worked by hand ───────────────────────────────────────────────────────────────────────────────
def test_kappa_of_two_readers_who_say_yes_or_no_to_fifty_proposals() -> None:
    # seen (20 + 15) / 50 = .7; by chance .5 * .6 + .5 * .4 = .5; (.7 - .5) / (1 - .5) = .4
    assert cohen_kappa(table([20, 5], [10, 15])) == pytest.approx(0.4)


def test_kappa_can_be_low_where_accuracy_is_high() -> None:
    # seen .92; by chance .95 * .95 + .05 * .05 = .905; (.92 - .905) / .095
    assert cohen_kappa(table([91, 4], [4, 1])) == pytest.approx(0.015 / 0.095)


def test_kappa_over_three_classes() -> None:
    # 100 cases, margins 40, 32, 28 and 35, 38, 27; seen .65; by chance .14 + .1216 + .0756 = .3372
    pairs = table([25, 10, 5], [6, 22, 4], [4, 6, 18])
    assert accuracy(pairs) == Ratio(65, 100)
    assert cohen_kappa(pairs) == pytest.approx((0.65 - 0.3372) / (1 - 0.3372))


def test_agreement_at_chance_level_is_nought() -> None:
    assert cohen_kappa(table([9, 3], [3, 1])) == 0


def test_contrary_raters_are_below_chance() -> None:
    assert cohen_kappa(table([0, 10], [10, 0])) == -1


def test_weighted_kappa_over_three_levels() -> None:
    # squares seen: 1 * 1 + 1 * 4 = 5 over 10 pairs; by the margins (3, 4, 3 and 3, 3, 4):
    # 1 * (9 + 12 + 16 + 9) + 4 * (12 + 9) = 46 + 84 = 130 over 100; 1 - .5 / 1.3
    pairs = table([2, 0, 1], [1, 3, 0], [0, 0, 3])
    assert quadratic_kappa(pairs, (1, 2, 3)) == pytest.approx(1 - 0.5 / 1.3)


def test_a_miss_by_two_levels_weighs_four_times_a_miss_by_one() -> None:
    near, far = table([5, 1, 0], [0, 5, 0], [0, 0, 5]), table([5, 0, 1], [0, 5, 0], [0, 0, 5])
    assert accuracy(near) == accuracy(far)
    close, wide = quadratic_kappa(near, SCALE), quadratic_kappa(far, SCALE)
    assert close is not None
    assert wide is not None
    assert close > wide


def test_the_scale_and_not_the_alphabet_orders_labels() -> None:
    scale = ("remote", "possible", "expected")
    pairs: list[Pair] = [("remote", "remote"), ("possible", "expected"), ("expected", "expected")]
    as_levels: list[Pair] = [(1, 1), (2, 3), (3, 3)]
    assert quadratic_kappa(pairs, scale) == quadratic_kappa(as_levels, SCALE)


@pytest.mark.parametrize("pairs", [[], [(3, 3)], [(3, 3), (3, 3)]])
def test_kappa_without_variety_is_not_defined(pairs: list[Pair]) -> None:
    assert (cohen_kappa(pairs), quadratic_kappa(pairs, SCALE)) == (None, None)


def test_a_share_of_nothing_is_not_defined() -> None:
    assert Ratio(0, 0).value is None


def test_precision_is_by_what_was_got_and_recall_by_the_gold() -> None:
    overlap = Overlap(both=3, gold=4, got=6) + Overlap(both=1, gold=1, got=2)
    assert (overlap.precision.value, overlap.recall.value) == (0.5, 0.8)


# ── what holds of any labels ─────────────────────────────────────────────────────────────────────
@given(st.lists(st.sampled_from(SCALE), min_size=2).filter(lambda levels: len(set(levels)) > 1))
def test_perfect_agreement_is_one(levels: list[int]) -> None:
    pairs: list[Pair] = [(level, level) for level in levels]
    assert (cohen_kappa(pairs), quadratic_kappa(pairs, SCALE)) == (1, 1)


@given(pairs_of_levels)
def test_raters_may_change_places(pairs: list[Pair]) -> None:
    swapped = [(other, one) for one, other in pairs]
    assert cohen_kappa(swapped) == cohen_kappa(pairs)
    assert quadratic_kappa(swapped, SCALE) == quadratic_kappa(pairs, SCALE)


@given(pairs_of_levels, st.randoms())
def test_the_order_of_the_cases_is_of_no_account(pairs: list[Pair], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert quadratic_kappa(shuffled, SCALE) == quadratic_kappa(pairs, SCALE)


@given(pairs_of_levels)
def test_a_reversed_scale_gives_the_same_weighted_kappa(pairs: list[Pair]) -> None:
    assert quadratic_kappa(pairs, SCALE[::-1]) == quadratic_kappa(pairs, SCALE)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_of_two_levels_weights_make_no_difference(pairs: list[Pair]) -> None:
    assert quadratic_kappa(pairs, (False, True)) == cohen_kappa(pairs)


@given(pairs_of_levels)
def test_weighted_kappa_is_twice_the_covariance_by_the_squares_about_the_means(
    pairs: list[tuple[int, int]],
) -> None:
    # Fleiss and Cohen (1973): with squared distances kappa is an intraclass correlation
    n = len(pairs)
    first, second = (Fraction(sum(side), n) for side in zip(*pairs, strict=True))
    spread = sum((a - first) ** 2 + (b - second) ** 2 for a, b in pairs) / n + (first - second) ** 2
    covariance = sum((a - first) * (b - second) for a, b in pairs) / n
    kappa = quadratic_kappa(list(pairs), SCALE)
    assert kappa == (pytest.approx(float(2 * covariance / spread)) if spread else None)


# ── several values accepted ──────────────────────────────────────────────────────────────────────
def test_a_value_accepted_counts_as_given() -> None:
    assert nearest((4, 2), (2,), SCALE) == (2, 2)


def test_else_the_nearest_accepted_value_counts() -> None:
    assert nearest((1, 4), (3,), SCALE) == (4, 3)


def test_of_values_equally_near_the_raters_own_counts() -> None:
    assert nearest((4, 2), (3,), SCALE) == (4, 3)


def test_without_a_scale_the_raters_own_counts() -> None:
    assert nearest(("LEG-LIT", "LEG-IP"), ("LEG-REG",)) == ("LEG-LIT", "LEG-REG")


@given(choices, choices)
def test_the_nearest_pair_is_the_same_from_both_sides(
    ours: tuple[int, ...], theirs: tuple[int, ...]
) -> None:
    for scale in (SCALE, None):
        assert nearest(ours, theirs, scale) == nearest(theirs, ours, scale)[::-1]
