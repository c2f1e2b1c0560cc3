"""The memo's JSON is what others build on: described by its schema, the same every time."""

from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest
from memo_samples import RULES, board_records, filing_facts, memo, record
from referencing import Registry, Resource

from summarizer.errors import OutputError
from summarizer.records import Gap
from summarizer.rendering import memo_json
from summarizer.resources import schema


def test_the_json_has_the_keys_that_the_schema_describes() -> None:
    value = json.loads(memo_json(memo(*board_records(), engine=RULES)))
    assert sorted(value) == sorted(schema("memo")["required"])
    assert set(value["filing"]) == set(schema("memo")["properties"]["filing"]["required"])


def test_a_record_keeps_its_names() -> None:
    (risk,) = json.loads(memo_json(memo(record(1))))["risks"]
    assert risk["severity"]["level"] == 3
    assert risk["likelihood"]["class"] == "possible"
    assert risk["status"]["class"] == "hypothetical"
    assert risk["briefing"]["sentences"][0]["cites"] == ["h", "s1"]
    assert set(risk["units"][0]) == {"id", "text", "start", "end"}


def test_gaps_and_statement_are_valid_too() -> None:
    gap = Gap(risk_id="RF-02", field=None, reason="no valid answer")
    assert json.loads(memo_json(memo(record(1), gaps=[gap])))["gaps"][0]["field"] is None
    empty = memo(statement_kind="not_required", statement_quote="Not required.")
    assert json.loads(memo_json(empty))["risks"] == []


def test_words_of_the_filing_stay_readable() -> None:
    assert "Größe ¥" in memo_json(memo(record(1, heading="Größe ¥")))


def test_the_same_memo_gives_the_same_json() -> None:
    assert memo_json(memo(*board_records())) == memo_json(memo(*board_records()))


def test_a_memo_that_does_not_fit_its_schema_is_not_written() -> None:
    with pytest.raises(OutputError, match=r"memo\.schema\.json"):
        memo_json(memo(record(1), sha256="no hash"))


def test_a_record_that_does_not_fit_its_schema_is_named() -> None:
    with pytest.raises(OutputError, match=r"\$\.risks\[0\]\.priority"):
        memo_json(memo(dataclasses.replace(record(1), priority="D")))


def test_the_whole_json_fits_both_schemas_by_reference() -> None:
    documents = [Resource.from_contents(schema(name)) for name in ("memo", "risk-record")]
    registry = Registry().with_resources((str(d.id()), d) for d in documents)
    validator = jsonschema.Draft202012Validator(schema("memo"), registry=registry)
    value = json.loads(memo_json(memo(*board_records(), engine=RULES)))
    assert [error.message for error in validator.iter_errors(value)] == []
    value["risks"][0]["severity"]["level"] = 6
    assert not validator.is_valid(value)


def test_the_schema_names_every_field_of_the_filings_facts() -> None:
    fields = set(filing_facts().__dataclass_fields__)
    assert fields == set(schema("memo")["properties"]["filing"]["properties"])
