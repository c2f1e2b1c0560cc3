"""Sections that a person names, sections bound together, and what is said of each block."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import FilingError, SettingsError
from summarizer.reading import read_filing
from summarizer.records import Filing
from summarizer.splitting import account_of, explain_sections, find_risk_sections

BODY = (
    "Our sales have varied from year to year. If demand for our pumps declines, we could be unable "
    "to cover our fixed costs, and our results of operations could be adversely affected by it."
)


def factors(*titles: str) -> str:
    return "".join(f"<p><b>{title}</b></p>" + f"<p>{BODY}</p>" * 4 for title in titles)


SUPPLEMENT = factors(
    "The notes are unsecured and may not be repaid.",
    "There is no market for the notes, and none may develop.",
    "The price of the notes could fall.",
)
BASE = factors(
    "We depend on a single foundry, and its loss would harm us.",
    "If we cannot hire engineers, we may fail to develop new pumps.",
    "Our competitors are larger than we are and could take our customers.",
    "We may be sued over defects of our pumps.",
)
POINTER = "<p>See “Risk Factors” in our annual report, which is incorporated by reference.</p>"


def prospectus(base: str) -> str:
    return (
        "<html><body><p>Filed pursuant to Rule 424(b)(5)</p><p><b>RISK FACTORS</b></p>"
        f"<p>Consider these risks.</p>{SUPPLEMENT}<p><b>USE OF PROCEEDS</b></p><p>We will.</p>"
        f"<p>PROSPECTUS</p><p><b>RISK FACTORS</b></p><p>Consider these, too.</p>{base}"
        "<p><b>USE OF PROCEEDS</b></p><p>We will again.</p></body></html>"
    )


@pytest.fixture
def filed(tmp_path: Path) -> Filing:
    return written(tmp_path, prospectus(BASE))


def written(folder: Path, text: str) -> Filing:
    path = folder / "prospectus.htm"
    path.write_text(text, encoding="utf-8")
    return read_filing(path)


def test_a_supplement_and_its_base_prospectus_have_a_section_each(filed: Filing) -> None:
    sections = find_risk_sections(filed)
    assert [len(section.factors) for section in sections] == [3, 4]
    assert [f.id for s in sections for f in s.factors] == [f"RF-{n:02d}" for n in range(1, 8)]
    assert account_of(*sections).unaccounted == 0
    assert all(section.closed for section in sections)


def test_a_base_prospectus_that_only_points_elsewhere_adds_nothing(tmp_path: Path) -> None:
    assert len(find_risk_sections(written(tmp_path, prospectus(POINTER)))) == 1


def test_the_same_risks_bound_twice_are_taken_once(tmp_path: Path) -> None:
    assert len(find_risk_sections(written(tmp_path, prospectus(SUPPLEMENT)))) == 1


UNNAMED = (
    "<html><body><p>Annual report</p><p><b>What could go wrong</b></p><p>Consider it.</p>"
    f"{BASE}<p>This ends what could go wrong.</p><p><b>What went well</b></p>{SUPPLEMENT}"
    "</body></html>"
)


def test_a_section_that_is_not_found_can_be_named(tmp_path: Path) -> None:
    filing = written(tmp_path, UNNAMED)
    with pytest.raises(FilingError, match="--section"):
        find_risk_sections(filing)
    (section,) = find_risk_sections(filing, "what could  go wrong..ends what could go wrong.")
    assert [factor.title[:9] for factor in section.factors] == [
        "We depend",
        "If we can",
        "Our compe",
        "We may be",
    ]
    assert section.confidence == 1.0
    assert account_of(section).unaccounted == 0


def test_a_named_section_keeps_its_own_heading(filed: Filing) -> None:
    with pytest.raises(SettingsError, match="2 times"):
        find_risk_sections(filed, "RISK FACTORS..by it.")
    (section,) = find_risk_sections(
        filed, '"RISK FACTORS Consider these, too".."defects of our pumps"'
    )
    assert section.heading == "RISK FACTORS"
    assert len(section.factors) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("RISK FACTORS", "does not have the form"),
        ("..the end", "does not have the form"),
        ("no such words..the end", "do not stand in"),
        ("The notes are unsecured..no such words", "do not stand after"),
    ],
)
def test_words_that_fit_no_place_are_a_usage_error(filed: Filing, words: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        find_risk_sections(filed, words)


def test_a_named_section_without_titles_is_an_error(filed: Filing) -> None:
    with pytest.raises(FilingError, match="no title of a risk factor"):
        find_risk_sections(filed, "We will again..again.")


def test_every_heading_like_block_has_a_part_and_a_reason(filed: Filing) -> None:
    explanation = explain_sections(filed)
    assert [words for _, _, words in explanation.candidates[:2]] == ["RISK FACTORS"] * 2
    titles = [one for one in explanation.blocks if one.part == "title"]
    assert [one.words for one in titles][:1] == ["The notes are unsecured and may not be repaid."]
    assert {one.look for one in titles} == {"bold"}
    assert all(one.reason for one in explanation.blocks)
    assert {one.part for one in explanation.blocks if one.look == "plain"} == {"body"}


@pytest.mark.parametrize(
    "title",
    [
        "We face significant risks.",
        "We face intense competition and other business risks.",
        "Why are tariffs a risk?",
        "Acquisitions involve risks.",
        "Our growth strategy involves risks",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_title_that_speaks_of_risks_is_no_group(tmp_path: Path, title: str, place: int) -> None:
    titles = [
        "We depend on a single foundry, and its loss would harm us.",
        "If we cannot hire engineers, we may fail to develop new pumps.",
        "We may be sued over defects of our pumps.",
    ]
    titles.insert(place, title)
    filing = written(
        tmp_path,
        "<html><body><p><b>Item 1A. Risk Factors</b></p>"
        + "".join(f"<p><b><i>{one}</i></b></p><p>{BODY}</p>" for one in titles)
        + "<p><b>Item 1B. Unresolved Staff Comments</b></p><p>None.</p></body></html>",
    )
    (section,) = find_risk_sections(filing)
    assert [factor.title for factor in section.factors] == titles


@pytest.mark.parametrize(
    "marks",
    [
        ("", "", ""),
        ("1. ", "2. ", "3. "),
        ("(1) ", "(2) ", "(3) "),
        ("I. ", "II. ", "III. "),
        ("A. ", "B. ", "C. "),
        ("* ", "* ", "* "),
        ("- ", "- ", "- "),
        ("• ", "• ", "• "),
    ],
)
def test_titles_in_plain_text_may_have_numbers_or_bullets(
    tmp_path: Path, marks: tuple[str, ...]
) -> None:
    titles = (
        "We depend on a single foundry, and its loss would harm us.",
        "If we cannot hire engineers, we may fail to develop new pumps.",
        "We may be sued over defects of our pumps.",
    )
    path = tmp_path / "filing.txt"
    path.write_text(
        "Item 1A. Risk Factors\n\n"
        + "".join(f"{mark}{one}\n\n{BODY}\n\n" for mark, one in zip(marks, titles, strict=True))
        + "Item 1B. Unresolved Staff Comments\n\nNone.\n",
        encoding="utf-8",
    )
    (section,) = find_risk_sections(read_filing(path))
    assert len(section.factors) == len(titles)
    found = [factor.title for factor in section.factors]
    assert all(one.endswith(title) for one, title in zip(found, titles, strict=True))
