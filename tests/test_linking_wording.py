"""Possible in one factor, reported in another: linked only where kind and object agree."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path

import pytest
from test_judging_recording import record_of

from summarizer import Settings, rules_engine, summarize
from summarizer.linking.wording import link_wording
from summarizer.memo import RiskRecord

REPORT = """\
h Our investments may lose value
s1 We recorded impairment losses on unlisted equity securities and funds of {a1|$2 million}.
s3 They were held.
s4 It may grow.
s5 None.
s6 None.
s7 None.
b1 one
b2 two"""


def reporting() -> RiskRecord:
    events = [{"text": "impairment losses", "units": ["s1"], "harm": "part"}]
    record, _ = record_of(REPORT, events=events, hedged=[], amounts=[])
    return record


def fearing(sentence: str) -> RiskRecord:
    page = f"h Results may vary\ns1 {sentence}\ns3 x\ns4 y\ns5 z\ns6 z\ns7 z\nb1 one\nb2 two"
    record, _ = record_of(page, events=[], hedged=[], amounts=[])
    return dataclasses.replace(record, risk_id="RF-02")


@pytest.mark.parametrize(
    "sentence",
    [
        "We may suffer impairment of our equity securities and funds.",
        "Unlisted equity securities could be subject to impairment.",
    ],
)
def test_the_same_event_on_the_same_object_is_linked(sentence: str) -> None:
    _, linked = link_wording([reporting(), fearing(sentence)], "")
    assert linked.status.hypothetical_wording == "disclosed_elsewhere"
    (pair,) = linked.status.pairs
    assert (pair.modal, pair.reported_risk, pair.reported_unit) == (sentence, "RF-01", "s1")


@pytest.mark.parametrize(
    "sentence",
    [
        "We may suffer impairment of goodwill and customer lists.",
        "We may suffer further impairment of equity securities and funds.",
        "We suffered impairment of equity securities and funds.",
        "We may sell unlisted equity securities and funds.",
        "A fire may destroy our plant and our stock.",
    ],
)
def test_another_object_kind_or_tense_is_not(sentence: str) -> None:
    _, linked = link_wording([reporting(), fearing(sentence)], "")
    assert linked.status.hypothetical_wording == "none"


def test_a_bullet_under_a_modal_sentence_is_modal() -> None:
    page = (
        "h Results vary\ns1 Results may fall because of:\nb1 impairment of equity securities\n"
        "b2 two\ns3 x\ns4 y\ns5 z\ns6 z\ns7 z"
    )
    record, _ = record_of(page, events=[], hedged=[], amounts=[])
    other = dataclasses.replace(record, risk_id="RF-02")
    _, linked = link_wording([reporting(), other], "")
    assert [pair.modal_unit for pair in linked.status.pairs] == ["b1"]


def test_the_reporting_factor_and_the_order_stay_as_they_are() -> None:
    records = (reporting(), fearing("We may fail."))
    assert link_wording(records, "") == records
    assert link_wording((), "") == ()


def test_the_flags_of_the_labelled_reference_document_are_found_and_no_other(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seed-gold.json").read_text(encoding="utf-8"))
    expected = {risk["risk_id"]: risk["status"]["hypothetical_wording"] for risk in gold["risks"]}
    owners = Counter(a["entity"] for risk in gold["risks"] for a in risk["amounts"])
    issuer = owners.most_common(1)[0][0].removesuffix(" group")  # as the labels call it
    filing = shared / "filings" / "files" / "seed.txt"
    made = summarize(filing, engine=rules_engine(), settings=Settings(issuer=issuer))
    assert {r.risk_id: r.status.hypothetical_wording for r in made.risks} == expected
