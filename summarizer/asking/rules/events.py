"""What the text reports as having happened, and where it words the same as only possible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.asking.rules import reports
from summarizer.asking.rules.page import Line
from summarizer.asking.rules.topic import Topic
from summarizer.asking.rules.wording import MODAL, phrase, stems, take_apart

MOST = 30

_STANDING = frozenset({"STR-HIST"})
"""Categories whose harm is a state: reported losses are the heading's main harm itself."""

_HEDGE = re.compile(r"\b(?:may|might|could|can|would|if)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:again|other|further|additional|in the past|continu\w+)\b", re.IGNORECASE)
_SAME = 3
"""Content words that two sentences share before they speak of the same kind of event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something of the threat's kind that happened; harm is main, part or none."""

    text: str
    unit: str
    harm: str


def events(lines: Sequence[Line], topic: Topic, issuer: str) -> tuple[Event, ...]:
    """The events that body units on the topic report, in order."""
    return tuple(_events(lines, topic, issuer))[:MOST]


def _events(lines: Sequence[Line], topic: Topic, issuer: str) -> Iterator[Event]:
    for line in lines[1:]:
        if not topic.holds(line.text):
            continue
        if report := reports.reported(line.text, issuer):
            harm = "none" if report.harmless else _harm(lines[0], topic)
            yield from _event(line, report.start, harm)
        elif none := reports.unpaid(line.text) if topic.code == "GOV-DIV" else None:
            yield from _event(line, none.start, "main")
        elif again := reports.recurs(line.text, issuer):
            yield from _event(line, again.start, "part")


def _event(line: Line, at: int, harm: str) -> Iterator[Event]:
    if len(text := phrase(line.text, at)) > 1:
        yield Event(text=text, unit=line.id, harm=harm)


def _harm(heading: Line, topic: Topic) -> str:
    """Main where the heading itself states the harm without a modal, else part."""
    stated = topic.code in _STANDING and not MODAL.search(take_apart(heading.text).threat)
    return "main" if stated else "part"


def hedged_pairs(lines: Sequence[Line], found: Sequence[Event]) -> tuple[tuple[str, str], ...]:
    """Pairs of units: one words as possible, without "again", what the other reports with harm."""
    harmful = {event.unit for event in found if event.harm != "none"}
    by_id = {line.id: line for line in lines}
    pairs: list[tuple[str, str]] = []
    for unit in sorted(harmful, key=[line.id for line in lines].index):
        twin = _twin(lines, by_id[unit], harmful)
        if twin:
            pairs.append((twin.id, unit))
    return tuple(pairs)[:20]


def _twin(lines: Sequence[Line], report: Line, harmful: set[str]) -> Line | None:
    """The modal unit that shares most content words with ``report``, if it shares enough."""
    modal = [line for line in lines if line.id not in harmful and _modal(line.text)]
    shared = stems(report.text)
    best = max(modal, key=lambda line: len(stems(line.text) & shared), default=None)
    return best if best and len(stems(best.text) & shared) >= _SAME else None


def _modal(text: str) -> bool:
    return bool(_HEDGE.search(text)) and not _AGAIN.search(text)
