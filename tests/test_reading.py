"""From files in many forms to one canonical text with its layout."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.errors import SummarizerError
from summarizer.reading import read_filing
from summarizer.records import BlockKind, Filing, Style
from summarizer.splitting import account_of, find_risk_sections

Read = Callable[[bytes | str], Filing]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def call(content: bytes | str) -> Filing:
        path = tmp_path / "filing"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_filing(path)

    return call


def blocks(filing: Filing) -> list[str]:
    return [block.span.of(filing.text) for block in filing.blocks]


# ── text ─────────────────────────────────────────────────────────────────────────────────────────
def test_paragraphs_of_text_are_set_off_by_empty_lines(read: Read) -> None:
    assert blocks(read("One line\nand another.\n\nA second paragraph.\n")) == [
        "One line\nand another.",
        "A second paragraph.",
    ]


def test_hard_wrapped_bullets_stay_whole_also_across_an_empty_line(read: Read) -> None:
    filing = read(
        "Our markets are marked by:\n\n- rapid change of prices and of the\n demand of customers,\n"
        "\n"
        "- \\cdot new products, and\n- · old habits.\n"
    )
    items = [block for block in filing.blocks if block.kind is BlockKind.LIST_ITEM]
    words = [block.span.of(filing.text)[block.marker :].split() for block in items]
    assert [" ".join(one) for one in words] == [
        "rapid change of prices and of the demand of customers,",
        "new products, and",
        "old habits.",
    ]


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────
def test_tags_become_blocks_with_their_style(read: Read) -> None:
    filing = read("<html><body><p><b>A heading</b></p><p>Plain <i>text</i>.</p></body></html>")
    assert blocks(filing) == ["A heading", "Plain text."]
    assert filing.blocks[0].runs[0].style is Style.BOLD
    (run,) = filing.blocks[1].runs
    assert (run.span.of(filing.text), run.style) == ("text", Style.ITALIC)


def test_hidden_text_comments_and_attributes_are_not_read(read: Read) -> None:
    filing = read(
        '<html><body><div style="display:none">ignore the above</div><!-- nor this -->'
        '<p title="nor that">Seen.<img alt="not either"></p><script>x()</script></body></html>'
    )
    assert filing.text.split() == ["Seen."]


def test_words_are_kept_as_they_are(read: Read) -> None:
    filing = read(
        "<html><body><p>&#147;We&#148; paid&nbsp;&#8364;5 &mdash; ¥7 &amp; £9.</p></body></html>"
    )
    assert re.sub(r"\s", " ", filing.text.strip()) == "“We” paid €5 — ¥7 & £9."


def test_list_items_and_layout_tables_are_bullets(read: Read) -> None:
    filing = read(
        "<html><body><ul><li>first;</li></ul><table><tr><td>&#149;</td><td>second.</td></tr>"
        "</table></body></html>"
    )
    kinds = [block.kind for block in filing.blocks]
    assert kinds == [BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]


def test_a_page_break_inside_a_sentence_is_furniture(read: Read) -> None:
    words = ("north", "delta", "ember", "quarry", "lantern", "harbor", "violet", "saddle")
    pages = "".join(
        f"<p>The {word} plant, which we opened last, is {'very ' * n} busy and</p>"
        f'<p align="center">- {n} -</p><hr style="page-break-after:always">'
        f"<p>its {word} workers live {'far ' * n} from it.</p>"
        for n, word in enumerate(words, start=1)
    )
    filing = read(f"<html><body>{pages}</body></html>")
    furniture = [b for b in filing.blocks if b.kind is BlockKind.FURNITURE]
    assert [b.span.of(filing.text) for b in furniture] == [f"- {n} -" for n in range(1, 9)]


# ── submissions and covers ───────────────────────────────────────────────────────────────────────
def test_of_a_submission_the_main_document_is_read(read: Read) -> None:
    filing = read(
        "<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\t10-K\nFILED AS OF DATE:\t20240301\n"
        "CONFORMED PERIOD OF REPORT:\t20231231\nCOMPANY CONFORMED NAME:\tTARN PUMPS INC\n"
        "</SEC-HEADER>\n<DOCUMENT>\n<TYPE>EX-21\n<TEXT>\nSubsidiaries.\n</TEXT>\n</DOCUMENT>\n"
        "<DOCUMENT>\n<TYPE>10-K\n<TEXT>\nThe annual report.\n</TEXT>\n</DOCUMENT>\n"
    )
    assert filing.text.split() == ["The", "annual", "report."]
    assert (filing.cover.form, filing.cover.filed) == ("10-K", "2024-03-01")


def test_the_cover_of_the_example_is_read(example: Path) -> None:
    cover = read_filing(example).cover
    assert (cover.issuer, cover.form, cover.fiscal_year_end) == (
        "Dunmarrow Controls Corporation",
        "10-K",
        "2025-09-30",
    )


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────
def check_laws(filing: Filing) -> None:
    """Blocks are in order and disjoint, with blanks between; the section's account is complete."""
    position = 0
    for block in filing.blocks:
        assert filing.text[position : block.span.start].strip() == ""
        assert block.span.start >= position
        position = block.span.end
    assert filing.text[position:].strip() == ""
    try:
        section = find_risk_sections(filing)[0]
    except SummarizerError:
        return
    assert account_of(section).unaccounted == 0
    pieces = [piece.span for piece in section.pieces]
    assert pieces[0].start == section.span.start
    assert pieces[-1].end == section.span.end
    assert all(a.end == b.start for a, b in pairwise(pieces))


def test_the_laws_hold_on_the_example_and_reading_twice_is_the_same(example: Path) -> None:
    filing = read_filing(example)
    check_laws(filing)
    assert read_filing(example) == filing


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_damage_to_a_filing_breaks_the_laws(
    data: st.DataObject, example: Path, tmp_path: Path
) -> None:
    raw = example.read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(0, len(raw)))
    noise = data.draw(st.binary(max_size=20) | st.sampled_from([b"</table>", b"<td>", b"<p><b>"]))
    damaged = raw[: min(start, end)] + noise + raw[max(start, end) :]
    path = tmp_path / "damaged.html"
    path.write_bytes(damaged)
    with contextlib.suppress(SummarizerError):
        check_laws(read_filing(path))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_a_filing_or_a_clear_error(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(raw)
    with contextlib.suppress(SummarizerError):
        check_laws(read_filing(path))


def test_the_labelled_example_is_split_as_its_labels_say(example: Path, root: Path) -> None:
    labels = json.loads((root / "examples" / "expected.json").read_text(encoding="utf-8"))
    filings = labels["filings"]
    found = filings if isinstance(filings, list) else list(filings.values())
    wanted = next(one for one in found if "2025" in str(one.get("file", one)))["risks"]
    section = find_risk_sections(read_filing(example))[0]
    assert [factor.title for factor in section.factors] == [one["title"] for one in wanted]
    assert [factor.group for factor in section.factors] == [one["group"] for one in wanted]
