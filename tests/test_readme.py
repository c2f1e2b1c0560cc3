"""The README shows what the program prints."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest

from summarizer.cli import main

SHOWN = {
    "help": ["--help"],
    "risks": ["risks", "EXAMPLE"],
    "estimate": ["estimate", "EXAMPLE", "--model", "gpt-6-luna"],
    "brief": ["brief", "EXAMPLE", "--risk", "RF-06", "--model", "rules"],
    "memo": ["memo", "EXAMPLE", "--model", "rules"],
}


def printed(arguments: list[str], example: Path, capsys: pytest.CaptureFixture[str]) -> str:
    words = [str(example) if word == "EXAMPLE" else word for word in arguments]
    with contextlib.suppress(SystemExit):
        main(words, {})
    return capsys.readouterr().out


@pytest.mark.parametrize("name", SHOWN)
def test_shown_output_is_what_the_program_prints(
    name: str,
    root: Path,
    example: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = printed(SHOWN[name], example, capsys)
    if name == "memo":
        out = out[: out.index("\n## 4")]
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8")
    fence = "````markdown" if name == "memo" else "````text"
    block = f"<!-- {name} -->\n{fence}\n{out.strip()}\n````\n<!-- /{name} -->"
    if request.config.getoption("--golden"):
        parts = re.split(f"<!-- /?{name} -->", text)
        text = parts[0] + block + parts[2]
        readme.write_text(text, encoding="utf-8")
    assert block in text
