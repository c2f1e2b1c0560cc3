"""What was found, for programs and for a person."""

from __future__ import annotations

import dataclasses

from memo_samples import SHA

from summarizer.records import (
    Block,
    Cover,
    Filing,
    Piece,
    RiskFactor,
    RiskSection,
    Role,
    Span,
    Statement,
)
from summarizer.rendering import explanation_table, risks_json, risks_table
from summarizer.rendering.plain_text import width
from summarizer.splitting import Explained, Explanation

TITLE = "Our castings plant may stand still."
BODY = "A flood could stop it for months."
TEXT = f"Item 1A. Risk Factors\n\n{TITLE}\n{BODY}\n\nItem 1B."


def section() -> RiskSection:
    start = TEXT.index(TITLE)
    middle = start + len(TITLE)
    end = TEXT.index(BODY) + len(BODY)
    factor = RiskFactor(
        id="RF-01",
        title=TITLE,
        group="Risks of our works",
        title_span=Span(start, middle),
        span=Span(start, end),
        body=(Block(span=Span(middle + 1, end)),),
    )
    return RiskSection(
        span=Span(start, end),
        heading="Item 1A. Risk Factors",
        item="10-K Item 1A",
        confidence=0.97,
        pieces=(Piece(Span(start, middle), Role.HEADING), Piece(Span(middle, end), Role.BODY)),
        factors=(factor,),
    )


def filing() -> Filing:
    return Filing(
        source="tarn-pumps.txt", sha256=SHA, text=TEXT, blocks=(), cover=Cover(form="10-K")
    )


def nothing_to_disclose() -> RiskSection:
    statement = Statement("not_required", "Not required.")
    return dataclasses.replace(section(), factors=(), statement=statement)


def test_the_json_has_section_risks_and_account() -> None:
    value = risks_json([section()], filing(), [17])
    start = TEXT.index(TITLE)
    assert list(value) == ["source", "sha256", "form", "section", "risks", "account"]
    assert value["section"] == {
        "start": start,
        "end": start + 69,
        "heading": "Item 1A. Risk Factors",
        "confidence": 0.97,
    }
    assert value["risks"] == [
        {
            "id": "RF-01",
            "title": TITLE,
            "group": "Risks of our works",
            "start": start,
            "end": start + 69,
            "tokens": 17,
        }
    ]
    assert value["account"]["unaccounted"] == 0


def test_with_text_gives_title_and_body() -> None:
    (risk,) = risks_json([section()], filing(), [17], with_text=True)["risks"]
    assert risk["text"] == f"{TITLE}\n{BODY}"


def test_a_statement_stands_beside_an_empty_list() -> None:
    value = risks_json([nothing_to_disclose()], filing(), [])
    assert value["risks"] == []
    assert value["statement"] == {"kind": "not_required", "quote": "Not required."}


def test_the_table_shows_a_line_for_each_risk_within_its_width() -> None:
    long = dataclasses.replace(section().factors[0], title="長い題 " * 60, group="g" * 90)
    lines = risks_table([dataclasses.replace(section(), factors=(long,))], filing(), [17]).split(
        "\n"
    )
    assert lines[1].split() == ["Id", "Title", "Tokens", "Position"]
    assert lines[2] == f"[{'g' * 90}]"
    assert lines[3].startswith("RF-01  長い題")
    assert lines[3].endswith(f"17     {long.span.start}-{long.span.end}")
    assert max(map(width, lines)) == 100


def test_groups_are_headings_over_their_risks() -> None:
    groups = ("A", "A", None, "B")
    factors = tuple(dataclasses.replace(section().factors[0], group=group) for group in groups)
    made = dataclasses.replace(section(), factors=factors)
    lines = risks_table([made], filing(), [1] * 4).split("\n")[2:-2]
    assert [line if line.startswith("[") else line[:5] for line in lines] == [
        "[A]",
        "RF-01",
        "RF-01",
        "[no group]",
        "RF-01",
        "[B]",
        "RF-01",
    ]


def test_the_table_ends_with_the_sums() -> None:
    text = risks_table([section()], filing(), [1700])
    assert text.endswith("1 risk factor; 1,700 tokens; 0 of 69 characters unaccounted\n")


def test_the_table_of_a_statement_quotes_it() -> None:
    text = risks_table([nothing_to_disclose()], filing(), [])
    assert "The filing states no risks here (not required): “Not required.”" in text


def test_an_open_end_is_said() -> None:
    text = risks_table([dataclasses.replace(section(), closed=False)], filing(), [17])
    assert "later risk factors may be missing" in text


def test_several_sections_are_all_named() -> None:
    twice = [section(), dataclasses.replace(section(), heading="RISK FACTORS")]
    value = risks_json(twice, filing(), [17, 17])
    assert [one["heading"] for one in value["sections"]] == [
        "Item 1A. Risk Factors",
        "RISK FACTORS",
    ]
    assert value["account"]["total"] == 2 * 69
    text = risks_table(twice, filing(), [17, 17])
    assert "“RISK FACTORS”" in text
    assert text.endswith("2 risk factors; 34 tokens; 0 of 138 characters unaccounted\n")


def test_an_explanation_shows_candidates_and_verdicts() -> None:
    shown = explanation_table(
        Explanation(
            candidates=((0.97, 4, "Item 1A. Risk Factors"),),
            blocks=(Explained(Span(26, 40), "title", "has the titles' look", "bold", TITLE),),
        )
    )
    assert "0.97         4  Item 1A. Risk Factors" in shown
    assert "26  title    bold; has the titles' look" in shown
