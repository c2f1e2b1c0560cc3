"""A key out of a keyring: what the user's command prints, and nothing of it in any message."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from loopback import failure, serving

from summarizer.cli import main
from summarizer.cli.keys import key_printed_by
from summarizer.errors import ModelError, SettingsError

KEY = "sk-planted-0123456789abcdef"

FILING = """Item 1A. Risk Factors

You should consider the following risks, among others, before you invest in our securities.

We depend on one weaving mill, and its loss could stop our production.

All of our cloth comes from one mill, which lies by a river that often floods. If it closed, we
could lose customers, and our results could be adversely affected.

Item 1B. Unresolved Staff Comments

None.
"""


def python(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


@pytest.mark.parametrize("printed", [KEY, f"{KEY}\n", f"  {KEY}\r\n", f"{KEY}\nuser: us\n"])
def test_the_first_line_is_the_key(printed: str) -> None:
    assert key_printed_by(python(f"print({printed!r}, end='')")) == KEY


def test_no_shell_reads_the_command() -> None:
    assert key_printed_by(f"{python('import sys; print(sys.argv[1])')} '$HOME;x'") == "$HOME;x"


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (python(f"print({KEY!r}); raise SystemExit(3)"), "failed (status 3)"),
        (python("pass"), "printed nothing"),
        (python("while True: print('y' * 100_000)"), "prints more than 1,000,000 bytes"),
        (python(f"print('a {KEY}')"), "printed characters that no key has"),
        (python(f"print('\u2026 {KEY}')"), "printed characters that no key has"),
        (f"no-such-keyring show {KEY}", "no-such-keyring cannot be run (No such file"),
    ],
)
def test_a_command_that_gives_no_key_is_named_without_what_it_prints(
    command: str, what: str
) -> None:
    with pytest.raises(ModelError) as caught:
        key_printed_by(command)
    assert what in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("command", ["", "  ", "pass 'show"])
def test_what_is_no_command_is_a_usage_error(command: str) -> None:
    with pytest.raises(SettingsError, match="key command"):
        key_printed_by(command)


def test_a_failing_command_ends_the_run_with_one_line(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = python("raise SystemExit(1)")
    assert main(["memo", str(example), "--model", "m", "--key-command", command]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "key command" in err


def test_the_command_goes_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filing = tmp_path / "filing.txt"
    filing.write_text(FILING, encoding="utf-8")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    with serving(failure(401)) as seen:
        options = [
            "--base-url",
            seen.url,
            "--no-ledger",
            "--key-command",
            python(f"print({KEY!r})"),
        ]
        assert main(["memo", str(filing), "--model", "m", *options]) == 1
    assert seen.headers[0]["authorization"] == f"Bearer {KEY}"
