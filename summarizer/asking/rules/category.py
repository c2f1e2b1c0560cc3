"""Which of the 48 categories a risk factor belongs to.

Rule (schemas/taxonomy.json): by the threat that the heading names, never by its consequence; of
several the one that comes first; a heading that names only an area takes the first cause that its
body lists. So cues count by where they stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from summarizer.asking.rules.category_cues import CUES
from summarizer.asking.rules.page import Line
from summarizer.asking.rules.wording import pattern, take_apart

NONE = "OTH-NONE"

THREAT = 1.0
OUTCOME = 0.12
FIRST_SENTENCES = (0.22, 0.14, 0.1)
BODY = 0.05
BODY_MOST = 1.0
"""No code gets more than this from the rest of the body, however long it is."""

EARLY = 0.45
"""How much more a cue at the threat's beginning weighs than one at its end."""

REPEAT = 0.35
"""What each further cue of the same code in the same place adds, as a share of its weight."""

YIELDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "LEG-REG": frozenset({"TEC-DATA", "EXT-CLIM", "TEC-AI", "FIN-TAX"}),
        "LEG-COMP": frozenset({"TEC-DATA"}),
        "LEG-LIT": frozenset({"LEG-IP", "OPS-QUAL", "FIN-TAX"}),
    }
)
"""What a code leaves to a more special one that the threat names as well (the taxonomy's NOTs)."""

OUTRANKED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "GOV-CTRL": frozenset({"PPL-KEY"}),
        "GOV-DIL": frozenset({"FIN-LIQ"}),
        "FIN-IMPAIR": frozenset({"EXT-MACRO", "FIN-MKT", "STR-DEMAND", "OPS-CONT", NONE}),
    }
)
"""Codes defined by an effect: named as the outcome, they go before the causes listed here."""

CLEAR = 4.0
"""The strength of a cue that names its category by itself."""

FAINTEST = 0.3
"""Below this score nothing is named."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text and what a cue in it weighs."""

    text: str
    weight: float
    early: float = 0.0


def categorise(lines: Sequence[Line]) -> str:
    """The code of the risk factor made of ``lines``, the heading first; OTH-NONE if none fits."""
    scores = score(lines)
    best = max(scores, key=lambda code: (scores[code], -list(CUES).index(code)), default=NONE)
    if scores.get(best, 0.0) < FAINTEST:
        best = NONE
    heading = take_apart(lines[0].text)
    for special in CUES:
        if special in YIELDS.get(best, ()) and _clear(special, heading.threat):
            return special
    for effect, causes in OUTRANKED.items():
        if best in causes and _clear(effect, heading.outcome):
            return effect
    return best


def _clear(code: str, text: str) -> bool:
    return strength(code, Place(text, THREAT)) >= CLEAR


def score(lines: Sequence[Line]) -> dict[str, float]:
    """Each code that has a cue in ``lines``, with its weight."""
    scores: defaultdict[str, float] = defaultdict(float)
    heading = take_apart(lines[0].text)  # its halves may be worded anew
    text = "\n\n".join([heading.threat, heading.outcome, *(line.text for line in lines)])
    codes = [code for code in CUES if _any_cue(code).search(text)]
    for place in places(lines):
        for code in codes:
            scores[code] += place.weight * strength(code, place)
    rest = [line.text for line in lines[1 + len(FIRST_SENTENCES) :]]
    for code in codes:
        whole = sum(strength(code, Place(text, BODY)) for text in rest)
        scores[code] += min(BODY_MOST, BODY * whole)
    return {code: value for code, value in scores.items() if value > 0}


def places(lines: Sequence[Line]) -> Iterator[Place]:
    """Heading and first sentences; the heading's threat counts most, the earlier the more."""
    heading = take_apart(lines[0].text)
    yield Place(heading.threat, THREAT, EARLY)
    yield Place(heading.outcome, OUTCOME)
    for line, weight in zip(lines[1:], FIRST_SENTENCES, strict=False):
        yield Place(line.text, weight)


def strength(code: str, place: Place) -> float:
    """What the code's cues in ``place`` weigh: the strongest, and a share of each further one."""
    found = sorted(_weights(code, place), reverse=True)
    return found[0] + REPEAT * min(sum(found[1:]), found[0]) if found else 0.0


@cache
def _any_cue(code: str) -> re.Pattern[str]:
    return pattern("|".join(f"(?:{source})" for _, source in CUES[code]))


def _weights(code: str, place: Place) -> Iterator[float]:
    if not _any_cue(code).search(place.text):
        return  # nearly every code in nearly every place
    length = max(len(place.text), 1)
    for weight, source in CUES[code]:
        if match := pattern(source).search(place.text):
            yield weight * (1 + place.early * (1 - match.start() / length))
