"""From an answer's text to a draft: slips are put right, faults complained of all at once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging_samples import draft, right_answer

from summarizer.judging.drafts import Draft
from summarizer.judging.validation import read_answer, unit_ids, validate
from summarizer.records import Answer, Usage


def said(text: str, *, stopped: str | None = None) -> Answer:
    return Answer(text=text, model="test", usage=Usage(), stopped=stopped)


def test_an_answer_that_broke_off_is_complained_of_by_its_reason() -> None:
    (finding,) = read_answer(said("", stopped="refusal")).findings
    assert "refusal" in finding.reason


def test_a_right_answer_is_read_without_complaint() -> None:
    reading = read_answer(said(json.dumps(right_answer())))
    assert reading.findings == ()
    assert reading.draft == draft()


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}\n```", "\ufeff{}", "  {}\n"])
def test_a_fence_round_the_json_is_tolerated(fence: str) -> None:
    reading = read_answer(said(fence.replace("{}", json.dumps(right_answer()))))
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["S1"], ["s1"]),
        (["[s1]"], ["s1"]),
        (["s1-s3"], ["s1", "s2", "s3"]),
        (["s1–3", "h"], ["s1", "s2", "s3", "h"]),
        (["s1,s2"], ["s1", "s2"]),
        (["(s1; b2)"], ["s1", "b2"]),
        ("s1, s2 and b1", ["s1", "s2", "b1"]),
        (["s1", "s1"], ["s1"]),
        (["s5-s3"], ["s5-s3"]),
        ([7], [7]),
    ],
)
def test_ids_are_read_as_the_page_writes_them(written: object, meant: list[str]) -> None:
    assert unit_ids(written) == meant


def test_ids_in_every_field_are_put_right() -> None:
    answer = right_answer()
    answer["severity"] = answer["severity"] | {"unit": "[S4]", "sole_unit": "S5", "small_unit": ""}
    answer["amounts"][1] = answer["amounts"][1] | {"id": "{A2}", "period": "T1"}
    answer["hedged"] = [{"modal_unit": "H", "reported_unit": "(s3)"}]
    reading = read_answer(said(json.dumps(answer)))
    assert reading.findings == ()
    assert reading.draft == draft()


def test_all_faults_are_complained_of_at_once_with_their_place() -> None:
    answer = right_answer(velocity="quick")
    answer["drivers"][0]["units"] = []
    answer["severity"]["base"] = 9
    findings = read_answer(said(json.dumps(answer))).findings
    assert {f.field for f in findings} == {"drivers", "severity", "velocity"}
    assert all(f.hard for f in findings)
    assert any("$.drivers[0].units" in f.reason for f in findings)


def test_a_faulty_item_is_left_out_and_a_faulty_field_is_empty() -> None:
    answer = right_answer(velocity="quick")
    answer["consequences"][0]["modality"] = "surely"
    read = read_answer(said(json.dumps(answer))).draft
    assert [effect.text for effect in read.consequences] == ["penalties under the concession"]
    assert read.velocity == "unspecified"


def test_a_missing_field_is_named() -> None:
    answer = right_answer()
    del answer["summary"]
    (finding,) = read_answer(said(json.dumps(answer))).findings
    assert (finding.field, "summary" in finding.reason) == ("summary", True)


@pytest.mark.parametrize(
    "text", ["", "no json", "[1]", "null", '{"a": 1', "{" * 20_000, '{"threat": "\\ud800"}']
)
def test_what_is_no_object_is_broken_as_a_whole(text: str) -> None:
    reading = read_answer(said(text))
    assert reading.broken
    assert reading.draft == Draft()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(sorted(right_answer())), json_values))
def test_reading_never_raises(changes: dict[str, object]) -> None:
    reading = read_answer(said(json.dumps(right_answer() | changes)))
    assert isinstance(reading.draft, Draft)


def test_values_are_validated_against_a_named_schema() -> None:
    (complaint, *_) = validate({"schema_version": 1}, "risk-record")
    assert complaint.startswith("$")


def test_a_schema_may_refer_to_another() -> None:
    complaints = validate({"risks": [{"risk_id": "RF-1"}]}, "memo")
    assert any(complaint.startswith("$.risks[0].risk_id") for complaint in complaints)
