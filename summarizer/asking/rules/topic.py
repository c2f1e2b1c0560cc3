"""Whether a sentence is about the threat that the heading names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.asking.rules.category_cues import CUES
from summarizer.asking.rules.page import Line
from summarizer.asking.rules.wording import pattern, stems, take_apart

_EFFECTS = stems(
    "business operations results financial condition adverse adversely affect effect material "
    "materially substantial "
    "harm impact negative negatively reduce increase cause significant significantly revenue "
    "company could ability "
    "performance lead future costs"
)
"""What headings say of nearly every outcome: it tells no topic."""

_EXAMPLE = re.compile(r"for (?:example|instance)\b", re.IGNORECASE)
_CLEAR_CUE = 2.5
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Topic:
    """The threat by its category and its content words (stems)."""

    code: str
    stems: frozenset[str]

    def holds(self, text: str) -> bool:
        """Whether ``text`` has a clear cue of the category, or two content words of the threat."""
        return self.nearness(text) >= min(_ENOUGH, max(len(self.stems), 1)) or self.cued(text)

    def within(self, lines: Sequence[Line]) -> list[Line]:
        """The ``lines`` about the threat: an example stands with the sentence that it follows."""
        found: list[Line] = []
        before = False
        for line in lines:
            before = self.holds(line.text) or (before and bool(_EXAMPLE.match(line.text)))
            if before:
                found.append(line)
        return found

    def cued(self, text: str) -> bool:
        """Whether ``text`` has a clear cue of the category."""
        cues = CUES.get(self.code, ())
        return any(weight >= _CLEAR_CUE and pattern(cue).search(text) for weight, cue in cues)

    def nearness(self, text: str) -> int:
        """How many content words of the threat ``text`` has."""
        return len(self.stems & stems(text))


def topic_of(lines: Sequence[Line], code: str) -> Topic:
    """The topic of a risk factor whose heading is the first of ``lines``."""
    heading = take_apart(lines[0].text)
    return Topic(code, stems(heading.threat) | (stems(heading.outcome) - _EFFECTS))
