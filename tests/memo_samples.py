"""Records, memos and sections of a company that does not exist, for tests."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from summarizer.composing import compose_memo
from summarizer.linking import link_records
from summarizer.memo import (
    Account,
    Anomaly,
    Briefing,
    BriefingSentence,
    Change,
    Check,
    Concentration,
    Consequence,
    Cost,
    Driver,
    EngineFacts,
    Evidence,
    FilingFacts,
    FindingCount,
    LabelledAmount,
    Likelihood,
    Locator,
    Memo,
    Mitigant,
    ModelUsage,
    Named,
    Provenance,
    Receipt,
    RiskRecord,
    Severity,
    Specificity,
    Status,
    Timing,
    UnitText,
    WordingPair,
)
from summarizer.records import Gap, Usage

SHA = "5f" * 32
BANDS = {5: "BAAAA", 4: "CBAAA", 3: "CCBBB", 2: "CCCCC", 1: "CCCCC"}  # rubric, priority band
LIKELIHOODS = ("remote", "possible", "expected", "ongoing", "already_occurred")


def amount(number: int = 1, text: str = "$4.2 million", **changes: Any) -> LabelledAmount:
    fields: dict[str, Any] = {
        "amount_id": f"a{number}",
        "text": text,
        "value": 4.2e6,
        "unit": "money",
        "currency": "USD",
        "scale": "million",
        "approximate": False,
        "reliability": "ok",
        "measure": "carrying_amount",
        "role": "exposure",
        "entity": "Tarn Pumps",
        "what": "unsold castings",
        "period_text": "as of June 30, 2025",
        "period_start": None,
        "period_end": "2025-06-30",
        "quote": f"we held unsold castings of {text} as of June 30, 2025",
        "unit_id": "s2",
        "char_start": 40,
        "char_end": 52,
    }
    return LabelledAmount(**{**fields, **changes})


def damaged_amount(number: int = 1, text: str = "#1.7 million") -> LabelledAmount:
    return amount(number, text, value=None, currency=None, reliability="suspect")


def record(
    number: int = 1, *, severity: int = 3, likelihood: str = "possible", **changes: Any
) -> RiskRecord:
    start = number * 1000
    column = LIKELIHOODS.index("possible" if likelihood == "not_stated" else likelihood)
    heading = f"Our castings plant number {number} may stand still."
    sentence = BriefingSentence(
        text=f"Tarn Pumps may lose output if plant {number} stands still.", cites=("h", "s1")
    )
    fields: dict[str, Any] = {
        "schema_version": "1",
        "risk_id": f"RF-{number:02}",
        "heading": heading,
        "group": "Risks of our works",
        "locator": Locator(
            item="10-K Item 1A",
            line_start=10 * number,
            line_end=10 * number + 6,
            char_start=start,
            char_end=start + 900,
            words=150,
            sha256=SHA,
        ),
        "unit_kind": "risk_factor",
        "short_title": f"Standstill of plant {number}",
        "threat": "the plant stands still",
        "category_primary": "OPS",
        "category_secondary": "OPS-CONT",
        "severity": Severity(
            base=severity,
            modifier="none",
            level=severity,
            basis="adverse effect on results (s1)",
            quote="could harm our results",
            unit_ids=("s1",),
        ),
        "likelihood": Likelihood(class_=likelihood, cue="may stand still", unit_ids=("h",)),
        "timing": Timing(horizon="unspecified", velocity="sudden", cue=None),
        "status": Status(class_="hypothetical", quote=None, hypothetical_wording="none", note=None),
        "priority": BANDS[severity][column],
        "amounts": (),
        "affected": Named(segments=(), geographies=(), entities=(), counterparties=()),
        "concentrations": (),
        "drivers": (Driver(text="a flood", unit_ids=("s1",)),),
        "consequences": (
            Consequence(order=1, text="lost output", modality="may_could", unit_ids=("s1",)),
        ),
        "mitigants": (Mitigant(text="a dam", quote="We built a dam.", unit_ids=("s3",)),),
        "evidence": (
            Evidence(
                quote="A flood could stop the plant for months",
                supports="threat",
                char_start=start + 60,
                char_end=start + 99,
                unit_id="s1",
            ),
        ),
        "specificity": Specificity(
            units=2, per_100_words=1.3, generic_sentence_share=0.4, label="mixed"
        ),
        "anomalies": (),
        "briefing": Briefing(text=sentence.text, sentences=(sentence,)),
        "summary_bullet": sentence,
        "change": Change(class_="not_compared", prior_risk_id=None, similarity=None, note=None),
        "checks": (Check(name="numbers", result="pass", detail=""),),
        "units": (UnitText(id="h", text=heading, start=start, end=start + len(heading)),),
        "provenance": Provenance(
            source_sha256=SHA,
            model="rules",
            prompt_version="1",
            chunks=1,
            calls=1,
            first_findings=FindingCount(hard=0, soft=0),
            findings=FindingCount(hard=0, soft=0),
        ),
    }
    return RiskRecord(**{**fields, **changes})


def naming(number: int, *sentences: str, **changes: Any) -> RiskRecord:
    """A record whose body are ``sentences``."""
    made = record(number, **changes)
    start, units = made.units[0].end + 2, list(made.units)
    for place, text in enumerate(sentences, start=1):
        units.append(UnitText(id=f"s{place}", text=text, start=start, end=start + len(text)))
        start += len(text) + 1
    return dataclasses.replace(made, units=tuple(units))


def status(class_: str = "partly_materialised", flag: str = "none", *pairs: WordingPair) -> Status:
    quote = None if class_ == "hypothetical" else "In May 2024 a flood stopped the plant for weeks."
    return Status(class_=class_, quote=quote, hypothetical_wording=flag, note=None, pairs=pairs)


def pair(reported_risk: str = "RF-01") -> WordingPair:
    return WordingPair(
        modal="Should the river rise above its banks again, our plant may have to stand still.",
        modal_unit="s1",
        reported="In May 2024 a flood stopped the plant for six weeks and we lost two customers.",
        reported_unit="s4",
        reported_risk=reported_risk,
    )


def filing_facts(**changes: Any) -> FilingFacts:
    fields: dict[str, Any] = {
        "source": "tarn-pumps-10k.html",
        "sha256": SHA,
        "issuer": "Tarn Pumps, Inc.",
        "form": "10-K",
        "item": "10-K Item 1A",
        "fiscal_year_end": "2025-06-30",
        "filed": "2025-08-21",
        "section_start": 900,
        "section_end": 40_000,
        "section_heading": "Item 1A. Risk Factors",
        "confidence": 0.97,
        "section_closed": True,
        "statement_kind": None,
        "statement_quote": None,
    }
    return FilingFacts(**{**fields, **changes})


RULES = EngineFacts(
    name="rules", language_model=False, models=("rules",), prompt_version="1", rubric_version="2"
)
MODEL = EngineFacts(
    name="some-model",
    language_model=True,
    models=("some-model-2026-01",),
    prompt_version="1",
    rubric_version="2",
)


ESTIMATE = Cost(
    usage=Usage(calls=14, input_tokens=40_000, cached_tokens=30_000, output_tokens=7_000),
    dollars=0.0123,
    overhead=10.0,
    overhead_cached=3.25,
)
BILL = Cost(
    usage=Usage(calls=12, input_tokens=34_000, cached_tokens=9_000, output_tokens=6_000),
    dollars=0.0314,
    overhead=8.5,
    overhead_cached=6.47,
)


def memo(
    *records: RiskRecord,
    engine: EngineFacts = MODEL,
    gaps: Sequence[Gap] = (),
    **filing_changes: Any,
) -> Memo:
    missing = {gap.risk_id for gap in gaps if gap.field is None}
    return compose_memo(
        filing=filing_facts(**filing_changes),
        engine=engine,
        records=records,
        links=link_records(records, "Tarn Pumps").links,
        gaps=gaps,
        account=Account(
            total=39_100,
            heading=3_000,
            body=35_000,
            group_heading=100,
            introduction=900,
            furniture=100,
            unaccounted=0,
        ),
        receipt=Receipt(
            estimate=ESTIMATE if engine.language_model else None,
            bill=BILL,
            models=(ModelUsage(model=engine.models[0], usage=BILL.usage, dollars=BILL.dollars),),
            prices="list 7" if engine.language_model else None,
            repairs=1,
            risk_factors=len(records) + len(missing),
            records=len(records),
            gaps=len(gaps),
        ),
    )


def board_records() -> tuple[RiskRecord, ...]:
    """Thirty records with something of everything: figures, events, flags, links, damage."""
    records = [record(1 + i, severity=1 + i % 4, likelihood=LIKELIHOODS[i % 5]) for i in range(24)]
    party = Named(segments=(), geographies=(), entities=(), counterparties=("Osk Foundry Ltd.",))
    loss = amount(
        2, "€3.1 million", value=3.1e6, currency="EUR", role="loss_incurred", what="repair costs"
    )
    records += [
        record(
            25,
            severity=5,
            short_title="Licence to draw river water",
            category_primary="LEG",
            category_secondary="LEG-REG",
            mitigants=(),
        ),
        record(
            26,
            severity=4,
            likelihood="already_occurred",
            short_title="Flood at the river works",
            status=status("partly_materialised", "disclosed_here", pair("RF-26")),
            amounts=(amount(), loss),
            mitigants=(),
        ),
        naming(
            27,
            "We buy all castings from Osk Foundry Ltd. at fixed prices.",
            severity=4,
            short_title="Sole foundry for castings",
            affected=party,
            concentrations=(
                Concentration(on="one foundry for all castings", quote="x", unit_ids=("s1",)),
            ),
            mitigants=(),
            amounts=(amount(),),
        ),
        naming(
            28,
            "Our supplier, Osk Foundry Ltd., may raise its prices.",
            severity=3,
            short_title="Price of castings",
            affected=party,
            amounts=(damaged_amount(), amount(2, "€9.5 million", value=9.5e6, currency="EUR")),
            anomalies=(
                Anomaly(type="damaged_figure", quote="#1.7 million", note="sign damaged"),
                Anomaly(type="ambiguous_sense", quote="effects will be small", note="unclear"),
            ),
        ),
        record(29, severity=2, status=status("hypothetical", "disclosed_elsewhere", pair("RF-26"))),
        record(30, severity=3, likelihood="ongoing", status=status("materialised")),
    ]
    return tuple(records)
