"""What a sentence reports as having happened.

Rubric L and M: a past tense or perfect of the issuer's own, dated or not, is an event; own routine
acts, near misses, denials and hypotheses are none. Each verb that tells of the past is weighed by
the signs round it, since no single one of them decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer.asking.rules.issuer import concerns
from summarizer.asking.rules.signs import UNWELCOME, WEIGHTS, signs
from summarizer.asking.rules.tenses import told_in
from summarizer.asking.rules.topic import Topic
from summarizer.asking.rules.wording import MAY, pattern

_AT_LARGE = frozenset({"EXT-MACRO", "EXT-CLIM", "FIN-CREDIT", "STR-COMP"})
"""Categories of which an event is the issuer's only where the sentence speaks of the issuer."""

_HYPOTHESIS = re.compile(
    rf"\b(?:if|should|whether|unless|in the event|{MAY}|might|could|would|to the extent|"
    r"had we)\b[^,;]{0,90}$",
    re.IGNORECASE,
)
_NO_HARM = re.compile(
    r"\b(?:not|no|without)\b[^.;]{0,60}\b(?:material\w*|significant\w*|advers\w*|"
    r"downward)\b[^.;]{0,30}\b(?:effects?|"
    r"impact\w*|affect\w*|harm)",
    re.IGNORECASE,
)
_UNPAID = pattern(r"(?:have|has|had)? ?(?:never|not) (?:\w+ ){0,3}?(?:paid|declared)\b")
_RECURS = pattern(
    r"from time to time|occasional(?:ly)?|periodically|regularly|routinely|frequently|"
    r"at times(?! of)|on a (?:regular|daily|continual) basis|in the ordinary course"
)
_CARE = re.compile(
    r"\b(?:review|assess|monitor|evaluat|updat|enhanc|test|invest|train|consider|pursu|divest|"
    r"explor)\w*",
    re.IGNORECASE,
)
"""What a company does time and again by its own choice."""

_OPEN = re.compile(rf"\b(?:{MAY}|might|could|can|would|will|if|must)\b", re.IGNORECASE)
_AROUND = 90
"""Characters on either side of "from time to time" that say what comes so."""


@dataclass(frozen=True, slots=True)
class Report:
    """Where a sentence reports something, and what it says of it.

    ``harmless`` is whether no harm came of it, ``own`` whether it befell the issuer, ``signs`` what
    shows it, by the names of ``WEIGHTS``.
    """

    start: int
    end: int
    harmless: bool = False
    own: bool = True
    signs: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 10)
def reported(text: str, issuer: str, topic: Topic | None = None) -> Report | None:
    """The event that ``text`` reports most clearly; None where it reports none.

    With a ``topic`` the signs count too that the matter of the risk factor gives.
    """
    best, found = 0.0, None
    for told in told_in(text):
        shown = signs(text, told, issuer, topic)
        weight = sum(WEIGHTS[sign] for sign in shown)
        if weight > best and not _HYPOTHESIS.search(told.before):
            best, found = weight, Report(told.start, told.end, signs=shown)
    if found is None:
        return None
    return Report(
        found.start,
        found.end,
        harmless=bool(_NO_HARM.search(text)),
        own=topic is None or topic.code not in _AT_LARGE or concerns(text, issuer),
        signs=found.signs,
    )


def unpaid(text: str) -> Report | None:
    """The statement that no dividend was ever paid or declared."""
    match = _UNPAID.search(text)
    return Report(*match.span()) if match else None


def recurs(text: str, issuer: str) -> Report | None:
    """Where ``text`` says, without a modal, that harm befalls the issuer time and again."""
    match = _RECURS.search(text)
    if not match or not concerns(text, issuer):
        return None
    around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    befalls = UNWELCOME.search(around) and not (_OPEN.search(around) or _CARE.search(around))
    return Report(*match.span()) if befalls else None
