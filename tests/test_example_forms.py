"""The example filing as HTML, text, PDF and DOCX: the same risk factors in each."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.numbering import number_factor
from summarizer.reading import read_filing
from summarizer.records import NumberedFactor
from summarizer.splitting import account_of, find_risk_sections


def numbered(path: Path) -> list[NumberedFactor]:
    filing = read_filing(path)
    section = find_risk_sections(filing)[0]
    assert account_of(section).unaccounted == 0
    return [number_factor(filing, factor) for factor in section.factors]


@pytest.fixture(scope="module", params=["txt", "pdf", "docx"])
def forms(request: pytest.FixtureRequest, example: Path) -> list[tuple[NumberedFactor, ...]]:
    other = example.parent / "forms" / f"{example.stem}.{request.param}"
    return list(zip(numbered(example), numbered(other), strict=True))


def test_titles_and_groups_are_the_same(forms: list[tuple[NumberedFactor, ...]]) -> None:
    for html, other in forms:
        assert other.factor.title == html.factor.title
        assert other.factor.group == html.factor.group


def test_figures_are_the_same(forms: list[tuple[NumberedFactor, ...]]) -> None:
    for html, other in forms:
        figures = [
            [(a.value, a.unit, a.currency, a.reliability) for a in one.amounts]
            for one in (html, other)
        ]
        assert figures[1] == figures[0], html.factor.id


def test_words_and_units_are_the_same(forms: list[tuple[NumberedFactor, ...]]) -> None:
    for html, other in forms:
        units = [["".join(unit.text.split()) for unit in one.units] for one in (html, other)]
        assert units[1] == units[0], html.factor.id
