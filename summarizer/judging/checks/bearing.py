"""Checks of what the cited units bear: a sentence's words, its measures, its directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from summarizer.judging.checks.kinds import Reporter
from summarizer.judging.checks.passages import own_claims, own_prose
from summarizer.judging.drafts import Draft, Passage, Statement
from summarizer.judging.marks import without_marks
from summarizer.judging.source import Source
from summarizer.judging.words import DIRECTIONS, LOWERING, MITIGATION, content_stems, modal, negated
from summarizer.records import Finding

HARD_OVERLAP = 0.3
HARD_OVERLAP_PHRASE = 0.15
SOFT_OVERLAP = 0.5
"""Share of a sentence's content stems that its units have.

Source: the first prompt trial, where below .5 were 431 of 455 sentences with a wrong unit and none
of 60 right ones; a freer writer comes lower, so only below .3 is certain. In a
short phrase one word decides too much for that.
"""

BETTER, WELL = 0.3, 0.7
"""Another unit has so much more of a sentence's stems, and the cited ones less than ``WELL``.

Source: benchmarks/planted.py, where this and ``HARD_OVERLAP`` tell 99.7 % of 7,277 sentences with a
wrong unit, and none of 323 right ones.
"""

PROSE = frozenset({"briefing", "summary"})
FEWEST_STEMS = 3
"""Below this many content words a share says nothing."""

ALIKE = 0.6
"""Share of common stems from which two phrases say one thing."""

NEAR = 8
"""Words on either side in which that is looked for which rises or falls."""

_SENTENCE_END = re.compile(r"(?<=[a-z}\])][.;!?])\s+")
_STOP = re.compile(r"[.;]\s")


def units_bear(draft: Draft, source: Source) -> Iterator[Finding]:
    """A sentence shares its content words with the units that it cites (traps T02, T15, T21)."""
    for passage in own_claims(draft, source):
        if passage.field == "concentrations":
            continue
        for part in _parts(passage):
            yield from _unborne(part, passage, source)


def _parts(passage: Passage) -> list[Passage]:
    """The passage's sentences, as separate as semicolons and full stops make them."""
    if passage.field not in PROSE:
        return [passage]
    return [replace(passage, text=text) for text in _SENTENCE_END.split(passage.text)]


def _unborne(part: Passage, passage: Passage, source: Source) -> Iterator[Finding]:
    share = overlap(part, source)
    if share is None:
        return
    cited = ", ".join(part.units)
    better = _better_unit(part, share, source) if part.field in PROSE else None
    if better:
        reason = f"{better} bears this better than {cited}; cite the unit that says it."
        yield Reporter("overlap").at(passage, reason)
    elif share < SOFT_OVERLAP:
        limit = HARD_OVERLAP if part.field in PROSE else HARD_OVERLAP_PHRASE
        reason = (
            f"only {share:.0%} of its content words stand in {cited}; cite the units that bear it "
            "and use their words."
        )
        yield Reporter("overlap", hard=share < limit).at(passage, reason)


def overlap(passage: Passage, source: Source) -> float | None:
    """The share of the passage's content stems that its units have; None for too few words."""
    own = _telling(passage, source)
    return _share(own, source.text_of(passage.units)) if len(own) >= FEWEST_STEMS else None


def _telling(passage: Passage, source: Source) -> frozenset[str]:
    return content_stems(without_marks(passage.text)) - source.issuer_stems


def _share(own: frozenset[str], text: str) -> float:
    return len(own & content_stems(text)) / len(own)


def _better_unit(part: Passage, share: float, source: Source) -> str | None:
    """The unit that bears the part so much better that it must be the one meant."""
    if share >= WELL:
        return None
    own = _telling(part, source)
    others = [unit for unit in source.units.values() if unit.id not in part.units]
    shares = {unit.id: _share(own, unit.text) for unit in others if unit.id not in source.orders}
    best = max(shares, key=lambda unit: shares[unit], default="")
    return best if best and shares[best] - share >= BETTER else None


def mitigation_is_printed(draft: Draft, source: Source) -> Iterator[Finding]:
    """Words of mitigation stand only where a cited unit has them (trap T15)."""
    report = Reporter("mitigation", hard=False)
    for passage in own_claims(draft, source):
        for match in MITIGATION.finditer(passage.text):
            if match[0].lower()[:5] not in source.text_of(passage.units).lower():
                reason = f"no cited unit speaks of “{match[0]}”; leave the measure out."
                yield report.at(passage, reason)
                break


def mitigants_apart(draft: Draft, _source: Source) -> Iterator[Finding]:
    """What limits the risk is not also given as its cause (trap T14)."""
    report = Reporter("mitigants", hard=False)
    for index, driver in enumerate(draft.drivers):
        if negated(driver.text) or modal(driver.text):
            continue  # what a measure lacks does bring the threat about
        same = any(_one_thing(driver, mitigant) for mitigant in draft.mitigants)
        if same or LOWERING.search(driver.text):
            passage = Passage("drivers", index, driver.text, driver.units)
            yield report.at(passage, "it lowers the threat; give it as a mitigant only.")


def _one_thing(driver: Statement, mitigant: Statement) -> bool:
    """Whether the two say the same of a unit that both cite."""
    one, other = content_stems(driver.text), content_stems(mitigant.text)
    fewer = min(len(one), len(other))
    return bool(set(driver.units) & set(mitigant.units)) and len(one & other) > fewer * ALIKE


def direction_is_printed(draft: Draft, source: Source) -> Iterator[Finding]:
    """A rise or fall is claimed only where a cited unit has one, of the same (trap T21)."""
    report = Reporter("direction", hard=False)
    for passage in own_prose(draft, source):
        cited = source.text_of(passage.units)
        text = without_marks(passage.text)
        for way, pattern in DIRECTIONS.items():
            claimed = list(pattern.finditer(text))
            there = [_round(match, cited) for match in pattern.finditer(cited)] if claimed else []
            for match in claimed:
                near = _round(match, text)
                if not any(near & one for one in there) and (near or not there):
                    reason = f"“{match[0]}” claims a direction ({way}) that no cited unit gives."
                    yield report.at(passage, f"{reason[:-1]}; leave it out.")
                    break


def _round(match: re.Match[str], text: str) -> frozenset[str]:
    """The content stems round a word, as far as the sentence goes."""
    before = _STOP.split(text[: match.start()])[-1].split()[-NEAR:]
    after = _STOP.split(text[match.end() :], maxsplit=1)[0].split()[:NEAR]
    return content_stems(" ".join([*before, *after]))
