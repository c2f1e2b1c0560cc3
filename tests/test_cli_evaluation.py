"""``label`` and ``eval``: the way from a filing to labels and from labels to figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]

FILING = """Item 1A. Risk Factors

You should consider the following risks.

We depend on one kiln, and its loss could stop our production.

All of our tiles come from one kiln in Larvik. If it closed, we could lose customers.

Higher gas prices may harm our results.

We paid $6.3 million for gas in 2024. If prices rise, our results may be adversely affected.

Item 1B. Unresolved Staff Comments

None.
"""


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    path = tmp_path / "tiles.txt"
    path.write_text(FILING, encoding="utf-8")
    return path


@pytest.fixture
def labelled(run: Run, filing: Path, tmp_path: Path) -> Callable[..., Path]:
    """Writes a gold and fills in the same labels for every risk factor."""

    def write(name: str = "gold.json", **labels: Any) -> Path:
        path = tmp_path / name
        assert run("label", filing, "-o", path, "--force")[0] == 0
        gold = json.loads(path.read_text(encoding="utf-8"))
        for risk in gold["risks"]:
            risk.update({"severity": 3, "amounts_checked": True, **labels})
        path.write_text(json.dumps(gold), encoding="utf-8")
        return path

    return write


# ── label ────────────────────────────────────────────────────────────────────────────────────────
def test_an_empty_gold_goes_to_stdout(run: Run, filing: Path) -> None:
    status, out, err = run("label", filing)
    assert (status, err) == (0, "")
    assert [risk["risk_id"] for risk in json.loads(out)["risks"]] == ["RF-01", "RF-02"]


def test_it_can_be_of_some_risk_factors_alone(run: Run, filing: Path) -> None:
    out = run("label", filing, "--risk", "RF-02")[1]
    assert [risk["risk_id"] for risk in json.loads(out)["risks"]] == ["RF-02"]


def test_an_unknown_risk_factor_is_a_usage_error(run: Run, filing: Path) -> None:
    status, _, err = run("label", filing, "--risk", "RF-09")
    assert (status, "RF-09" in err) == (2, True)


def test_a_gold_names_its_filing_from_where_it_stands(
    run: Run, filing: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "labels"
    folder.mkdir()
    run("label", filing, "-o", folder / "gold.json")
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    assert gold["filing"]["path"] == "../tiles.txt"


def test_labels_are_not_overwritten(run: Run, filing: Path, labelled: Callable[..., Path]) -> None:
    path = labelled()
    before = path.read_text(encoding="utf-8")
    status, _, err = run("label", filing, "-o", path)
    assert (status, "--force" in err) == (1, True)
    assert path.read_text(encoding="utf-8") == before


def test_a_file_of_another_kind_is_not_overwritten(run: Run, filing: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_text("[]", encoding="utf-8")
    assert run("label", filing, "-o", path)[0] == 1


def test_an_empty_gold_is_written_again(run: Run, filing: Path, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    assert [run("label", filing, "-o", path)[0] for _ in range(2)] == [0, 0]


# ── eval ─────────────────────────────────────────────────────────────────────────────────────────
def scores(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)["scores"]
    return found


def test_an_engine_is_asked_and_scored(run: Run, labelled: Callable[..., Path]) -> None:
    status, out, err = run("eval", labelled(), "--model", "rules")
    assert (status, err) == (0, "")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "severity: accuracy 1.000 2 of 2" in lines
    assert "amounts found: recall 1.000 3 of 3" in lines


def test_only_what_is_labelled_is_asked_about(run: Run, labelled: Callable[..., Path]) -> None:
    path = labelled()
    gold = json.loads(path.read_text(encoding="utf-8"))
    gold["risks"] = gold["risks"][1:]
    path.write_text(json.dumps(gold), encoding="utf-8")
    _, out, err = run("eval", path, "--model", "rules", "--json")
    assert scores(out)[0]["run"]["passed"] == {"value": 1.0, "count": 1, "n": 1}
    assert "1 of 2 risk factors" in err


def test_a_memo_a_bundle_and_an_engine_stand_side_by_side(
    run: Run, filing: Path, labelled: Callable[..., Path], tmp_path: Path
) -> None:
    memo, bundle = tmp_path / "memo.json", tmp_path / "run.zip"
    run("memo", filing, "--model", "rules", "-o", memo, "--bundle", bundle)
    out = run(
        "eval", labelled(), "--against", memo, "--replay", bundle, "--against", "rules", "--json"
    )[1]
    names, fields = zip(*((one["name"], one["fields"]) for one in scores(out)), strict=True)
    assert names == ("memo.json", "run.zip", "rules")
    assert fields[0] == fields[1] == fields[2]


def test_two_raters_are_compared_without_an_engine(run: Run, labelled: Callable[..., Path]) -> None:
    gold = labelled()
    second = labelled("second.json", severity=2)
    (score,) = scores(run("eval", gold, "--against", second, "--json")[1])
    assert score["run"] is None
    assert score["fields"]["severity"]["accuracy"]["value"] == 0


def test_the_json_can_go_to_a_file(run: Run, labelled: Callable[..., Path], tmp_path: Path) -> None:
    out = run("eval", labelled(), "--model", "rules", "-o", tmp_path / "score.json")[1]
    assert out.startswith("gold.json: tiles.txt, 2 risk factors labelled")
    written = (tmp_path / "score.json").read_text(encoding="utf-8")
    assert scores(written)[0]["name"] == "rules"


def test_another_filing_is_refused_before_it_is_asked_about(
    run: Run, labelled: Callable[..., Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(FILING.replace("Larvik", "Arendal"), encoding="utf-8")
    status, _, err = run("eval", labelled(), other, "--model", "rules")
    assert (status, "bytes differ" in err) == (1, True)


def test_a_filing_that_is_gone_is_named(
    run: Run, filing: Path, labelled: Callable[..., Path]
) -> None:
    gold = labelled()
    filing.unlink()
    status, _, err = run("eval", gold, "--model", "rules")
    assert (status, "tiles.txt is not there" in err) == (1, True)


def test_a_gold_without_labels_is_an_error(run: Run, filing: Path, tmp_path: Path) -> None:
    run("label", filing, "-o", tmp_path / "gold.json")
    status, _, err = run("eval", tmp_path / "gold.json")
    assert (status, "holds no label yet" in err) == (1, True)
