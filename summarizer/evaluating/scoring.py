"""Labels against labels: what agrees, and every place where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from summarizer.errors import LabelsError
from summarizer.evaluating.agreement import (
    Choices,
    Overlap,
    Ratio,
    Value,
    accuracy,
    cohen_kappa,
    nearest,
    quadratic_kappa,
)
from summarizer.evaluating.labels import FIELDS, Field, Figure, Labelled, Labels
from summarizer.evaluating.running import RunFacts

FIGURE_FIELDS = (Field("measure"), Field("role"))
"""What is scored of a figure that both sides have."""

SETS = ("amounts", "evidence")
"""What is scored as a whole: which figures there are, and on which units a summary rests."""

FLAG = Field("hypothetical_wording")
NO_FLAG = "none"
"""The class of a risk factor without hypothetical wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One place that disagrees: what the gold accepts, and what was got (None: nothing).

    ``figure`` is the printed figure where the field is one of a figure.
    """

    risk_id: str
    field: str
    figure: str | None
    gold: Choices
    got: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far a field agrees.

    ``accuracy`` is over all that the gold labels and the other side was to label: what an engine
    did not answer is not right. Kappa is over the ``compared`` that both labelled, weighted by
    squares where the field is ordinal, and None where it is not defined.
    """

    field: Field
    accuracy: Ratio
    compared: int
    kappa: float | None
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How the labels ``name`` compare with a gold; ``run`` is None where a person labelled.

    ``headings`` counts the gold's labelled risk factors that the other side has too. ``amounts``
    compares the figures of the risk factors where both lists are said to be whole, each by its
    exact place; ``evidence`` the units, and ``flags`` whether the wording is hypothetical at all.
    ``misses`` are in the order of the gold's risk factors.
    """

    name: str
    headings: Ratio
    fields: tuple[Agreement, ...]
    flags: Overlap
    amounts: Overlap
    figure_fields: tuple[Agreement, ...]
    evidence: Overlap
    misses: tuple[Miss, ...]
    run: RunFacts | None


def compare(gold: Labels, other: Labels) -> Score:
    """The score of ``other`` against ``gold``; raises LabelsError for labels of two files.

    What has no label on either side is not scored, but an engine (``other.run``) was to label all.
    """
    if gold.sha256 != other.sha256:
        raise LabelsError(
            f"{gold.name} labels {gold.source} ({gold.sha256[:12]}…), {other.name} another file, "
            f"{other.source} ({other.sha256[:12]}…).",
            fix="Compare labels of the same file.",
        )
    labelled = [risk for risk in gold.risks if not risk.empty]
    partners = matched(labelled, other.risks)
    headings = Ratio(len(partners), len(labelled))
    if other.run is None:  # a person who left a risk factor out has not missed it
        labelled = [risk for risk in labelled if risk.risk_id in partners]
    both = [(risk, _aligned(risk, partners.get(risk.risk_id))) for risk in labelled]
    fields = tuple(_agreement(field, _labels(field, both)) for field in FIELDS)
    figure_fields = tuple(_agreement(field, _shared(field, both)) for field in FIGURE_FIELDS)
    amounts, evidence = tuple(_amounts(both)), tuple(_evidence(both))
    misses = [miss for agreement in (*fields, *figure_fields) for miss in agreement.misses]
    misses += chain(*map(_set_misses, SETS, (amounts, evidence)))
    order = {risk.risk_id: place for place, risk in enumerate(labelled)}
    return Score(
        name=other.name,
        headings=headings,
        fields=fields,
        flags=_flags(both),
        amounts=_overlap(amounts),
        figure_fields=figure_fields,
        evidence=_overlap(evidence),
        misses=tuple(sorted(misses, key=lambda miss: order[miss.risk_id])),
        run=other.run,
    )


def matched(gold: Iterable[Labelled], others: Iterable[Labelled]) -> dict[str, Labelled]:
    """The partners of the gold's risk factors, by the gold's ids: those of the same heading.

    Ids may have shifted since the gold was made; where a heading is there twice they decide.
    """
    waiting = list(others)
    partners: dict[str, Labelled] = {}
    for risk in gold:
        same = [o for o in waiting if heading_key(o.heading) == heading_key(risk.heading)]
        if same:
            partner = next((o for o in same if o.risk_id == risk.risk_id), same[0])
            partners[risk.risk_id] = partner
            waiting.remove(partner)
    return partners


def heading_key(heading: str) -> str:
    """What headings are compared by: their words."""
    return " ".join(heading.split())


_NOTHING = Labelled(
    risk_id="",
    heading="",
    units={},
    labels={},
    evidence=frozenset(),
    figures=(),
    figures_checked=True,
)
"""The partner of a risk factor about which an engine says nothing."""

_Both = tuple[Labelled, Labelled]
"""A risk factor of the gold with its partner, the partner's units named as in the gold."""


def _aligned(gold: Labelled, other: Labelled | None) -> Labelled:
    """``other`` with the gold's unit ids, as the units may have been cut otherwise then."""
    if other is None:
        return _NOTHING
    names = dict(_same_units(gold.units, other.units))

    def name(unit: str) -> str:
        return names.get(unit, f"other {unit}")

    return replace(
        other,
        evidence=None if other.evidence is None else frozenset(map(name, other.evidence)),
        figures=tuple(replace(figure, unit=name(figure.unit)) for figure in other.figures),
    )


def _same_units(gold: Mapping[str, str], other: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The other side's ids with the gold's: of the same text, by preference of the same id."""
    left = dict(gold)
    for unit, text in other.items():
        same = unit if left.get(unit) == text else next((u for u in left if left[u] == text), None)
        if same is not None:
            del left[same]
            yield unit, same


# ── labels ───────────────────────────────────────────────────────────────────────────────────────
_Given = tuple[str, str | None, Choices, Choices | None]
"""Risk id, printed figure, the gold's choices, the other's; None where the other has no record."""


def _labels(field: Field, both: Iterable[_Both]) -> Iterator[_Given]:
    for gold, other in both:
        yield gold.risk_id, None, gold.labels[field.name], other.labels.get(field.name)


def _shared(field: Field, both: Iterable[_Both]) -> Iterator[_Given]:
    """The field's labels of the figures that both sides have."""
    for gold, other in both:
        ours, theirs = _by_place(gold), _by_place(other)
        for place in (place for place in ours if place in theirs):
            first, second = getattr(ours[place], field.name), getattr(theirs[place], field.name)
            yield gold.risk_id, ours[place].text, first, second


def _agreement(field: Field, given: Iterable[_Given]) -> Agreement:
    scored = [one for one in given if one[2] and one[3] != ()]
    pairs = [nearest(ours, theirs, field.scale) for *_, ours, theirs in scored if theirs]
    unanswered = len(scored) - len(pairs)
    right = accuracy(pairs)
    return Agreement(
        field=field,
        accuracy=Ratio(right.count, right.n + unanswered),
        compared=len(pairs),
        kappa=quadratic_kappa(pairs, field.scale) if field.scale else cohen_kappa(pairs),
        misses=tuple(
            Miss(
                risk_id=risk_id,
                field=field.name,
                figure=figure,
                gold=ours,
                got=theirs[0] if theirs else None,
            )
            for risk_id, figure, ours, theirs in scored
            if set(ours).isdisjoint(theirs or ())
        ),
    )


def _flags(both: Iterable[_Both]) -> Overlap:
    """Hypothetical wording as yes or no."""
    total = Overlap()
    for *_, ours, theirs in _labels(FLAG, both):
        if ours and theirs != ():
            first, second = nearest(_flagged(ours), _flagged(theirs or (NO_FLAG,)))
            total += Overlap(int(first and second), int(first), int(second))
    return total


def _flagged(choices: Choices) -> Choices:
    return tuple(dict.fromkeys(value != NO_FLAG for value in choices))


# ── figures and evidence ─────────────────────────────────────────────────────────────────────────
_Place = tuple[str, int, int]
_Sets = tuple[str, dict[Any, str], dict[Any, str]]
"""Risk id, and what the gold and the other side have there: its words by its identity."""


def _by_place(risk: Labelled) -> dict[_Place, Figure]:
    """The figures by their exact place: unit, start and end in it."""
    return {(figure.unit, figure.start, figure.end): figure for figure in risk.figures}


def _amounts(both: Iterable[_Both]) -> Iterator[_Sets]:
    for gold, other in both:
        if gold.figures_checked and other.figures_checked:
            ours, theirs = (
                {place: figure.text for place, figure in _by_place(risk).items()}
                for risk in (gold, other)
            )
            yield gold.risk_id, ours, theirs


def _evidence(both: Iterable[_Both]) -> Iterator[_Sets]:
    for gold, other in both:
        if gold.evidence is not None and other.evidence is not None:
            ours, theirs = (
                {
                    unit: unit
                    for unit in (*gold.units, *sorted(cited - gold.units.keys()))
                    if unit in cited
                }
                for cited in (gold.evidence, other.evidence)
            )
            yield gold.risk_id, ours, theirs


def _overlap(sets: Iterable[_Sets]) -> Overlap:
    total = Overlap()
    for _, ours, theirs in sets:
        total += Overlap(len(ours.keys() & theirs.keys()), len(ours), len(theirs))
    return total


def _set_misses(field: str, sets: Iterable[_Sets]) -> Iterator[Miss]:
    """What only the gold has, and what only the other side has."""
    for risk_id, ours, theirs in sets:
        for place in (place for place in ours if place not in theirs):
            lost = (ours[place],)
            yield Miss(risk_id=risk_id, field=field, figure=None, gold=lost, got=None)
        for place in (place for place in theirs if place not in ours):
            yield Miss(risk_id=risk_id, field=field, figure=None, gold=(), got=theirs[place])
