"""A risk factor's units: ids, texts and spans, with figures and time phrases in place."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from summarizer.numbering.page import page_text
from summarizer.numbering.units import number_factor
from summarizer.reading import read_filing
from summarizer.records import (
    Block,
    BlockKind,
    Cover,
    Filing,
    NumberedFactor,
    Reliability,
    RiskFactor,
    Span,
)
from summarizer.splitting import find_risk_sections

PARAGRAPH, ITEM = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
ROW, FURNITURE = BlockKind.TABLE_ROW, BlockKind.FURNITURE
Part = tuple[str, BlockKind, int, bool]  # text, kind, marker, continues


def numbered(title: str, *parts: Part, year_end: str | None = None) -> NumberedFactor:
    """A filing of a title and blocks, each on a line of its own, as one numbered risk factor."""
    text, blocks = title, []
    for part, kind, marker, continues in parts:
        span = Span(len(text) + 1, len(text) + 1 + len(part))
        blocks.append(Block(span=span, kind=kind, marker=marker, continues=continues))
        text += f"\n{part}"
    filing = Filing(
        source="made-up.txt",
        sha256="0" * 64,
        text=text,
        blocks=tuple(blocks),
        cover=Cover(fiscal_year_end=year_end),
    )
    factor = RiskFactor(
        id="RF-01",
        title=title,
        group=None,
        title_span=Span(0, len(title)),
        span=Span(0, len(text)),
        body=tuple(block for block in blocks if block.kind is not FURNITURE),
    )
    result = number_factor(filing, factor)
    marks = [(a.span, a.text) for a in result.amounts] + [(t.span, t.text) for t in result.times]
    for span, printed in marks:
        assert span.of(text) == printed
    for unit in result.units:
        assert " ".join(span.of(text) for span in unit.spans) == unit.text
    return result


def texts(result: NumberedFactor) -> list[tuple[str, str]]:
    return [(unit.id, unit.text) for unit in result.units]


def test_sentences_bullets_and_rows_are_numbered_in_reading_order() -> None:
    result = numbered(
        "We may fail.",
        ("Causes are many. They include:", PARAGRAPH, 0, False),
        ("- rivals. All of them.", ITEM, 2, False),
        ("• costs", ITEM, 2, False),
        ("Sales 12 11", ROW, 0, False),
    )
    assert texts(result) == [
        ("h", "We may fail."),
        ("s1", "Causes are many."),
        ("s2", "They include:"),
        ("b1", "rivals. All of them."),
        ("b2", "costs"),
        ("s3", "Sales 12 11"),
    ]


def test_an_inline_enumeration_stays_in_its_sentence() -> None:
    result = numbered(
        "T.", ("We face (i) rivals, (ii) costs and (iii) fines.", PARAGRAPH, 0, False)
    )
    assert texts(result)[1:] == [("s1", "We face (i) rivals, (ii) costs and (iii) fines.")]


def test_a_sentence_across_furniture_is_one_unit_of_two_spans() -> None:
    result = numbered(
        "T.",
        ("We lost. Then we lost $5 million in", PARAGRAPH, 0, False),
        ("- 13 -", FURNITURE, 0, False),
        ("the market. And again.", PARAGRAPH, 0, True),
    )
    assert texts(result)[2] == ("s2", "Then we lost $5 million in the market.")
    assert [len(unit.spans) for unit in result.units] == [1, 1, 2, 1]


def test_a_continued_block_with_nothing_between_is_one_span() -> None:
    result = numbered("T.", ("We lost", PARAGRAPH, 0, False), ("a lot.", PARAGRAPH, 0, True))
    assert texts(result)[1] == ("s1", "We lost\na lot.")
    assert len(result.units[1].spans) == 1


def test_a_figure_cut_by_furniture_is_kept_if_one_part_says_it_all() -> None:
    result = numbered(
        "T.",
        ("We serve 1,600 large", PARAGRAPH, 0, False),
        ("- 13 -", FURNITURE, 0, False),
        ("firms.", PARAGRAPH, 0, True),
    )
    assert [(a.text, a.value, a.reliability) for a in result.amounts] == [
        ("1,600 large", 1600, Reliability.OK)
    ]


def test_a_figure_cut_by_furniture_is_damaged_if_no_part_says_it_all() -> None:
    result = numbered(
        "T.",
        ("We lost some $7,500", PARAGRAPH, 0, False),
        ("- 13 -", FURNITURE, 0, False),
        ("million.", PARAGRAPH, 0, True),
    )
    assert [(a.text, a.value, a.reliability) for a in result.amounts] == [
        ("some $7,500", None, Reliability.SUSPECT)
    ]


def test_ids_run_on_and_periods_point_to_time_phrases_of_the_same_unit() -> None:
    result = numbered(
        "Sales of $5 million in 2019 may fall.",
        ("As of May 31, 2020, we had eight plants. They cost $3 million in fiscal 2020.",
         PARAGRAPH, 0, False),
        year_end="2020-05-31",
    )  # fmt: skip
    assert [(a.id, a.unit_id, a.text, a.period) for a in result.amounts] == [
        ("a1", "h", "$5 million", "t1"),
        ("a2", "s1", "eight plants", "t2"),
        ("a3", "s2", "$3 million", "t3"),
    ]
    assert [(t.id, t.unit, t.start, t.end) for t in result.times] == [
        ("t1", "h", "2019-01-01", "2019-12-31"),
        ("t2", "s1", None, "2020-05-31"),
        ("t3", "s2", "2019-06-01", "2020-05-31"),
    ]


def test_the_date_of_an_earlier_sentence_does_not_carry() -> None:
    result = numbered("T.", ("In 2019 we grew. Sales were $5.", PARAGRAPH, 0, False))
    assert [a.period for a in result.amounts] == [None]


def test_an_empty_body_gives_the_heading_alone() -> None:
    assert texts(numbered("T.")) == [("h", "T.")]
    assert texts(numbered("T.", ("- ", ITEM, 2, False))) == [("h", "T.")]


words = st.text(alphabet="ab $1,000 million 2019{}.\n-", max_size=40)
parts = st.lists(
    st.tuples(words, st.sampled_from(list(BlockKind)), st.integers(0, 3), st.booleans()), max_size=6
)


@given(parts)
def test_every_letter_of_the_body_is_in_exactly_one_unit(blocks: list[Part]) -> None:
    result = numbered("Title", *blocks)
    body = "".join(p[min(m, len(p)) :] for p, kind, m, _ in blocks if kind is not FURNITURE)
    kept = "".join(unit.text for unit in result.units[1:])
    assert "".join(kept.split()) == "".join(body.split())
    assert page_text(result, result.units).count("\n") == len(result.units) - 1


def test_the_seed_has_the_gold_figures_bullets_and_periods(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seed-gold.json").read_text(encoding="utf-8"))
    filing = read_filing(shared / "filings" / "files" / "seed.txt")
    factors = [number_factor(filing, f) for f in find_risk_sections(filing)[0].factors]
    found = [
        (factor.factor.id, a.text, next((t.text for t in factor.times if t.id == a.period), None))
        for factor in factors
        for a in factor.amounts
    ]
    assert found == [
        (record["risk_id"], a["text"], a["period_text"])
        for record in gold["risks"]
        for a in record["amounts"]
    ]
    bullets = {f.factor.id: sum(u.id.startswith("b") for u in f.units) for f in factors}
    assert bullets == gold["bullet_counts"]


def test_a_counted_noun_on_the_next_page_leaves_the_number_sound() -> None:
    result = numbered(
        "T.",
        ("We repaired valves at 214", PARAGRAPH, 0, False),
        ("- 13 -", FURNITURE, 0, False),
        ("filling stations.", PARAGRAPH, 0, True),
    )
    assert [(a.text, a.value, a.reliability) for a in result.amounts] == [
        ("214", 214, Reliability.OK)
    ]
