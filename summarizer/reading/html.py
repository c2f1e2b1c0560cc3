"""HTML of every age, from unclosed HTML 3.2 to inline XBRL, as drafts of blocks.

The parser (selectolax, HTML5's own recovery rules) makes the tree; one walk over it, without
recursion, gathers the text that a browser would show, with the styling that tells titles from body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from summarizer.errors import FilingError
from summarizer.reading.css import NOTHING, Look, is_white, look_of
from summarizer.reading.layout import Draft, Layout, assemble, extend_runs, hidden_notes, raised
from summarizer.reading.sheets import Sheets
from summarizer.reading.tables import row_drafts
from summarizer.reading.text import read_text
from summarizer.reading.wrapped import join_wrapped
from summarizer.records import Block, BlockKind, Style

BOLD, ITALIC, UNDERLINE = Style.BOLD.value, Style.ITALIC.value, Style.UNDERLINE.value

_BLOCKS = frozenset(
    (
        "html",
        "body",
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "center",
        "address",
        "pre",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "form",
        "fieldset",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "hr",
        "figure",
        "figcaption",
        "listing",
        "xmp",
        "page",
        "text",
    )
)
_UNSEEN = frozenset(
    (
        *("head", "script", "style", "title", "template", "-comment", "-doctype", "param"),
        *("defs", "desc", "metadata", "symbol", "ix:header", "ix:hidden"),
    )
)
# What a browser shows only where it cannot do better, or after a click.
_INSTEAD = frozenset(
    ("noscript", "noframes", "select", "datalist", "canvas", "video", "audio", "iframe")
)
_GROWING = frozenset(("td", "th", "tr"))  # as large as what they hold, whatever their size says
_BOXES = frozenset(("button", "textarea", "object", "svg"))  # stand apart from the words around
_HEADINGS = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 8.0}
_STYLED = {
    "b": BOLD,
    "strong": BOLD,
    "th": BOLD,
    **dict.fromkeys(_HEADINGS, BOLD),
    "i": ITALIC,
    "em": ITALIC,
    "cite": ITALIC,
    "u": UNDERLINE,
    "ins": UNDERLINE,
}
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_INDENTED = {"blockquote": 30.0, "ul": 30.0, "ol": 30.0, "dd": 30.0}
# Tags that change what they hold without any attribute, and the attributes that do.
_RAISED = frozenset(("sup", "rt"))
_TELLING = frozenset(
    (*_STYLED, *_INDENTED, *_RAISED, "center", "pre", "listing", "xmp", "td", "tr", "a", "sub")
)
_LOOKED_AT = ("style", "align", "size", "color", "bgcolor", "href")
_NOTE_MARK = re.compile(r"[(\[]?\d{1,3}[)\]]?")
_XBRL = "<ix:header"  # hidden by its specification; what it holds is repeated on the page
_HEAD = 2_000  # characters
_Attributes = dict[str, str | None]
_NBSP_WIDTH = 3.0  # points, about a blank of 10 point type
_PARAGRAPH_NBSP = 3  # so many hard blanks after a line break indent a new paragraph
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


_NESTING = re.compile(
    r"<(/?)(?:div|span|font|center|blockquote|table|ul|ol|dl|[abiu]|em|strong|small|big|su[bp])\b",
    re.IGNORECASE,
)
_DEEPEST = 10_000


class _State(NamedTuple):
    """What an element hands down to what it holds."""

    style: int
    centred: bool
    indent: float
    size: float | None
    pre: bool
    white: bool = False  # the ink
    coloured: bool = False  # the ground
    raised: bool = False  # above the line
    aside: bool = False  # below the line, or a link to another place of the page
    clear: bool = False  # no ink at all
    shown: bool = True  # by visibility
    tiny: bool = False  # too small to be read

    @property
    def unseen(self) -> bool:
        """Whether no reader sees what is written so."""
        faint = self.clear or (self.white and not self.coloured)
        return faint or self.tiny or not self.shown


@dataclass(slots=True)
class _Row:
    cells: list[list[Draft]] = field(default_factory=list)


def read_html(source: str) -> Layout:
    """Blocks of the text that a browser shows of ``source``."""
    _refuse_deep(source)
    tree = LexborHTMLParser(source)
    builder = _Builder()
    root = tree.root
    if root is not None:
        _walk(root, _Walker(builder, _sheets_of(tree)))
    drafts = join_wrapped(builder.finish())
    return assemble(drafts, hidden_notes(builder.hidden))


def _sheets_of(tree: LexborHTMLParser) -> Sheets:
    def select(selector: str) -> list[int]:
        try:
            return [node.mem_id for node in tree.css(selector)]
        except SelectolaxError:
            return []  # as a browser does with a selector that it cannot read

    styles = tree.css("style")
    return Sheets(
        ((node.attributes.get("media") or "", node.text_content or node.text()) for node in styles),
        select,
    )


def _refuse_deep(source: str) -> None:
    """The parser's time grows with the square of the depth, so that there has to be a bound."""
    depth = 0
    for match in _NESTING.finditer(source):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        if depth > _DEEPEST:
            raise FilingError(
                f"The HTML nests more than {_DEEPEST} elements in one another.",
                fix="Save the page as a browser shows it, or give its text.",
            )


def _walk(root: LexborNode, walker: _Walker) -> None:
    """Depth first, with a stack of our own: broken pages nest by the ten thousand."""
    stack: list[LexborNode] = []
    node = root
    while True:
        child = walker.enter(node)
        if child is not None:
            stack.append(node)
            node = child
            continue
        following = node.next if stack else None
        while following is None:
            if not stack:
                return
            node = stack.pop()
            walker.leave()
            following = node.next if stack else None
        node = following


class _Walker:
    """Hands the builder what a node says, and keeps the state that nodes inherit."""

    def __init__(self, builder: _Builder, sheets: Sheets) -> None:
        self.builder = builder
        self.sheets = sheets
        self.state = _State(0, centred=False, indent=0.0, size=None, pre=False)
        self.stack: list[tuple[str, _State, Look]] = []
        self.known: dict[tuple[object, ...], tuple[_State, Look]] = {}

    def enter(self, node: LexborNode) -> LexborNode | None:
        """Takes the node in; its first child where the walk is to go down."""
        tag = node.tag or ""
        if tag == "-text":
            if self.state.unseen:
                self.builder.hide(node.text_content or "")
            else:
                self.builder.text(node.text_content or "", self.state)
            return None
        if tag in _UNSEEN:
            return None
        if tag in _BLOCKS:
            self.builder.hiding = False
        inner, look = self._entered(node, tag)
        instead = tag in _INSTEAD or (tag == "object" and "data" in node.attributes)
        if look.hidden or instead or (look.closed and tag not in _GROWING):
            if _XBRL not in (node.html or "")[:_HEAD].lower():
                self.builder.hide(node.text(deep=True, separator=" "))
            return None
        self.builder.open(tag, inner, look)
        child = node.first_child
        if child is None:
            self.builder.close(tag, look)
            return None
        self.stack.append((tag, self.state, look))
        self.state = inner
        return child

    def _entered(self, node: LexborNode, tag: str) -> tuple[_State, Look]:
        """State inside an element and its look; pages repeat the same few over and over."""
        attributes: _Attributes = node.attributes
        sheet = (
            self.sheets.style_of(node.mem_id, tag, attributes.get("class")) if self.sheets else ""
        )
        if not attributes and not sheet and tag not in _TELLING:
            return self.state, NOTHING
        key = (self.state, tag, sheet, "hidden" in attributes, *map(attributes.get, _LOOKED_AT))
        found = self.known.get(key)
        if found is None:
            style = f"{sheet};{attributes.get('style') or ''}"
            look = look_of(style) if len(style) > 1 else NOTHING
            if "hidden" in attributes:
                look = Look(hidden=True)
            found = self.known[key] = _changed(self.state, tag, look, attributes), look
        return found

    def leave(self) -> None:
        """The element entered last that is still open ends."""
        tag, self.state, look = self.stack.pop()
        self.builder.close(tag, look)


def _changed(state: _State, tag: str, look: Look, attributes: _Attributes) -> _State:
    style = state.style | _STYLED.get(tag, 0)
    if look is not NOTHING:
        style = _with(style, BOLD, on=look.bold)
        style = _with(style, ITALIC, on=look.italic)
        style = style | UNDERLINE if look.underline else style
    align = (attributes.get("align") or "").lower() if tag in _BLOCKS else ""
    centred = align == "center" if align else (state.centred or tag == "center")
    size = look.size or _HEADINGS.get(tag)
    if tag == "font" and not size:
        size = _FONT_SIZES.get(attributes.get("size") or "")
    tiny = look.tiny
    if tag == "font" and tiny is None and attributes.get("size"):
        tiny = False
    white, coloured = look.white, look.coloured
    if tag == "font" and attributes.get("color"):
        white = is_white((attributes["color"] or "").lower())
    if ground := attributes.get("bgcolor"):
        coloured = not is_white(ground.lower())
    lifted = True if tag in _RAISED else (None if tag in _BLOCKS else look.raised)
    return _State(
        style,
        centred if look.centred is None else look.centred,
        state.indent + look.indent + _INDENTED.get(tag, 0.0),
        size or state.size,
        state.pre or tag in {"pre", "listing", "xmp"},
        state.white if white is None else white,
        state.coloured if coloured is None else coloured,
        state.raised if lifted is None else lifted,
        state.aside or tag == "sub" or (tag == "a" and "#" in (attributes.get("href") or "")),
        state.clear if look.clear is None else look.clear,
        state.shown if look.shown is None else look.shown,
        state.tiny if tiny is None else tiny,
    )


def _with(style: int, bit: int, *, on: bool | None) -> int:
    if on is None:
        return style
    return style | bit if on else style & ~bit


class _Builder:
    """Gathers text into drafts; the rows of a table are settled when they end."""

    def __init__(self) -> None:
        self.sink: list[Draft] = []
        self.sinks: list[tuple[list[Draft], _Row | None]] = []
        self.row: _Row | None = None
        self.parts: list[str] = []
        self.length = 0
        self.runs: list[tuple[int, int, int]] = []
        self.blank = False
        self.line_break = False
        self.gap = False
        self.page = False
        self.item = False
        self.indent = 0.0
        self.state: _State | None = None
        self.preformatted: list[str] = []
        self.hidden: list[str] = []
        self.hiding = False  # nothing that is seen came after what was hidden last

    def finish(self) -> list[Draft]:
        """Every draft of the page."""
        self.flush()
        while self.sinks:
            self._close_row()
        return self.sink

    def hide(self, text: str) -> None:
        """Characters that the page holds and no reader sees, with those before in the block."""
        if self.hiding:
            self.hidden[-1] += text
        elif text.strip():
            self.hidden.append(text)
            self.hiding = True

    def open(self, tag: str, state: _State, look: Look) -> None:
        """An element begins."""
        self.blank = self.blank or tag in _BOXES
        if tag == "br":
            self._line_break(state)
        elif tag in _BLOCKS:
            self.flush()
            if tag == "tr":
                self.sinks.append((self.sink, self.row))
                self.row = _Row()
                self.sink = []
            elif tag in {"td", "th"} and self.row is not None:
                self.sink = []
                self.row.cells.append(self.sink)
            self.item = tag == "li" or (self.item and tag not in {"ul", "ol"})
            self.page = self.page or look.break_before or tag in {"hr", "page"}

    def close(self, tag: str, look: Look) -> None:
        """An element ends."""
        self.blank = self.blank or tag in _BOXES
        if tag not in _BLOCKS:
            return
        if self.length == 0 and tag in {"p", "div"} and self.blank:
            self.gap = True
        self.flush()
        self.item = self.item and tag != "li"
        self.page = self.page or look.break_after
        if tag == "tr" and self.sinks:
            self._close_row()

    def _close_row(self) -> None:
        row = self.row
        inner = self.sink
        self.sink, self.row = self.sinks.pop()
        if row is not None:
            self.sink.extend(row_drafts(row.cells) if row.cells else inner)

    def text(self, text: str, state: _State) -> None:
        """Characters, as the source has them; white space is folded as a browser folds it."""
        if state.pre:
            self.hiding = self.hiding and not text.strip()
            self.preformatted.append(raised(text) if state.raised else text)
            return
        if self.preformatted:
            self.flush()
        words = text.split()
        if not words:
            self.blank = self.blank or bool(text)
            if self.hiding and text:
                self.hidden[-1] += " "
            return
        self.hiding = False
        self._indentation(text)
        if self.length == 0:
            self.state = state
        elif self.line_break:
            self._append("\n", 0)
        elif self.blank or text[0].isspace():
            self._append(" ", 0)
        self.line_break = False
        self.blank = text[-1].isspace()
        piece = " ".join(words)
        if not piece.isascii():
            piece = piece.translate(_INVISIBLE)
        if state.raised or (state.aside and self._follows_digit() and _NOTE_MARK.fullmatch(piece)):
            piece = raised(piece)
        self._append(piece, state.style)

    def _follows_digit(self) -> bool:
        """Whether the next character stands right behind a digit."""
        return bool(self.parts) and self.parts[-1][-1:].isdecimal()

    def _indentation(self, text: str) -> None:
        if text[0] != "\u00a0":
            return
        hard = text[: len(text) - len(text.lstrip())].count("\u00a0")
        if self.line_break and hard >= _PARAGRAPH_NBSP:
            self.flush()
        if self.length == 0:
            self.indent = hard * _NBSP_WIDTH

    def _append(self, piece: str, style: int) -> None:
        start = self.length
        self.length += len(piece)
        self.parts.append(piece)
        extend_runs(self.runs, start, self.length, style)

    def _line_break(self, state: _State) -> None:
        if state.pre:
            self.preformatted.append("\n")
        elif self.length == 0:
            self.gap = True
        elif self.line_break:
            self.flush()
            self.gap = True
        else:
            self.line_break = True

    def flush(self) -> None:
        """The draft so far is complete."""
        if self.preformatted:
            self._preformatted()
        if self.length and self.state is not None:
            self.sink.append(
                Draft(
                    "".join(self.parts),
                    kind=BlockKind.LIST_ITEM if self.item else BlockKind.PARAGRAPH,
                    runs=self.runs,
                    centred=self.state.centred,
                    indent=self.state.indent + self.indent,
                    size=self.state.size,
                    gap=self.gap,
                    page_break=self.page,
                )
            )
            self.gap = self.page = self.item = False
            self.parts, self.runs, self.length = [], [], 0
        self.blank = self.line_break = False
        self.indent = 0.0

    def _preformatted(self) -> None:
        text = "".join(self.preformatted).translate(_INVISIBLE)
        self.preformatted = []
        layout = read_text(text)
        for index, block in enumerate(layout.blocks):
            draft = _draft(block, text)
            draft.page_break = index in layout.breaks or (index == 0 and self.page)
            self.sink.append(draft)
        if layout.blocks:
            self.page = False


def _draft(block: Block, text: str) -> Draft:
    start = block.span.start
    return Draft(
        block.span.of(text),
        kind=block.kind,
        runs=[
            (run.span.start - start, run.span.end - start, run.style.value) for run in block.runs
        ],
        centred=block.centred,
        indent=block.indent,
        gap=True,
    )
