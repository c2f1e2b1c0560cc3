"""Wrong answers made from right ones, one mistake each, for measuring checks.

A planter yields every way in which its mistake can be made in a whole answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from planting import ALIKE, OUTSIDERS

from summarizer.judging.drafts import Draft, Statement
from summarizer.judging.source import Source
from summarizer.judging.words import content_stems

Change = Callable[[Draft, Source, Random], Iterator[Draft]]


def bullet_dropped(draft: Draft, source: Source, _random: Random) -> Iterator[Draft]:
    for unit in source.units:
        if unit.startswith("b"):
            drivers = tuple(d for d in draft.drivers if unit not in d.units)
            effects = tuple(e for e in draft.consequences if unit not in e.units)
            yield replace(draft, drivers=drivers, consequences=effects)


def amount_missing(draft: Draft, _source: Source, _random: Random) -> Iterator[Draft]:
    for place in range(len(draft.amounts)):
        yield replace(draft, amounts=draft.amounts[:place] + draft.amounts[place + 1 :])


def amount_doubled(draft: Draft, _source: Source, _random: Random) -> Iterator[Draft]:
    for amount in draft.amounts:
        yield replace(draft, amounts=(*draft.amounts, amount))


def amount_of_nowhere(draft: Draft, _source: Source, _random: Random) -> Iterator[Draft]:
    for place, amount in enumerate(draft.amounts):
        strange = replace(amount, id="a9998")
        yield replace(draft, amounts=(*draft.amounts[:place], strange, *draft.amounts[place + 1 :]))


def owner_from_outside(draft: Draft, _source: Source, random: Random) -> Iterator[Draft]:
    for place, amount in enumerate(draft.amounts):
        strange = replace(amount, entity=random.choice(OUTSIDERS))
        yield replace(draft, amounts=(*draft.amounts[:place], strange, *draft.amounts[place + 1 :]))


def cue_altered(draft: Draft, _source: Source, _random: Random) -> Iterator[Draft]:
    for field in ("severity", "likelihood"):
        claim = getattr(draft, field)
        found = claim.cue.split()
        if len(found) > 2:  # noqa: PLR2004 - a word in the middle
            yield replace(draft, **{field: replace(claim, cue=" ".join([found[0], *found[2:]]))})


def mitigant_as_driver(draft: Draft, _source: Source, _random: Random) -> Iterator[Draft]:
    for mitigant in draft.mitigants:
        yield replace(draft, drivers=(*draft.drivers, mitigant))
        yield replace(draft, drivers=(*draft.drivers, mitigant), mitigants=())


def list_shortened(draft: Draft, source: Source, _random: Random) -> Iterator[Draft]:
    """Of a unit with a list inside a sentence one driver or consequence is kept, and cut short."""
    for unit in source.units.values():
        markers = re.findall(r"(?<=[\s,;:])\((?:[a-z]|[ivx]{1,4}|\d)\)|;|\bif\b", unit.text)
        if len(markers) > 2:  # noqa: PLR2004 - a list
            kept = [d for d in draft.drivers if unit.id not in d.units]
            effects = [e for e in draft.consequences if unit.id not in e.units]
            told = [d.text for d in draft.drivers if unit.id in d.units]
            told += [e.text for e in draft.consequences if unit.id in e.units]
            if told:
                first = Statement(text=" ".join(told[0].split()[:6]), units=(unit.id,))
                yield replace(draft, drivers=(*kept, first), consequences=tuple(effects))


def near_miss_counted(draft: Draft, _source: Source, _random: Random) -> Iterator[Draft]:
    for event in draft.events:
        if event.harm == "none":
            others = tuple(e for e in draft.events if e != event)
            yield replace(draft, events=(*others, replace(event, harm="main")))


def too_long(draft: Draft, _source: Source, _random: Random) -> Iterator[Draft]:
    if len(draft.briefing) > 1:
        yield replace(draft, briefing=draft.briefing * 3)


def empty_briefing(draft: Draft, _source: Source, _random: Random) -> Iterator[Draft]:
    yield replace(draft, briefing=())
    yield replace(draft, summary=Statement(text="", units=()))


def phrase_unit_swapped(draft: Draft, source: Source, _random: Random) -> Iterator[Draft]:
    for place, driver in enumerate(draft.drivers):
        own = content_stems(source.text_of(driver.units))
        for unit in source.units.values():
            stems = content_stems(unit.text)
            alike = len(own & stems) / max(1, min(len(own), len(stems)))
            if unit.id not in driver.units and alike < ALIKE and unit.id[0] != "b":
                swapped = replace(driver, units=(unit.id,))
                yield replace(
                    draft, drivers=(*draft.drivers[:place], swapped, *draft.drivers[place + 1 :])
                )


ANSWERS: dict[str, tuple[str, Change]] = {
    "figure not labelled": ("amount", amount_missing),
    "figure labelled twice": ("amount", amount_doubled),
    "label of no figure": ("amount", amount_of_nowhere),
    "owner from outside": ("name", owner_from_outside),
    "unit id of a phrase swapped": ("other", phrase_unit_swapped),
    "bullet dropped": ("other", bullet_dropped),
    "inline list shortened": ("other", list_shortened),
    "cue altered": ("other", cue_altered),
    "mitigant as driver": ("other", mitigant_as_driver),
    "near miss counted as harm": ("other", near_miss_counted),
    "too long": ("other", too_long),
    "briefing or summary missing": ("other", empty_briefing),
}
"""Mistakes of a whole answer: their group, and what plants them."""
