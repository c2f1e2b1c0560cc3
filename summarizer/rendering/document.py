"""What every form of the memo shows: plain blocks of plain text.

What the memo says is decided once, in blocks; a form only lays them out. The text in a block is
never markup: what a form must escape, its own module escapes, everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from summarizer.composing.risk_ids import DASH, MOST_ITEMS, number_of, ranges


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one style; ``to`` is the text of the heading that they link to, if any."""

    text: str
    bold: bool = False
    italic: bool = False
    to: str | None = None


Line: TypeAlias = tuple[Text, ...]
Row: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the filing, set apart, with where they stand."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with bullets or numbers."""

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as ``head``. Empty heads make a table of facts."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]


Block: TypeAlias = Heading | Paragraph | Quotation | Items | Table


def plain(text: str) -> Line:
    """``text`` in the ordinary style."""
    return (Text(text),)


def bold(text: str) -> Line:
    """``text`` in bold."""
    return (Text(text, bold=True),)


def italic(text: str) -> Line:
    """``text`` in italics."""
    return (Text(text, italic=True),)


def risk_link(risk_id: str) -> Text:
    """The id, linked to the risk's own heading in Annex A."""
    return Text(risk_id, to=risk_id)


def risk_links(risk_ids: Iterable[str]) -> Line:
    """The ids as ``printed_ids`` prints them, each linked."""
    items = ranges(risk_ids)
    parts: list[Text] = []
    for item in items[:MOST_ITEMS]:
        parts += [Text(", ")] if parts else []
        parts.append(risk_link(item[0]))
        parts += [Text(DASH), risk_link(item[-1])] if len(item) > 1 else []
    left = sum(number_of(item[-1]) - number_of(item[0]) + 1 for item in items[MOST_ITEMS:])
    return (*parts, Text(f" and {left} more")) if left else tuple(parts)


def words_of(blocks: Iterable[Block]) -> str:
    """All words of the blocks, the numbers of lists included, without any markup."""
    return " ".join("".join(text.text for text in line) for line in _lines(blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        match block:
            case Heading(text=text):
                yield plain(text)
            case Paragraph(line=line) | Quotation(line=line):
                yield line
            case Items(lines=lines, numbered=numbered):
                yield from lines
                yield from (plain(f"{place}.") for place in range(len(lines)) if numbered)
            case Table(head=head, rows=rows):
                yield from map(plain, head)
                yield from (cell for row in rows for cell in row)
