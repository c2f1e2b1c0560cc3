"""Sentences that address a reader or a machine: content to report, never to follow.

A unit that instructs is left out of everything the rules read, so that it sways no label and
enters no briefing; it comes back as an anomaly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.asking.rules.page import Line
from summarizer.asking.rules.wording import pattern

_MACHINE = (
    r"(?:ai|a\.i\.|llms?|(?:large )?language models?|assistants?|chatbots?|summari[sz]ers?|bots?|"
    r"gpt\w*)"
)
_ORDERS = (
    r"(?:write|output|print|return|respond|reply|say|answer|rate|score|classify|label|summari[sz]e|"
    r"treat|set|"
    r"mark|ignore|disregard|forget|omit|do not (?:mention|include|report|summari[sz]e|flag|list|"
    r"output))"
)
_INSTRUCTION = pattern(
    rf"(?:ignore|disregard|forget|override|bypass) ~(?:instructions?|prompts?|guidelines|"
    rf"directions|risk factors|"
    rf"risks (?:below|above)|text (?:above|below)|everything (?:above|below))|"
    rf"(?:note|message|attention|instructions?|memo|notice|reminder) (?:to|for) (?:the |any |"
    rf"all )?~{_MACHINE}\b|"
    rf"(?:dear|attention:?|hey) {_MACHINE}\b|as an? (?:helpful )?{_MACHINE}"
    r"(?=,| you\b| (?:language )?(?:model|assistant|system)\b)|"
    rf"{_MACHINE}:|"
    rf"you (?:must|should|are to|will|shall) (?:now |only |always )*{_ORDERS}\b|"
    r"(?:rate|score|classify|label|treat|mark) (?:this|these|them|all|every|"
    r"each) [^.;]{0,60}(?:severity|immaterial|"
    r"as (?:low|minor|no risk|resolved|mitigated)|\b[1-5]\b)|"
    r"set (?:every|all|each|the) (?:amounts?|figures?|severit\w+|risks?|ratings?|scores?)\b|"
    r"(?:system|developer) prompt"
)
_TAG = re.compile(
    r"</?\s*(?:system|document|instructions?|prompt|assistant|user|developer|text|im_start|"
    r"im_end)\s*>|"
    r"<\|[^|>]{1,30}\|>|\[/?INST\]|^\W*(?:system|assistant|developer)\s*:",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"\W*{_ORDERS}\b(?! (?:our|its) )", re.IGNORECASE)


def instructs(text: str) -> bool:
    """Whether ``text`` addresses a reader or a machine as if to command it."""
    return bool(_INSTRUCTION.search(text) or _TAG.search(text))


def instructions(lines: Sequence[Line]) -> frozenset[str]:
    """The ids of the units that instruct; an order right behind one belongs to it."""
    found: list[str] = []
    for line in lines:
        if line.heading:
            continue
        follows = bool(found) and found[-1] == _before(lines, line)
        if instructs(line.text) or (follows and _ORDER.match(line.text)):
            found.append(line.id)
    return frozenset(found)


def _before(lines: Sequence[Line], line: Line) -> str | None:
    at = lines.index(line)
    return lines[at - 1].id if at else None
