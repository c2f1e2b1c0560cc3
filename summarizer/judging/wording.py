"""Hypothetical wording across factors: possible in one of them, reported as happened in another.

A second pass by code over all records (rubric M). It is made for counsel's time: a pair is given
only where a modal sentence or bullet and a report share the kind of event and what it befell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.judging.words import content_stems, modal, stem, stems_of, words
from summarizer.memo import RiskRecord, Status, UnitText, WordingPair

WINDOW = 9
"""Words on either side of the event's word in which its object is looked for."""

FEWEST_SHARED = 2
"""Stems of the object that both sentences must share."""

LONGEST_QUOTE = 60
"""Words of either quote."""

_EVENTS = stems_of(
    "impairment write-down writedown write-off breach outage interruption fire accident recall "
    "lawsuit litigation fine penalty default restatement weakness strike layoff termination "
    "cancellation delisting delay shortage theft attack intrusion earthquake hurricane flood "
    "explosion spill contamination investigation resignation downgrade bankruptcy closure shutdown "
    "suspension revocation misappropriation disruption incident failure defect"
)
"""Kinds of event that a risk factor may fear and a filing may report, by stem."""

_EMPTY = stems_of(
    "business results operations operating financial condition material adverse adversely affect "
    "effect revenue revenues income loss losses cost costs company future time significant "
    "substantial harm certain including related year fiscal ended recorded increase also asset "
    "amount party number part addition continue event"
)
"""Stems too common to say what an event befell."""

_AGAIN = re.compile(
    r"\b(?:again|other|others|further|additional|another|in the past|past|continue[sd]?|previously"
    r"|recurr\w*|repeat\w*|more|historically|similar|subsequent)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:we|our|us|the company|the group)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:recorded|recognized|recognised|incurred|suffered|experienced|took|taken|occurred"
    r"|sustained|was|were|had|became|resulted|reported|received|paid|discovered|identified)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Report:
    """A unit that reports an event, with the stems near each event word in it."""

    risk_id: str
    unit: UnitText
    near: dict[str, frozenset[str]]


def link_wording(records: Sequence[RiskRecord]) -> tuple[RiskRecord, ...]:
    """The records, ``disclosed_elsewhere`` where another reports what one words as possible.

    A record that already has a pair of its own keeps it; order and everything else are kept.
    """
    reports = [report for record in records for report in _reports(record)]
    return tuple(_linked(record, reports) for record in records)


def _linked(record: RiskRecord, reports: Sequence[_Report]) -> RiskRecord:
    if record.status.hypothetical_wording != "none":
        return record
    pairs = tuple(_pairs(record, reports))
    if not pairs:
        return record
    elsewhere = ", ".join(dict.fromkeys(pair.reported_risk for pair in pairs))
    note = f"Worded as possible here; reported as having happened in {elsewhere}."
    status: Status = replace(
        record.status,
        hypothetical_wording="disclosed_elsewhere",
        pairs=pairs,
        note=f"{record.status.note} {note}" if record.status.note else note,
    )
    return replace(record, status=status)


def _reports(record: RiskRecord) -> Iterator[_Report]:
    """The units of ``record`` that report an event of its kind as having befallen the issuer."""
    happened = {e.unit_id for e in record.evidence if e.supports == "occurred"}
    if record.status.class_ == "hypothetical":
        return
    for unit in record.units:
        if unit.id not in happened:
            continue
        told = _REPORTED.search(unit.text) and _OWN.search(unit.text) and not modal(unit.text)
        if told and (near := _near_events(unit.text)):
            yield _Report(record.risk_id, unit, near)


def _pairs(record: RiskRecord, reports: Sequence[_Report]) -> Iterator[WordingPair]:
    """At most one pair for each unit of ``record`` that words an event as possible."""
    for unit in _possible(record.units):
        near = _near_events(unit.text)
        for report in reports:
            if report.risk_id != record.risk_id and _same_event(near, report.near):
                yield WordingPair(
                    modal=_cut(unit.text),
                    modal_unit=unit.id,
                    reported=_cut(report.unit.text),
                    reported_unit=report.unit.id,
                    reported_risk=report.risk_id,
                )
                break


def _possible(units: Sequence[UnitText]) -> Iterator[UnitText]:
    """Units in modal words, and bullets that a sentence in modal words leads to."""
    lead_is_modal = False
    for unit in units:
        if not unit.id.startswith("b"):
            lead_is_modal = modal(unit.text)
        if (lead_is_modal or modal(unit.text)) and not _AGAIN.search(unit.text):
            yield unit


def _near_events(text: str) -> dict[str, frozenset[str]]:
    """For each kind of event in ``text`` the telling stems round its words."""
    found = words(text)
    near: dict[str, frozenset[str]] = {}
    for place, word in enumerate(found):
        kind = stem(word)
        if kind in _EVENTS:
            round_it = found[max(0, place - WINDOW) : place + WINDOW + 1]
            stems = content_stems(" ".join(round_it)) - _EMPTY - _EVENTS
            near[kind] = near.get(kind, frozenset()) | stems
    return near


def _same_event(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> bool:
    return any(len(one[kind] & other[kind]) >= FEWEST_SHARED for kind in one.keys() & other.keys())


def _cut(text: str) -> str:
    """The verbatim beginning of ``text``, at most ``LONGEST_QUOTE`` words."""
    found = list(re.finditer(r"\S+", text))
    return text if len(found) <= LONGEST_QUOTE else text[: found[LONGEST_QUOTE - 1].end()]
