"""An empty gold, filled in and read back; and the labels in a memo."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer import rules_engine, summarize
from summarizer.errors import LabelsError
from summarizer.evaluating import empty_gold, labels_of_memo, read_labels
from summarizer.judging.validation import validate
from summarizer.memo import to_json
from summarizer.numbering import number_factor
from summarizer.reading import read_filing
from summarizer.resources import schema
from summarizer.splitting import find_risk_sections

FILING = """Item 1A. Risk Factors

You should consider the following risks, among others, before you invest in our securities.

We depend on one slipway, and its loss could stop our work.

All of our barges are built on one slipway. In 2023, a crane fell and we paid
$2.4 million for repairs. If it fell again, we could lose customers.

Item 1B. Unresolved Staff Comments

None.
"""

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    path = tmp_path / "barges.txt"
    path.write_text(FILING, encoding="utf-8")
    return path


@pytest.fixture
def gold(filing: Path) -> dict[str, Any]:
    read = read_filing(filing)
    factors = [factor for section in find_risk_sections(read) for factor in section.factors]
    return empty_gold(read, [number_factor(read, factor) for factor in factors])


def written(value: object, folder: Path) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


# ── the empty gold ───────────────────────────────────────────────────────────────────────────────
def test_an_empty_gold_is_valid_and_empty(gold: dict[str, Any], tmp_path: Path) -> None:
    assert validate(gold, "gold") == ()
    assert [risk.empty for risk in read_labels(written(gold, tmp_path)).risks] == [True]


def test_it_shows_units_figures_and_times(gold: dict[str, Any]) -> None:
    (risk,) = gold["risks"]
    assert [unit["id"] for unit in risk["units"]] == ["h", "s1", "s2", "s3"]
    assert [(one["unit_id"], one["text"]) for one in risk["times"]] == [("s2", "In 2023")]
    units = {unit["id"]: unit["text"] for unit in risk["units"]}
    places = {one["text"]: units[one["unit_id"]][one["offset"] :] for one in risk["amounts"]}
    assert "$2.4 million" in places
    assert all(place.startswith(text) for text, place in places.items())


def test_its_guide_says_what_each_label_means(gold: dict[str, Any]) -> None:
    risk = schema("gold")["$defs"]["risk"]["properties"]
    assert gold["guide"]["severity"] == risk["severity"]["description"]
    record = schema("risk-record")["properties"]
    assert list(gold["guide"]["categories"]) == record["category_secondary"]["enum"]


# ── filled in ────────────────────────────────────────────────────────────────────────────────────
def test_labels_are_read_with_what_is_accepted(gold: dict[str, Any], tmp_path: Path) -> None:
    gold["risks"][0] |= {"severity": 3, "category": "OPS-CONT"}
    gold["risks"][0]["accepted"] |= {"severity": [2, 3], "category": ["SUP-DEP"]}
    (risk,) = read_labels(written(gold, tmp_path)).risks
    assert risk.labels["severity"] == (3, 2)
    assert risk.labels["category_primary"] == ("OPS", "SUP")
    assert risk.labels["status"] == ()


def test_a_figure_added_by_hand_is_found_by_its_words(gold: dict[str, Any], tmp_path: Path) -> None:
    gold["risks"][0]["amounts"] = [
        {"unit_id": "s2", "text": "we paid $2.4 million", "role": "context"}
    ]
    (figure,) = read_labels(written(gold, tmp_path)).risks[0].figures
    unit = gold["risks"][0]["units"][2]["text"]
    assert unit[figure.start : figure.end].split() == ["we", "paid", "$2.4", "million"]


def test_the_filing_is_where_the_gold_says(gold: dict[str, Any], tmp_path: Path) -> None:
    gold["filing"]["path"] = "filings/barges.txt"
    assert read_labels(written(gold, tmp_path)).path == tmp_path / "filings" / "barges.txt"


FAULTS: dict[str, tuple[Change, str]] = {
    "level": (lambda risk: risk.update(severity=6), r"\$.risks\[0\].severity: 6 is"),
    "word": (lambda risk: risk.update(severity="high"), r"severity: 'high' is not"),
    "class": (lambda risk: risk.update(likelihood="likely"), r"likelihood: 'likely' is not one"),
    "code": (lambda risk: risk.update(category="OPS"), r"category: 'OPS' is not one"),
    "unknown": (lambda risk: risk.update(probability=0.3), r"'probability' was unexpected"),
    "role": (lambda risk: risk["amounts"][0].update(role="loss"), r"role: 'loss' is not one"),
    "accepted": (lambda risk: risk["accepted"].update(severity=[2]), r"severity has no value"),
    "unit": (lambda risk: risk.update(evidence=["s9"]), r"it has no unit s9"),
    "words beside an offset": (
        lambda risk: risk["amounts"][0].update(text="$9 million"),
        r"RF-01, amounts, '\$9 million': unit h does not have these words",
    ),
    "words": (
        lambda risk: risk["amounts"].append({"unit_id": "s1", "text": "$7"}),
        r"'\$7': unit s1 does not have these words",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_place(gold: dict[str, Any], tmp_path: Path, fault: str) -> None:
    change, message = FAULTS[fault]
    change(gold["risks"][0])
    with pytest.raises(LabelsError, match=message):
        read_labels(written(gold, tmp_path))


def test_a_risk_factor_that_is_there_twice_is_named(gold: dict[str, Any], tmp_path: Path) -> None:
    gold["risks"] *= 2
    with pytest.raises(LabelsError, match="RF-01 is there 2 times"):
        read_labels(written(gold, tmp_path))


def test_what_is_not_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text('{"risks": [', encoding="utf-8")
    with pytest.raises(LabelsError, match=r"gold.json is not JSON: .*line 1"):
        read_labels(path)


def test_a_key_that_is_there_twice_is_named(gold: dict[str, Any], tmp_path: Path) -> None:
    path = written(gold, tmp_path)
    text = path.read_text(encoding="utf-8")
    twice = text.replace('"severity": null', '"severity": 2, "severity": 4')
    path.write_text(twice, encoding="utf-8")
    with pytest.raises(LabelsError, match="the key 'severity' of RF-01 is there twice"):
        read_labels(path)


def test_brackets_without_end_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(LabelsError, match=r"gold\.json is not JSON"):
        read_labels(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"gold\.json cannot be read"):
        read_labels(tmp_path / "gold.json")


# ── a memo ───────────────────────────────────────────────────────────────────────────────────────
def test_a_memo_carries_labels(filing: Path) -> None:
    memo = summarize(filing, engine=rules_engine())
    labels = labels_of_memo(to_json(memo))
    (risk,), (record,) = labels.risks, memo.risks
    assert risk.labels["severity"] == (record.severity.level,)
    assert risk.labels["category_primary"] == (record.category_primary,)
    assert risk.evidence == frozenset(one.unit_id for one in record.evidence)


def test_a_memo_has_its_figures_where_the_gold_has_them(
    filing: Path, gold: dict[str, Any], tmp_path: Path
) -> None:
    memo = labels_of_memo(to_json(summarize(filing, engine=rules_engine())))
    ours = read_labels(written(gold, tmp_path)).risks[0].figures
    places = [(figure.unit, figure.start, figure.end) for figure in memo.risks[0].figures]
    assert places == [(figure.unit, figure.start, figure.end) for figure in ours]


def test_a_memo_says_what_its_run_was_like(filing: Path) -> None:
    run = labels_of_memo(to_json(summarize(filing, engine=rules_engine()))).run
    assert run is not None
    assert (run.engine, run.first_passed.n, run.usage.calls, run.dollars) == ("rules", 1, 1, 0.0)


def test_a_risk_factor_without_a_record_has_not_passed(filing: Path) -> None:
    memo = to_json(summarize(filing, engine=rules_engine()))
    memo["receipt"]["risk_factors"] = 3
    run = labels_of_memo(memo).run
    assert run is not None
    assert (run.passed.count, run.passed.n) == (1, 3)


def test_a_memo_of_another_form_is_refused(filing: Path, tmp_path: Path) -> None:
    memo = to_json(summarize(filing, engine=rules_engine()))
    del memo["receipt"]
    with pytest.raises(LabelsError, match=r"memo.schema.json .*'receipt'"):
        read_labels(written(memo, tmp_path))
