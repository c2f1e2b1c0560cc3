"""How far two sets of labels agree: shares, kappa, weighted kappa; plain arithmetic.

A rater may accept several values. One rule then holds for every figure, whichever side a rater
stands on: of the values accepted on both sides, the two that lie nearest to each other count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

Value = str | int

Choices = tuple[Value, ...]
"""The values that a rater accepts, the rater's own first; empty where nothing is labelled."""

Pair = tuple[Value, Value]


@dataclass(frozen=True, slots=True)
class Ratio:
    """``count`` of, or among, ``n``: a share, or so many apiece."""

    count: int
    n: int

    @property
    def value(self) -> float | None:
        """The quotient; None where ``n`` is 0."""
        return self.count / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two sets of things found: how many each has, and how many are in both."""

    both: int = 0
    gold: int = 0
    got: int = 0

    @property
    def precision(self) -> Ratio:
        """What part of those got the gold has too."""
        return Ratio(self.both, self.got)

    @property
    def recall(self) -> Ratio:
        """What part of the gold's was got."""
        return Ratio(self.both, self.gold)

    def __add__(self, other: Overlap) -> Overlap:
        return Overlap(self.both + other.both, self.gold + other.gold, self.got + other.got)


def accuracy(pairs: Sequence[Pair]) -> Ratio:
    """How many of the pairs are of equal values."""
    return Ratio(sum(one == other for one, other in pairs), len(pairs))


def cohen_kappa(pairs: Sequence[Pair]) -> float | None:
    """Agreement beyond chance over nominal labels, at most 1; None where it is not defined.

    Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20 (1960) 37-46. It is not defined without pairs, or where both raters give every
    time the same one label: chance alone then explains all.
    """
    return _kappa(pairs, lambda one, other: int(one != other))


def quadratic_kappa(pairs: Sequence[Pair], scale: Sequence[Value]) -> float | None:
    """Agreement beyond chance over ordinal labels, a disagreement weighing its distance squared.

    Cohen, "Weighted kappa", Psychological Bulletin 70 (1968) 213-220. ``scale`` has the labels from
    the lowest to the highest; a distance counts its steps. None as for ``cohen_kappa``.
    """
    rank = {value: place for place, value in enumerate(scale)}
    return _kappa(pairs, lambda one, other: (rank[one] - rank[other]) ** 2)


def _kappa(pairs: Sequence[Pair], weight: Callable[[Value, Value], int]) -> float | None:
    """One less the disagreement seen by the disagreement to be expected from the margins."""
    ours, theirs = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    seen = sum(weight(one, other) for one, other in pairs) * len(pairs)
    expected = sum(
        weight(one, other) * ours[one] * theirs[other] for one, other in product(ours, theirs)
    )
    return float(1 - Fraction(seen, expected)) if expected else None


def nearest(ours: Choices, theirs: Choices, scale: Sequence[Value] | None = None) -> Pair:
    """The two accepted values, one of each side, that lie nearest to each other.

    By steps on ``scale`` if there is one, else equal before unequal; of several such pairs the one
    of which the raters' own values are part. Neither side may be empty.
    """

    def order(places: tuple[int, int]) -> tuple[int, int, list[str]]:
        one, other = ours[places[0]], theirs[places[1]]
        apart = int(one != other) if scale is None else abs(scale.index(one) - scale.index(other))
        return apart, sum(places), sorted((str(one), str(other)))  # the last: alike for both sides

    first, second = min(product(range(len(ours)), range(len(theirs))), key=order)
    return ours[first], theirs[second]
