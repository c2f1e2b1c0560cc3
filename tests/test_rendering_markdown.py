"""Nothing of the filing acts as markup: what a CommonMark parser shows is what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from memo_samples import RULES, board_records, memo, record

from summarizer.memo import Anomaly, Briefing, BriefingSentence, RiskRecord
from summarizer.records import Gap
from summarizer.rendering import render_memo
from summarizer.rendering.document import (
    Block,
    Heading,
    Items,
    Paragraph,
    Quotation,
    Table,
    bold,
    italic,
    plain,
)
from summarizer.rendering.markdown import escaped, markdown
from summarizer.rendering.plain_text import one_line

HOSTILE = (
    "| a | b |",
    "<script>alert(1)</script>",
    "![x](https://example.com/x.png)",
    "[click](https://example.com) <https://example.com> https://example.com www.example.com",
    "# heading",
    "- item",
    "+ item",
    "12. item",
    "3) item",
    "---",
    "===",
    "> quote",
    "    code",
    "\tcode",
    "```\ncode\n```",
    "`code` **bold** _italic_ ~~gone~~ \\*",
    "&lt;b&gt; &#60; &copy; R&D",
    "line one\n\n# line two\n| a |\n|---|\n| b |",
    "a\\|b \\\\| c",
    "[ref]: https://example.com",
    "<!-- comment",
    "mail me@example.com",
    "text #",
    "\\$4.2 billion",
)
PLAIN = {"text", "softbreak", "text_special"}


def parse(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def shown(tokens: list[Token]) -> list[str]:
    """The words of each inline block as a reader sees them."""
    return ["".join(t.content for t in token.children or ()) for token in tokens if token.children]


@given(st.one_of(st.text(), st.text(alphabet="\\`*_[]()<>!|#+-=~&;:.@1a \t\n")))
def test_a_paragraph_of_any_text_reads_as_it_was_written(text: str) -> None:
    tokens = parse(markdown([Paragraph(plain(text))]))
    assert len(tokens) <= 3
    assert {token.type for token in inline(tokens)} <= PLAIN
    assert "".join(shown(tokens)) == one_line(text)


def test_addresses_do_not_become_links_by_themselves() -> None:
    assert "https://" not in escaped("see https://example.com")
    assert "www." not in escaped("see www.example.com")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_every_block(text: str) -> None:
    blocks: list[Block] = [
        Heading(2, text),
        Paragraph(plain(text)),
        Paragraph(bold(text)),
        Paragraph(italic(text)),
        Quotation(plain(text)),
        Items((plain(text), plain(text))),
        Items((plain(text),), numbered=True),
        Table((text, "b"), ((plain(text), plain(text)), (plain("x"), plain(text)))),
    ]
    tokens = parse(markdown(blocks))
    assert {t.type for t in inline(tokens)} <= PLAIN | {
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
    }
    assert not {t.type for t in tokens} & {"html_block", "code_block", "fence", "hr"}
    words = " ".join(text.split())
    cells = [one for one in shown(tokens) if one not in {"b", "x"}]
    assert [" ".join(one.split()) for one in cells] == [words] * 12


def test_a_hostile_filing_leaves_the_memos_structure_as_it_is() -> None:
    kinds = [structure(render_memo(memo(hostile(text)))) for text in ("harmless", *HOSTILE)]
    assert all(kind == kinds[0] for kind in kinds)


def hostile(text: str) -> RiskRecord:
    sentence = BriefingSentence(text=text, cites=("s1",))
    return record(
        1,
        heading=text,
        short_title=text,
        briefing=Briefing(text=text, sentences=(sentence,)),
        anomalies=(Anomaly(type="missing_text", quote=text, note=text),),
    )


def structure(text: str) -> list[str]:
    tokens = parse(text)
    return [t.type for t in tokens] + [t.type for t in inline(tokens) if t.type not in PLAIN]


def test_every_link_leads_to_a_heading() -> None:
    gap = Gap(risk_id="RF-31", field=None, reason="no valid answer")
    text = render_memo(memo(*board_records(), engine=RULES, gaps=[gap]))
    targets = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert targets <= {line.lower() for line in re.findall(r"^#### (RF-\d+)$", text, re.MULTILINE)}
    assert len(targets) > 10


def test_the_same_memo_gives_the_same_text() -> None:
    assert render_memo(memo(*board_records())) == render_memo(memo(*board_records()))


def test_a_memo_without_facts_of_the_cover_says_not_stated() -> None:
    text = render_memo(memo(record(1), issuer=None, fiscal_year_end=None, filed=None))
    assert "issuer not stated" in text
    assert "None" not in text.split("## Annex A")[0]
