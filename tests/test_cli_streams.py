"""Where stdout and stderr lead is no reason for a traceback, nor for a memo to be lost."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

FULL = "/dev/full"
FILING = """Item 1A. Risk Factors

You should consider the following risks.

We depend on one tannery, and its loss could stop our production.

All of our leather comes from one tannery in Bergen. If it closed, we could lose customers.

Higher salt prices may harm our results.

We paid $1.9 million for salt in 2024. If prices rise, our results may be adversely affected.

Item 1B. Unresolved Staff Comments

None.
"""

pytestmark = pytest.mark.skipif(not os.path.exists(FULL), reason=f"no {FULL} here")  # noqa: PTH110


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    path = tmp_path / "leather.txt"
    path.write_text(FILING, encoding="utf-8")
    return path


def shell(*arguments: object, to: str) -> tuple[int, str, str]:
    """Runs a command in a shell that leads its streams ``to`` somewhere: status, stdout, stderr."""
    words = shlex.join([sys.executable, "-m", "summarizer", *map(str, arguments)])
    done = subprocess.run(
        ["/bin/sh", "-c", f"{words} {to}"], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


COMMANDS = {
    "risks": ("risks", "FILING"),
    "risks as JSON": ("risks", "FILING", "--json"),
    "memo": ("memo", "FILING", "--model", "rules"),
    "brief": ("brief", "FILING", "--model", "rules", "--risk", "RF-01"),
    "label": ("label", "FILING"),
    "help": ("--help",),
    "help of a command": ("memo", "--help"),
    "version": ("--version",),
}


@pytest.mark.parametrize("to", [f">{FULL}", ">&-"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_result_that_cannot_be_written_is_one_line(filing: Path, command: str, to: str) -> None:
    arguments = [filing if one == "FILING" else one for one in COMMANDS[command]]
    status, out, err = shell(*arguments, to=to)
    assert (status, out, err.count("\n")) == (1, "", 1), err
    assert "cannot be written to stdout" in err


@pytest.mark.parametrize("to", ["2>&-", f"2>{FULL}", "<&- >&- 2>&-", f">{FULL} 2>{FULL}"])
def test_a_memo_is_written_whatever_becomes_of_messages(
    filing: Path, tmp_path: Path, to: str
) -> None:
    memo = tmp_path / "memo.md"
    assert shell("memo", filing, "-o", memo, to=to) == (0, "", "")
    assert memo.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("to", ["2>&-", f"2>{FULL}"])
def test_a_memo_is_printed_whatever_becomes_of_messages(filing: Path, to: str) -> None:
    status, out, _ = shell("memo", filing, to=to)
    assert (status, out.startswith("# ")) == (0, True)


@pytest.mark.parametrize("to", ["2>&-", f"2>{FULL}"])
@pytest.mark.parametrize(("arguments", "status"), [(("risks", "no such file"), 1), (("risks",), 2)])
def test_an_error_has_its_status_though_it_cannot_be_said(
    arguments: tuple[str, ...], status: int, to: str
) -> None:
    assert shell(*arguments, to=to) == (status, "", "")


def test_a_name_that_is_no_text_is_said(tmp_path: Path) -> None:
    status, _, err = shell("risks", tmp_path / os.fsdecode(b"\xff.txt"), to="")
    assert (status, "\\udcff.txt" in err) == (1, True)
