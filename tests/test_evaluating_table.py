"""The scores side by side, for a person and for programs."""

from __future__ import annotations

import json

from label_samples import engine, figure, person, risk

from summarizer.evaluating import compare, score_json, score_table

PAID, COVER = figure("$3.1 million", "s1"), figure("$9 million", "s2")
GOLD = person(
    risk(1, severity=(4, 3), figures=(PAID, COVER), figures_checked=True),
    risk(2, severity=(2,), evidence=frozenset({"h", "s1"})),
    risk(3),
)
MODEL = engine(
    risk(1, severity=(3,), figures=(PAID,), figures_checked=True),
    risk(2, severity=(4,), evidence=frozenset({"s2"})),
)
OTHER = person(risk(1, severity=(4,)), name="second lawyer")
SCORES = [compare(GOLD, MODEL), compare(GOLD, OTHER)]


def row(name: str) -> str:
    (line,) = (line for line in score_table(GOLD, SCORES).splitlines() if line.startswith(name))
    return " ".join(line.removeprefix(name).split())


def test_it_begins_with_what_is_compared() -> None:
    head, names, *_ = score_table(GOLD, SCORES).splitlines()
    assert head == "a lawyer: ferries.html, 2 risk factors labelled"
    assert names.split("  ")[-1].strip() == "second lawyer"


def test_each_share_stands_with_its_numbers() -> None:
    assert row("severity: accuracy") == "0.500 1 of 2 1.000 1 of 1"


def test_what_is_not_defined_is_a_dash() -> None:
    assert row("status: kappa") == "- -"


def test_a_person_has_no_run() -> None:
    assert row("first answers without hard finding") == "0.500 1 of 2 -"
    assert row("tokens in, cached, out") == "9,000, 4,000, 1,500 -"
    assert row("list price") == "$0.0123 -"


def test_columns_stand_under_each_other() -> None:
    lines = score_table(GOLD, SCORES).splitlines()
    start = lines[1].index("second lawyer")
    accuracy = next(line for line in lines if line.startswith("severity: accuracy"))
    assert accuracy[start:] == "1.000  1 of 1"


def test_every_miss_is_named_those_of_a_list_on_one_line() -> None:
    text = score_table(GOLD, SCORES)
    assert "Misses of some-model: 5" in text
    assert "  RF-01  amounts: gold alone $9 million, got alone nothing\n" in text
    assert "  RF-02  severity: gold 2, got 4\n" in text
    assert "  RF-02  evidence: gold alone h, s1, got alone s2\n" in text
    assert text.endswith("Misses of second lawyer: none\n")


def test_json_has_the_same_figures() -> None:
    value = json.loads(json.dumps(score_json(GOLD, SCORES)))
    assert value["gold"]["labelled"] == 2
    model, other = value["scores"]
    assert model["fields"]["severity"]["accuracy"] == {"value": 0.5, "count": 1, "n": 2}
    assert model["fields"]["severity"]["weights"] == "quadratic"
    assert model["amounts"]["recall"] == {"value": 0.5, "count": 1, "n": 2}
    assert model["run"]["first_passed"]["value"] == 0.5
    assert model["misses"][-1] == {
        "risk_id": "RF-02",
        "field": "evidence",
        "figure": None,
        "gold": [],
        "got": "s2",
    }
    assert other["run"] is None


def test_signs_that_steer_a_terminal_are_not_printed() -> None:
    sly = person(risk(severity=(4,)), name="a\x1b[31m lawyer")
    assert "\x1b" not in score_table(sly, [compare(sly, sly)])
