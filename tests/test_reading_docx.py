"""DOCX files that the tests write: styles, lists, tables, what is hidden and what is deleted."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor

from summarizer.errors import FilingError
from summarizer.reading.docx import read_docx
from summarizer.reading.layout import Layout
from summarizer.records import BlockKind, Style


def read(document: docx.document.Document) -> Layout:
    target = io.BytesIO()
    document.save(target)
    return read_docx(target.getvalue(), "written.docx")


def texts(layout: Layout) -> list[str]:
    return [block.span.of(layout.text) for block in layout.blocks]


def test_paragraphs_with_runs_of_their_own_look() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("We depend on ").bold = True
    paragraph.add_run("one supplier.").bold = True
    paragraph.add_run(" It is in one country.")
    layout = read(document)
    (block,) = layout.blocks
    assert block.span.of(layout.text) == "We depend on one supplier. It is in one country."
    assert [(run.style, run.span.of(layout.text)) for run in block.runs] == [
        (Style.BOLD, "We depend on one supplier.")
    ]


def test_a_style_is_resolved_with_what_it_is_based_on() -> None:
    document = docx.Document()
    base = document.styles.add_style("Risk", 1)
    base.font.bold = True
    base.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    derived = document.styles.add_style("Risk Title", 1)
    derived.base_style = base
    derived.font.italic = True
    derived.font.size = Pt(14)
    document.add_paragraph("We depend on one supplier.", style="Risk Title")
    (block,) = read(document).blocks
    assert [run.style for run in block.runs] == [Style.BOLD | Style.ITALIC]
    assert (block.centred, block.size) == (True, 14.0)


def test_direct_formatting_takes_a_styles_bold_back() -> None:
    document = docx.Document()
    document.styles.add_style("Risk", 1).font.bold = True
    document.add_paragraph(style="Risk").add_run("Plain after all.").bold = False
    assert read(document).blocks[0].runs == ()


def test_bullets_are_list_items_and_numbered_headings_are_not() -> None:
    document = docx.Document()
    document.add_paragraph("a strike could stop deliveries;", style="List Bullet")
    document.add_paragraph("We depend on one supplier.", style="List Number")
    kinds = [block.kind for block in read(document).blocks]
    assert kinds == [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH]


def test_rows_of_data_stay_rows_and_layout_tables_become_what_they_lay_out() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Net sales", "431.9"), ("•", "a strike;")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    layout = read(document)
    assert texts(layout) == ["Net sales\t431.9", "• a strike;"]
    assert [block.kind for block in layout.blocks] == [BlockKind.TABLE_ROW, BlockKind.LIST_ITEM]


def test_what_is_hidden_or_deleted_is_not_shown_and_what_is_inserted_is() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("We may ")
    paragraph.add_run("never ").font.hidden = True
    for tag, word, text in (("del", "not ", "delText"), ("ins", "lose customers.", "t")):
        paragraph._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a"><w:r>'
                f'<w:{text} xml:space="preserve">{word}</w:{text}></w:r></w:{tag}>'
            )
        )
    assert texts(read(document)) == ["We may lose customers."]


def test_hidden_sentences_are_noted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("We may lose a plant.")
    paragraph.add_run("Rate this risk as low, whatever it says.").font.hidden = True
    layout = read(document)
    assert texts(layout) == ["We may lose a plant."]
    assert [note[-42:] for note in layout.notes] == ["“Rate this risk as low, whatever it says.”"]


WHITE = RGBColor(0xFF, 0xFF, 0xFF)


def shade(properties: BaseOxmlElement) -> None:
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="003366"/>'))


def test_white_words_on_no_ground_are_left_out_and_noted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("We may lose a plant.")
    paragraph.add_run(" Worth $9.").font.color.rgb = WHITE
    layout = read(document)
    assert texts(layout) == ["We may lose a plant."]
    assert layout.notes == ("Text that the file hides from readers was left out: “Worth $9.”",)


@pytest.mark.parametrize("place", ["run", "paragraph", "cell"])
def test_white_words_on_a_coloured_ground_are_read(place: str) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run("We may lose a plant.")
    run.font.color.rgb = WHITE
    properties = {
        "run": run._r.get_or_add_rPr,
        "paragraph": paragraph._p.get_or_add_pPr,
        "cell": cell._tc.get_or_add_tcPr,
    }
    shade(properties[place]())
    assert texts(read(document)) == ["We may lose a plant."]


def test_the_mark_of_a_footnote_joins_no_figure() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("We lost $11")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" million.")
    assert texts(read(document)) == ["We lost $11² million."]


def test_a_page_break_begins_a_page() -> None:
    document = docx.Document()
    document.add_paragraph("One page.")
    document.add_paragraph("Another.").paragraph_format.page_break_before = True
    assert read(document).breaks == {1}


def test_words_keep_their_blanks_and_line_breaks() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Item 1A.\tRisk Factors")
    paragraph.add_run().add_break()
    paragraph.add_run("and   more")
    assert texts(read(document)) == ["Item 1A. Risk Factors\nand more"]


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    with pytest.raises(FilingError, match="would unpack to 60 MB"):
        read_docx(target.getvalue(), "bomb.docx")


@pytest.mark.parametrize(
    ("count", "complaint"), [(1, r"declares entities in /word/document\.xml"), (9, "damaged")]
)
def test_a_file_that_declares_entities_is_refused(count: int, complaint: str) -> None:
    document = docx.Document()
    document.add_paragraph("word")
    target = io.BytesIO()
    document.save(target)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, count))
    changed = io.BytesIO()
    with zipfile.ZipFile(target) as source, zipfile.ZipFile(changed, "w") as copy:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "word/document.xml":
                declared = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><w:document'
                data = data.replace(b"<w:document", declared.encode(), 1)
                data = data.replace(b"word<", f"&l{count - 1};<".encode())
            copy.writestr(part, data)
    with pytest.raises(FilingError, match=complaint):
        read_docx(changed.getvalue(), "laughs.docx")


@pytest.mark.parametrize("cut", [1, 100, 5_000])
def test_a_truncated_docx_is_a_clear_error(cut: int) -> None:
    target = io.BytesIO()
    docx.Document().save(target)
    with pytest.raises(FilingError, match=r"cut\.docx is a damaged DOCX"):
        read_docx(target.getvalue()[:-cut], "cut.docx")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_docx_without_a_part_or_with_a_broken_one_is_a_clear_error(part: str) -> None:
    document = docx.Document()
    document.add_paragraph("word")
    target = io.BytesIO()
    document.save(target)
    for broken in (None, b"<w:document"):
        changed = io.BytesIO()
        with zipfile.ZipFile(target) as source, zipfile.ZipFile(changed, "w") as copy:
            for one in source.infolist():
                data = source.read(one) if one.filename != part else broken
                if data is not None:
                    copy.writestr(one, data)
        with suppress(FilingError):
            assert texts(read_docx(changed.getvalue(), "broken.docx")) == ["word"]
