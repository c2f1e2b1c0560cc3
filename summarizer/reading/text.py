"""Plain text: typewriter pages of EDGAR's first decade, and Markdown-like text as OCR leaves it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarizer.reading.layout import Layout, marker_length
from summarizer.reading.lines import Line, begins_paragraph
from summarizer.reading.tables import names_item
from summarizer.records import Block, BlockKind, Run, Span, Style

_LINE = re.compile(r"([^\n\f]*)(\n|\f|\Z)")
_RULE = re.compile(r"[-=_*~+─━═\s]{3,}$")
_TAG = re.compile(r"</?(?:PAGE|TABLE|CAPTION|S|C|FN|TEXT|R|LEGEND|MULTIPLIER)>", re.IGNORECASE)
_COLUMNS = re.compile(r"\S[ \t]{3,}\S|\t")
# Markdown that opens a block: a heading, or emphasis of its first words.
_MARKDOWN = re.compile(
    r"(#{1,6}[ \t]+)(?=\S)|(\*\*\*?|___?)(?=\S)(?P<strong>[^*_]{2,600})(?=\2)|"
    r"(\*|_)(?=\w)(?P<weak>[^*_]{2,600})(?=\4)"
)
_BOTH = 3  # signs that set both bold and italic
_PAGE_COLUMNS = 80


@dataclass(frozen=True, slots=True)
class _Placed:
    line: Line
    span: Span  # of the text without outer blanks


@dataclass(slots=True)
class _Reader:
    text: str
    blocks: list[Block]
    breaks: set[int]
    in_table: bool = False
    page: bool = False

    def stretch(self, lines: list[_Placed]) -> None:
        """Adds the paragraphs of a stretch of lines without an empty one between them."""
        if not lines:
            return
        heading = len(lines) == 1 and names_item(lines[0].line.text)
        if self.in_table or (_is_tabular(lines) and not heading):
            for placed in lines:
                self.add([placed], BlockKind.TABLE_ROW)
            return
        width = max(int(placed.line.indent) + len(placed.line.text) for placed in lines)
        group: list[_Placed] = []
        for placed in lines:
            before = group[-1].line if group else None
            first = group[0].line if group else None
            if group and begins_paragraph(placed.line, before, first, width):
                self.add(group)
                group = []
            group.append(placed)
        self.add(group)

    def add(self, lines: list[_Placed], kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Adds the block that ``lines`` make."""
        span = Span(lines[0].span.start, lines[-1].span.end)
        marker = 0
        runs: tuple[Run, ...] = ()
        if kind is BlockKind.PARAGRAPH:
            marker = marker_length(span.of(self.text))
            kind = BlockKind.LIST_ITEM if marker else kind
        if not marker:
            marker, runs = _markdown(self.text, span)
        if self.page:
            self.breaks.add(len(self.blocks))
            self.page = False
        self.blocks.append(
            Block(
                span=span,
                kind=kind,
                marker=marker,
                runs=runs,
                centred=all(_is_centred(placed.line) for placed in lines),
                indent=lines[0].line.indent,
            )
        )

    def furniture(self, span: Span) -> None:
        """Adds a rule or a tag of the page; a rule under a line of text underlines it."""
        last = self.blocks[-1] if self.blocks else None
        if last and "\n" not in self.text[last.span.start : last.span.end]:
            between = self.text[last.span.end : span.start]
            if between.strip(" \t") == "\n" and _RULE.match(span.of(self.text)):
                self.blocks[-1] = _underlined(last)
        self.blocks.append(Block(span=span, kind=BlockKind.FURNITURE))


def read_text(text: str) -> Layout:
    """Paragraphs, list items and table rows of plain text, which itself stays as it is."""
    reader = _Reader(text, [], set())
    stretch: list[_Placed] = []
    for match in _LINE.finditer(text):
        placed = _placed(text, match.start(1), match.end(1), gap=not stretch)
        special = placed is None or _RULE.match(placed.line.text) or _TAG.match(placed.line.text)
        if special:
            reader.stretch(stretch)
            stretch = []
        if placed is not None and special:
            _tag(reader, placed)
        elif placed is not None:
            stretch.append(placed)
        if match.group(2) == "\f":
            reader.stretch(stretch)
            stretch, reader.page = [], True
    reader.stretch(stretch)
    return Layout(text, tuple(reader.blocks), frozenset(reader.breaks))


def _tag(reader: _Reader, placed: _Placed) -> None:
    words = placed.line.text
    reader.furniture(placed.span)
    tag = _TAG.match(words)
    if tag:
        name = tag.group().strip("<>").upper()
        reader.page = reader.page or name == "PAGE"
        reader.in_table = name != "/TABLE" and (name == "TABLE" or reader.in_table)


def _placed(text: str, start: int, end: int, *, gap: bool) -> _Placed | None:
    line = text[start:end]
    words = line.strip()
    if not words:
        return None
    indent = len(line.expandtabs()) - len(line.expandtabs().lstrip())
    first = start + len(line) - len(line.lstrip())
    return _Placed(Line(words, indent, gap), Span(first, first + len(words)))


def _is_tabular(lines: list[_Placed]) -> bool:
    """Whether at least half of the lines have columns set apart by three blanks or more."""
    columns = sum(_has_columns(placed.line.text) for placed in lines)
    return columns * 2 >= len(lines)


def _has_columns(text: str) -> bool:
    """Whether blanks, other than those after a list marker, set parts of the line apart."""
    return _COLUMNS.search(text, max(0, marker_length(text) - 1)) is not None


def _is_centred(line: Line) -> bool:
    right = _PAGE_COLUMNS - line.indent - len(line.text)
    return line.indent >= 10 and abs(line.indent - right) <= 8  # noqa: PLR2004 - columns


def _markdown(text: str, span: Span) -> tuple[int, tuple[Run, ...]]:
    """Length of Markdown's signs that open the block, and the run of what they style.

    Emphasis that ends and begins again at once, as converters leave it, is one run.
    """
    match = _MARKDOWN.match(text, span.start, span.end)
    if match is None:
        return 0, ()
    heading, strong, weak = match.group(1, 2, 4)
    style = Style.BOLD if heading or strong else Style.ITALIC
    if strong and len(strong) == _BOTH:
        style |= Style.ITALIC
    signs = heading or strong or weak
    end = span.end if heading else match.end("strong" if strong else "weak")
    again = re.compile(
        rf"{re.escape(signs)}\s+{re.escape(signs)}[^*_]{{2,600}}(?={re.escape(signs)})"
    )
    while not heading and (more := again.match(text, end, span.end)):
        end = more.end()
    start = match.start() + len(signs)
    return start - span.start, (Run(Span(start, end), style),)


def _underlined(block: Block) -> Block:
    return replace(block, runs=(Run(block.span, Style.UNDERLINE),))
