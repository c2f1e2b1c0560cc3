"""The record: what a draft points to, filled in by code with the filing's own characters."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.judging.anomalies import anomalies_of
from summarizer.judging.checks import ABOUT, CHECKS
from summarizer.judging.closing import closing_sentence
from summarizer.judging.drafts import AmountLabel, Draft, Statement
from summarizer.judging.marks import fill, printed_marks
from summarizer.judging.quoting import MOST_WORDS, quote_of, shortened
from summarizer.judging.rubric import (
    band_of,
    basis_of,
    modifier_of,
    specificity_label,
    status_of,
)
from summarizer.judging.source import heeded
from summarizer.judging.timing import horizon_of
from summarizer.judging.words import count_words
from summarizer.memo import (
    SCHEMA_VERSION,
    Anomaly,
    Briefing,
    BriefingSentence,
    Change,
    Check,
    Concentration,
    Consequence,
    Driver,
    Evidence,
    FindingCount,
    LabelledAmount,
    Likelihood,
    Locator,
    Mitigant,
    Named,
    Party,
    Provenance,
    RiskRecord,
    Severity,
    Specificity,
    Status,
    Timing,
    UnitText,
    WordingPair,
)
from summarizer.records import (
    Amount,
    Filing,
    Finding,
    NumberedFactor,
    RiskFactor,
    RiskSection,
    Unit,
)

MOST_EVIDENCE = 5
LONGEST_EVIDENCE = 60
"""Quotes of a record, and words of one."""

_OWN = re.compile(r"(?:we|us|our|ours|the (?:company|group|issuer|registrant))", re.IGNORECASE)
"""How a filing speaks of its issuer, where an engine kept the printed word."""

_ROLES = ("customer", "supplier", "partner", "rival", "holder", "person")
_COUNTERPARTIES = (*_ROLES, "authority")


@dataclass(frozen=True, kw_only=True)
class Making:
    """Everything that a record is made of, beside the draft."""

    filing: Filing
    section: RiskSection
    issuer: str
    numbered: NumberedFactor
    first: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    model: str
    prompt_version: str
    chunks: int
    calls: int

    @cached_property
    def heeded(self) -> NumberedFactor:
        """The factor without what addresses a machine: what the record describes."""
        return heeded(self.numbered)

    @property
    def factor(self) -> RiskFactor:
        """The risk factor itself."""
        return self.numbered.factor

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id."""
        return next(unit for unit in self.numbered.units if unit.id == unit_id)

    def known(self, unit_ids: Iterable[str]) -> list[str]:
        """Those of the ids that are units of the factor."""
        units = {unit.id for unit in self.numbered.units}
        return [unit_id for unit_id in unit_ids if unit_id in units]

    def quote(self, unit_id: str, cue: str = "", most: int = MOST_WORDS) -> str:
        """Verbatim words of the unit."""
        return quote_of(self.filing, self.unit(unit_id), cue, most).text


def make_record(draft: Draft, making: Making) -> RiskRecord:
    """The record of one risk factor: labels from ``draft``, everything verbatim from the filing."""
    severity, likelihood = _severity(draft, making), _likelihood(draft)
    factor, numbered = making.factor, making.numbered
    return RiskRecord(
        schema_version=SCHEMA_VERSION,
        risk_id=factor.id,
        heading=factor.title,
        group=factor.group,
        locator=_locator(making),
        unit_kind=draft.unit_kind,
        short_title=draft.title or factor.title,
        threat=draft.threat,
        category_primary=draft.category.partition("-")[0],
        category_secondary=draft.category,
        severity=severity,
        likelihood=likelihood,
        timing=_timing(draft, making),
        status=_status(draft, making),
        priority=band_of(severity.level, likelihood.class_),
        amounts=tuple(_amounts(draft, making)),
        affected=_affected(draft),
        concentrations=tuple(
            Concentration(on=one.on, quote=making.quote(one.units[0]), unit_ids=one.units)
            for one in draft.concentrations
        ),
        drivers=tuple(Driver(text=one.text, unit_ids=one.units) for one in draft.drivers),
        consequences=tuple(
            Consequence(order=i, text=one.text, modality=one.modality, unit_ids=one.units)
            for i, one in enumerate(draft.consequences, start=1)
        ),
        mitigants=tuple(
            Mitigant(text=one.text, quote=making.quote(one.units[0]), unit_ids=one.units)
            for one in draft.mitigants
        ),
        evidence=tuple(_evidence(draft, making)),
        specificity=_specificity(draft, making),
        anomalies=tuple(_anomalies(draft, making)),
        briefing=_briefing(draft, making),
        summary_bullet=_sentence(draft.summary, making),
        change=Change(class_="not_compared", prior_risk_id=None, similarity=None, note=None),
        checks=tuple(_checks(making.findings)),
        units=tuple(
            UnitText(id=u.id, text=u.text, start=u.span.start, end=u.span.end)
            for u in numbered.units
        ),
        provenance=Provenance(
            source_sha256=making.filing.sha256,
            model=making.model,
            prompt_version=making.prompt_version,
            chunks=making.chunks,
            calls=making.calls,
            first_findings=_counted(making.first),
            findings=_counted(making.findings),
        ),
    )


# ── place ────────────────────────────────────────────────────────────────────────────────────────
def _locator(making: Making) -> Locator:
    text, span = making.filing.text, making.factor.span
    factor = span.of(text)
    first = text.count("\n", 0, span.start) + 1
    return Locator(
        item=making.section.item,
        line_start=first,
        line_end=first + factor.rstrip("\n").count("\n"),
        char_start=span.start,
        char_end=span.end,
        words=sum(count_words(unit.text) for unit in making.numbered.units),
        sha256=hashlib.sha256(factor.encode()).hexdigest(),
    )


# ── labels ───────────────────────────────────────────────────────────────────────────────────────
def _severity(draft: Draft, making: Making) -> Severity:
    claim = draft.severity
    modifier, level, proof = modifier_of(claim)
    units = making.known(dict.fromkeys(u for u in (claim.unit, proof) if u))
    quote = making.quote(claim.unit, claim.cue) if making.known([claim.unit]) else ""
    return Severity(
        base=claim.base,
        modifier=modifier,
        level=level,
        basis=basis_of(claim),
        quote=quote,
        unit_ids=tuple(units),
    )


def _likelihood(draft: Draft) -> Likelihood:
    claim = draft.likelihood
    return Likelihood(
        class_=claim.class_, cue=claim.cue, unit_ids=(claim.unit,) if claim.unit else ()
    )


def _timing(draft: Draft, making: Making) -> Timing:
    horizon, cue = horizon_of(making.heeded.units)
    return Timing(horizon=horizon, velocity=draft.velocity, cue=cue)


def _status(draft: Draft, making: Making) -> Status:
    rank = {"main": 0, "part": 1, "none": 2}
    events = sorted(draft.events, key=lambda event: rank[event.harm])
    status = status_of(events)
    first = events[0] if events else None
    pairs = tuple(
        WordingPair(
            modal=making.quote(pair.modal_unit, most=LONGEST_EVIDENCE),
            modal_unit=pair.modal_unit,
            reported=making.quote(pair.reported_unit, most=LONGEST_EVIDENCE),
            reported_unit=pair.reported_unit,
            reported_risk=making.factor.id,
        )
        for pair in draft.hedged
    )
    happened = status != "hypothetical"
    return Status(
        class_=status,
        quote=making.quote(first.units[0]) if first and happened else None,
        hypothetical_wording="disclosed_here" if pairs else "none",
        note=first.text if first else None,
        pairs=pairs,
    )


def _affected(draft: Draft) -> Named:
    def of(*kinds: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(n.name for n in draft.names if n.kind in kinds))

    return Named(
        segments=of("segment"),
        geographies=of("place"),
        entities=of("entity"),
        counterparties=of(*_COUNTERPARTIES),
        roles=tuple(
            Party(name=name.name, kind=name.kind) for name in draft.names if name.kind in _ROLES
        ),
    )


def _specificity(draft: Draft, making: Making) -> Specificity:
    numbered = making.heeded
    names = {name.name for name in draft.names}
    count = len(numbered.amounts) + len(numbered.times) + len(names)
    words = sum(count_words(unit.text) for unit in numbered.units)
    per_100 = round(100 * count / words, 2) if words else 0.0
    dated = {a.unit_id for a in numbered.amounts} | {t.unit for t in numbered.times}
    body = [unit for unit in numbered.units if unit.id != "h"]
    generic = [u for u in body if u.id not in dated and not any(name in u.text for name in names)]
    return Specificity(
        units=count,
        per_100_words=per_100,
        generic_sentence_share=round(len(generic) / len(body), 2) if body else 0.0,
        label=specificity_label(per_100),
    )


# ── figures ──────────────────────────────────────────────────────────────────────────────────────
def _amounts(draft: Draft, making: Making) -> Iterator[LabelledAmount]:
    """Every figure of the factor; one that the engine did not label is context of no one."""
    labels = {label.id: label for label in draft.amounts}
    for amount in making.heeded.amounts:
        yield _amount(amount, labels.get(amount.id, _unlabelled(amount)), making)


def _unlabelled(amount: Amount) -> AmountLabel:
    return AmountLabel(
        id=amount.id, entity="", what="", measure="other", role="context", period=amount.period
    )


def _amount(amount: Amount, label: AmountLabel, making: Making) -> LabelledAmount:
    times = {time.id: time for time in making.numbered.times}
    chosen = times.get(label.period or "")
    if chosen is None or chosen.unit != amount.unit_id:
        chosen = times.get(amount.period or "")
    unit = making.unit(amount.unit_id)
    return LabelledAmount(
        amount_id=amount.id,
        text=amount.text,
        value=amount.value,
        unit=amount.unit,
        currency=amount.currency,
        scale=amount.scale,
        approximate=amount.approximate,
        reliability=amount.reliability.value,
        measure=label.measure,
        role=label.role,
        entity=making.issuer if _OWN.fullmatch(label.entity) else label.entity,
        what=label.what,
        period_text=chosen.text if chosen else None,
        period_start=chosen.start if chosen else None,
        period_end=chosen.end if chosen else None,
        quote=quote_of(making.filing, unit, amount.text).text,
        unit_id=amount.unit_id,
        char_start=amount.span.start,
        char_end=amount.span.end,
    )


# ── evidence ─────────────────────────────────────────────────────────────────────────────────────
def _evidence(draft: Draft, making: Making) -> Iterator[Evidence]:
    """At most five units, each once, with what they support by the list that cites them."""
    chosen: dict[str, tuple[str, str]] = {}
    for supports, unit_id, cue in _supports(draft, making):
        if unit_id not in chosen and len(chosen) < MOST_EVIDENCE:
            chosen[unit_id] = (supports, cue)
    for unit_id, (supports, cue) in chosen.items():
        quote = quote_of(making.filing, making.unit(unit_id), cue, LONGEST_EVIDENCE)
        yield Evidence(
            quote=quote.text,
            supports=supports,
            char_start=quote.span.start,
            char_end=quote.span.end,
            unit_id=unit_id,
        )


def _supports(draft: Draft, making: Making) -> Iterator[tuple[str, str, str]]:
    """What supports what, most telling first: the proofs, events, mitigants, then the rest."""
    severity, likelihood = draft.severity, draft.likelihood
    found = [("consequence", severity.unit, severity.cue)]
    found += [("occurred", e.units[0], "") for e in draft.events if e.harm != "none"]
    found += [("mitigant", item.units[0], "") for item in draft.mitigants]
    found += [("threat", likelihood.unit, likelihood.cue)]
    modifiers = (("threat", severity.sole_unit), ("limit", severity.small_unit))
    found += [(supports, unit, "") for supports, unit in modifiers if unit]
    exposed = {label.id for label in draft.amounts if label.role == "exposure"}
    found += [("exposure", a.unit_id, a.text) for a in making.heeded.amounts if a.id in exposed]
    found += [("driver", item.units[0], "") for item in draft.drivers]
    found += [("consequence", item.units[0], "") for item in draft.consequences]
    known = set(making.known(unit for _, unit, _ in found))
    return ((supports, unit, cue) for supports, unit, cue in found if unit in known)


# ── prose ────────────────────────────────────────────────────────────────────────────────────────
def _briefing(draft: Draft, making: Making) -> Briefing:
    sentences = [_sentence(sentence, making) for sentence in draft.briefing]
    closing = closing_sentence(draft, making.numbered.amounts)
    if sentences and closing:
        sentences.append(BriefingSentence(text=closing, cites=()))
    return Briefing(text=" ".join(s.text for s in sentences), sentences=tuple(sentences))


def _sentence(sentence: Statement, making: Making) -> BriefingSentence:
    printed = printed_marks(making.numbered.amounts, making.numbered.times)
    return BriefingSentence(text=fill(sentence.text, printed), cites=sentence.units)


# ── faults of the text, and checks ───────────────────────────────────────────────────────────────
def _anomalies(draft: Draft, making: Making) -> Iterator[Anomaly]:
    """What code found, then what the engine found beside it."""
    found = list(anomalies_of(making.numbered, filing=making.filing, section=making.section))
    yield from found
    known = {(anomaly.type, anomaly.quote) for anomaly in found}
    damaged = {a.unit_id for a in making.numbered.amounts if a.reliability.value == "suspect"}
    for oddity in draft.anomalies:
        quote = shortened(making.unit(oddity.unit))
        repeated = oddity.type == "damaged_figure" and oddity.unit in damaged
        if not repeated and (oddity.type, quote) not in known:
            known.add((oddity.type, quote))
            yield Anomaly(type=oddity.type, quote=quote, note=" ".join(oddity.note.split()))


def _checks(findings: Sequence[Finding]) -> Iterator[Check]:
    """One line a check: passed, warned, or failed and left out."""
    for name in ("schema", *dict.fromkeys(check.name for check in CHECKS)):
        own = [finding for finding in findings if finding.check == name]
        hard = [finding for finding in own if finding.hard]
        result = "fail" if hard else "warn" if own else "pass"
        yield Check(name=name, result=result, detail=_detail(name, hard or own))


def _counted(findings: Sequence[Finding]) -> FindingCount:
    hard = sum(finding.hard for finding in findings)
    return FindingCount(hard=hard, soft=len(findings) - hard)


def _detail(name: str, findings: Sequence[Finding]) -> str:
    """What was found and where; "" where nothing was. What was left out is not repeated."""
    if not findings:
        return ""
    fields = ", ".join(dict.fromkeys(finding.field for finding in findings))
    done = "; left out" if findings[0].hard else ""
    return f"{fields}: {ABOUT[name]}{done}"
