"""No command writes a file that it reads, or one file twice."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

FILING = """Item 1A. Risk Factors

You should consider the following risks.

We depend on one quarry, and its loss could stop our production.

All of our slate comes from one quarry in Alta. If it closed, we could lose customers.

Higher diesel prices may harm our results.

We paid $5.2 million for diesel in 2024. If prices rise, our results may be adversely affected.

Item 1B. Unresolved Staff Comments

None.
"""


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    path = tmp_path / "filing.md"
    path.write_text(FILING, encoding="utf-8")
    return path


@pytest.fixture
def gold(run: Run, filing: Path, tmp_path: Path) -> Path:
    path = tmp_path / "gold.json"
    assert run("label", filing, "-o", path)[0] == 0
    labels = json.loads(path.read_text(encoding="utf-8"))
    labels["risks"][0]["severity"] = 3
    path.write_text(json.dumps(labels), encoding="utf-8")
    return path


def refused(run: Run, kept: Path, *arguments: object) -> bool:
    """Whether the command is a usage error of one line that leaves the file as it was."""
    before = kept.read_bytes()
    status, out, err = run(*arguments)
    return (status, out, err.count("\n"), kept.read_bytes()) == (2, "", 1, before)


def test_a_memo_does_not_overwrite_its_filing(run: Run, filing: Path) -> None:
    assert refused(run, filing, "memo", filing, "--model", "rules", "-o", filing)


@pytest.mark.parametrize("command", ["memo", "brief", "estimate"])
def test_a_log_is_not_appended_to_the_filing(run: Run, filing: Path, command: str) -> None:
    risk = ["--risk", "RF-01"] if command == "brief" else []
    assert refused(run, filing, command, filing, *risk, "--model", "m", "--log-json", filing)


def test_a_filing_is_no_ledger(run: Run, filing: Path) -> None:
    assert refused(run, filing, "memo", filing, "--model", "m", "--ledger", filing)


def test_figures_do_not_overwrite_the_labels(run: Run, gold: Path) -> None:
    assert refused(run, gold, "eval", gold, "--model", "rules", "-o", gold)


def test_figures_do_not_overwrite_what_is_compared(run: Run, gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(gold.read_bytes())
    assert refused(run, other, "eval", gold, "--against", other, "-o", other)


def test_the_filing_that_labels_name_is_read_too(run: Run, gold: Path, filing: Path) -> None:
    assert refused(run, filing, "eval", gold, "--model", "rules", "--log-json", filing)


def test_labels_do_not_overwrite_the_filing_even_by_force(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "filing.json"
    path.write_text(FILING, encoding="utf-8")
    assert refused(run, path, "label", path, "-o", path, "--force")


def test_a_replay_does_not_overwrite_the_filing_beside_it(
    run: Run, filing: Path, tmp_path: Path
) -> None:
    bundle = tmp_path / "run.zip"
    assert run("memo", filing, "--model", "rules", "--bundle", bundle)[0] == 0
    assert refused(run, filing, "replay", bundle, "-o", filing)


def test_templates_are_not_overwritten(run: Run, filing: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("$page", encoding="utf-8")
    assert refused(run, page, "memo", filing, "--prompts", tmp_path, "-o", page)


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_link_is_the_file_that_it_leads_to(
    run: Run, filing: Path, tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    link(filing, tmp_path / "memo.md")
    assert refused(run, filing, "memo", filing, "--model", "rules", "-o", tmp_path / "memo.md")


def test_a_file_that_is_not_there_yet_is_known_by_its_place(
    run: Run, filing: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").symlink_to(tmp_path)
    outputs = ("-o", tmp_path / "m.md", "-o", tmp_path / "other" / "m.md")
    assert refused(run, filing, "memo", filing, "--model", "rules", *outputs)
    assert not (tmp_path / "m.md").exists()


@pytest.mark.parametrize(
    "outputs", [("-o", "--log-json"), ("--bundle", "--log-json"), ("--ledger", "--log-json")]
)
def test_two_outputs_are_two_files(
    run: Run, filing: Path, tmp_path: Path, outputs: tuple[str, str]
) -> None:
    path = tmp_path / ("run.zip" if "--bundle" in outputs else "memo.json")
    named = [word for option in outputs for word in (option, path)]
    assert refused(run, filing, "memo", filing, "--model", "rules", *named)


def test_a_bundle_takes_the_place_of_an_older_one_whole(
    run: Run, filing: Path, tmp_path: Path
) -> None:
    path, before = tmp_path / "run.zip", set(tmp_path.iterdir())
    path.write_bytes(b"what was there, and longer than nothing" * 10_000)
    assert run("memo", filing, "--model", "rules", "--bundle", path)[0] == 0
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    assert set(tmp_path.iterdir()) - before == {path}


def test_the_usual_ledger_is_no_log(run: Run, filing: Path, tmp_path: Path) -> None:
    usual = tmp_path / "state" / "risk-summarizer" / "ledger.sqlite"
    assert refused(run, filing, "memo", filing, "--model", "rules", "--log-json", usual)
    assert not usual.exists()
