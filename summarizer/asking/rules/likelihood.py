"""The strongest wording that the text uses for its threat: rubric L (version 2) by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.asking.rules import reports
from summarizer.asking.rules.page import Line
from summarizer.asking.rules.topic import Topic
from summarizer.asking.rules.wording import cue_round

STRENGTH = ("already_occurred", "ongoing", "expected", "possible", "remote", "not_stated")
"""The classes, the strongest first."""


FROM_OUTSIDE = frozenset({"EXT-MACRO", "EXT-HAZ", "EXT-GEO", "EXT-CLIM", "FIN-MKT", "STR-DEMAND"})
"""Categories whose threat strikes many at once, so that its wording need not name the issuer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A class with the unit and the words that show it."""

    class_: str
    unit: str
    cue: str


def strongest_wording(lines: Sequence[Line], topic: Topic, issuer: str) -> Wording:
    """The strongest class that any unit on the topic supports; not_stated where none does."""
    found = [wording for line in lines for wording in _wordings(line, topic, issuer)]
    if not found:
        return Wording(class_="not_stated", unit="", cue="")
    return min(found, key=lambda wording: STRENGTH.index(wording.class_))


def _wordings(line: Line, topic: Topic, issuer: str) -> Iterator[Wording]:
    if not line.heading and topic.holds(line.text):
        report = happened(line.text, topic, issuer)
        if report and not report.harmless:
            yield _wording("already_occurred", line, report.start, report.end)
        if match := reports.ongoing(line.text, issuer):
            yield _wording("ongoing", line, *match.span())
        if match := reports.expected(line.text, issuer):
            yield _wording("expected", line, *match.span())
    if match := reports.remote(line.text) if topic.holds(line.text) else None:
        yield _wording("remote", line, *match.span())
    if match := reports.possible(line.text):
        yield _wording("possible", line, *match.span())


def happened(text: str, topic: Topic, issuer: str) -> reports.Report | None:
    """What ``text`` reports of the threat, be it from outside."""
    if report := reports.reported(text, issuer):
        return report
    if topic.code in FROM_OUTSIDE and topic.cued(text):
        return reports.befell(text)
    return reports.unpaid(text) if topic.code == "GOV-DIV" else None


def _wording(class_: str, line: Line, start: int, end: int) -> Wording:
    return Wording(class_=class_, unit=line.id, cue=cue_round(line.text, start, end))
