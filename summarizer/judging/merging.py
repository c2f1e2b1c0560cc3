"""One draft from the drafts of several chunks: by code over ids, which run on across a factor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from summarizer.judging.drafts import (
    Draft,
    LikelihoodClaim,
    SeverityClaim,
    cited,
)
from summarizer.memo import LIKELIHOODS
from summarizer.numbering import TokenCounter, page_line, page_text
from summarizer.records import Chunk, NumberedFactor, Unit

_Item = TypeVar("_Item")


def merge_parts(parts: Sequence[Draft]) -> Draft:
    """The parts as one draft, without what only a reader of the whole can say.

    Lists are joined in order, equal phrases with the units of all; base is the highest, the class
    of likelihood the strongest, the threat the first that is given.
    """
    return Draft(
        unit_kind=_kind(parts),
        threat=next((part.threat for part in parts if part.threat), ""),
        drivers=_joined(parts, "drivers", lambda item: item.text),
        consequences=_joined(parts, "consequences", lambda item: (item.text, item.modality)),
        events=_joined(parts, "events", lambda item: (item.text, item.harm)),
        hedged=_distinct(pair for part in parts for pair in part.hedged),
        mitigants=_joined(parts, "mitigants", lambda item: item.text),
        concentrations=_joined(parts, "concentrations", lambda item: item.on),
        amounts=_distinct(amount for part in parts for amount in part.amounts),
        names=_distinct(name for part in parts for name in part.names),
        severity=highest(part.severity for part in parts),
        likelihood=strongest(part.likelihood for part in parts),
        velocity=next((p.velocity for p in parts if p.velocity != "unspecified"), "unspecified"),
        anomalies=_distinct(oddity for part in parts for oddity in part.anomalies),
    )


def complete(merged: Draft, whole: Draft) -> Draft:
    """``merged`` with what the reader of the whole said.

    The base keeps its proof from the parts, which saw every unit; the modifier's units come from
    the reader of the whole.
    """
    base = highest((merged.severity, whole.severity))
    return replace(
        merged,
        hedged=_distinct((*merged.hedged, *whole.hedged)),
        severity=replace(
            base, sole_unit=whole.severity.sole_unit, small_unit=whole.severity.small_unit
        ),
        category=whole.category,
        title=whole.title,
        briefing=whole.briefing,
        summary=whole.summary,
    )


def _kind(parts: Sequence[Draft]) -> str:
    kinds = [part.unit_kind for part in parts]
    return "risk_factor" if "risk_factor" in kinds else kinds[0]


def highest(claims: Iterable[SeverityClaim]) -> SeverityClaim:
    """The claim with the highest base; the first of equals that has a proof."""
    return max(claims, key=lambda claim: (claim.base, bool(claim.unit)))


def strongest(claims: Iterable[LikelihoodClaim]) -> LikelihoodClaim:
    """The claim of the strongest class; the first of equals."""
    return max(claims, key=lambda claim: LIKELIHOODS.index(claim.class_))


def _joined(
    parts: Sequence[Draft], field: str, key: Callable[[_Item], object]
) -> tuple[_Item, ...]:
    """The items of ``field`` in order; those of equal key become one with the units of all."""
    joined: dict[object, _Item] = {}
    for part in parts:
        item: _Item
        for item in getattr(part, field):
            folded = _folded(key(item))
            joined[folded] = _with_units(joined[folded], item) if folded in joined else item
    return tuple(joined.values())


def _folded(key: object) -> object:
    if isinstance(key, tuple):
        return tuple(_folded(one) for one in key)
    return " ".join(str(key).casefold().split()).rstrip(".")


def _with_units(first: _Item, second: _Item) -> _Item:
    units = dict.fromkeys((*first.units, *second.units))  # type: ignore[attr-defined]  # all have
    return replace(first, units=tuple(units))  # type: ignore[type-var]  # they are dataclasses


def _distinct(items: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys(items))


# ── the page for the whole ───────────────────────────────────────────────────────────────────────
def merge_chunk(merged: Draft, chunks: Sequence[Chunk], counter: TokenCounter | None) -> Chunk:
    """The units that ``merged`` rests on, ``h`` first, as a page no larger than the largest chunk.

    These are the units cited, and those of figures at stake or lost. Where they do not all fit, the
    proofs go first, then those cited most. Without a counter nothing is left out.
    """
    numbered = chunks[0].numbered
    units = {unit.id: unit for chunk in chunks for unit in chunk.units}
    weight = _weights(merged, numbered)
    wanted = [unit for unit_id, unit in units.items() if weight[unit_id] and unit_id != "h"]
    head = [units["h"]] if "h" in units else []
    budget = max((chunk.tokens or 0 for chunk in chunks), default=0)
    if counter is not None and budget:
        sizes = {u.id: counter.count(page_line(numbered, u) + "\n") for u in (*head, *wanted)}
        room = budget - sum(sizes[unit.id] for unit in head)
        wanted = _fitting(wanted, weight, sizes, room)
    shown = (*head, *wanted)
    text = page_text(numbered, shown)
    tokens = counter.count(text) if counter else None
    return Chunk(numbered=numbered, units=shown, part=1, parts=1, text=text, tokens=tokens)


def _weights(merged: Draft, numbered: NumberedFactor) -> Counter[str]:
    """How often each unit is cited; proofs of severity and likelihood weigh more than any other."""
    weight = Counter(unit for _, _, unit in cited(merged))
    telling = {label.id for label in merged.amounts if label.role != "context"}
    weight.update(amount.unit_id for amount in numbered.amounts if amount.id in telling)
    heavy = weight.total()
    for proof in (merged.severity.unit, merged.likelihood.unit):
        weight[proof] += heavy
    return weight


def _fitting(
    wanted: Sequence[Unit], weight: Counter[str], sizes: dict[str, int], room: int
) -> list[Unit]:
    """Those of ``wanted`` that fit ``room`` tokens, the weightiest first, given in page order."""
    kept: set[str] = set()
    for unit in sorted(wanted, key=lambda unit: -weight[unit.id]):
        if sizes[unit.id] <= room:
            kept.add(unit.id)
            room -= sizes[unit.id]
    return [unit for unit in wanted if unit.id in kept]
