"""The labelled reference filings: every title and group, exactly."""

from __future__ import annotations

import json
from pathlib import Path

from summarizer.errors import FilingError
from summarizer.reading import read_filing
from summarizer.splitting import account_of, find_risk_sections


def _found(path: Path) -> list[tuple[str, str | None]]:
    filing = read_filing(path)
    try:
        section = find_risk_sections(filing)[0]
    except FilingError:  # a filing without a risk section
        return []
    assert account_of(section).unaccounted == 0
    return [(_level(f.title), _level(f.group) if f.group else None) for f in section.factors]


def _level(text: str) -> str:
    return text.strip(" .:•").casefold().replace("’", "'")


def test_the_labelled_filings_are_split_as_labelled(shared: Path) -> None:
    folder = shared / "filings"
    compared = 0
    for path in sorted((folder / "files").iterdir()):
        label = folder / "gold" / f"{path.stem}.json"
        if not label.is_file():
            continue
        gold = json.loads(label.read_text(encoding="utf-8"))
        wanted = [
            (_level(risk["title"]), _level(risk["group"]) if risk["group"] else None)
            for risk in gold.get("risks", [])
        ]
        assert _found(path) == wanted, path.name
        compared += 1
    assert compared
