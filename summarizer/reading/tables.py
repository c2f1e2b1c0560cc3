"""Rows of tables: data stay a row, layout tables become what they lay out."""

from __future__ import annotations

import re

from summarizer.reading.layout import Draft, is_bullet, join_drafts
from summarizer.records import BlockKind

# "D.", "(a)", "1.", "IV.", "Item 1A." in a cell of their own number what the next cell says.
_LABEL = re.compile(
    r"(?:part\s+[ivx]+\W*)?(?:item\s*\d+\s*[a-d]?\b.{0,60}|\(?(?:[ivx]+|[a-z]|\d+)[.)])\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\W\d]*$|[ivxlFS-]*\d*$")
_PROSE = 200  # characters: a longer cell is prose, not data


def row_drafts(cells: list[list[Draft]]) -> list[Draft]:
    """The drafts that stand for one row, given those of its cells."""
    filled = [cell for cell in cells if cell]
    if len(filled) <= 1:
        return filled[0] if filled else []
    label, *rest = filled
    if len(label) == 1 and is_bullet(label[0].text):
        return _labelled(label[0], row_drafts(rest), BlockKind.LIST_ITEM)
    if len(label) == 1 and len(rest) == 1 and _is_label(label[0], rest[0][0]):
        return _labelled(label[0], rest[0], BlockKind.PARAGRAPH)
    if any(
        len(draft.text) > _PROSE or draft.kind is not BlockKind.PARAGRAPH
        for cell in filled
        for draft in cell
    ):
        return [draft for cell in filled for draft in cell]
    return [_row(filled)]


def names_item(line: str) -> bool:
    """Whether a typed line is the number of an item, a wide space and its name."""
    if len(line) > _PROSE or not ("  " in line or "\t" in line or "\u00a0" in line):
        return False
    label, *rest = re.split(r"\t|[ \u00a0]{2,}", line.strip())
    return len(rest) == 1 and _LABEL.match(label) is not None and _NUMBER.match(rest[0]) is None


def _is_label(label: Draft, named: Draft) -> bool:
    """Whether the first cell opens a heading that the second ends, and not with a page number."""
    return _LABEL.match(label.text) is not None and _NUMBER.match(named.text) is None


def _labelled(label: Draft, rest: list[Draft], kind: BlockKind) -> list[Draft]:
    first = rest[0]
    merged = join_drafts([label, first], " ")
    merged.kind = kind if first.kind is BlockKind.PARAGRAPH else first.kind
    merged.centred = first.centred
    merged.size = first.size or label.size
    return [merged, *rest[1:]]


def _row(cells: list[list[Draft]]) -> Draft:
    merged = join_drafts([join_drafts(cell, " ") for cell in cells], "\t")
    merged.kind = BlockKind.TABLE_ROW
    return merged
