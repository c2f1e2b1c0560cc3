"""DOCX: paragraphs and tables of the body, with what styles and direct formatting make of them.

python-docx (lxml under it, which expands no entities) opens the package and resolves its parts; the
look of a run is resolved as Word does it: document defaults, table and paragraph style with those
it is based on, character style, direct formatting (ECMA-376 part 1, 17.7.2).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from summarizer.errors import FilingError
from summarizer.reading.css import is_white
from summarizer.reading.layout import Draft, Layout, assemble, extend_runs, hidden_notes, raised
from summarizer.reading.tables import row_drafts
from summarizer.records import BlockKind, Style

_BOLD, _ITALIC, _UNDERLINE = Style.BOLD.value, Style.ITALIC.value, Style.UNDERLINE.value
_LARGEST = 400_000_000  # bytes unpacked
_RATIO = 200  # times: no office program packs so tightly; text packs to a tenth
_SMALL = 10_000_000  # bytes unpacked that are harmless at any ratio
_TWENTIETHS = 20.0  # of a point
_HALVES = 2.0
# What python-docx, lxml and zipfile raise on a broken package.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, etree.LxmlError, PackageNotFoundError, KeyError, ValueError),
    *(AttributeError, TypeError, NotImplementedError, EOFError, OSError, IndexError),
)
_Element = Any  # of lxml, which carries no types
_DEEPEST = 50  # styles based on styles

# Names of WordprocessingML.
_P = qn("w:p")
_R = qn("w:r")
_T = qn("w:t")
_BR = qn("w:br")
_TBL = qn("w:tbl")
_TR = qn("w:tr")
_TC = qn("w:tc")
_PPR = qn("w:pPr")
_RPR = qn("w:rPr")
_PSTYLE = qn("w:pStyle")
_RSTYLE = qn("w:rStyle")
_STYLE = qn("w:style")
_BASED_ON = qn("w:basedOn")
_RPR_DEFAULT = qn("w:rPrDefault")
_B = qn("w:b")
_I = qn("w:i")
_U = qn("w:u")
_SZ = qn("w:sz")
_VANISH = qn("w:vanish")
_VERTICAL = qn("w:vertAlign")
_POSITION = qn("w:position")
_COLOR = qn("w:color")
_SHD = qn("w:shd")
_FILL = qn("w:fill")
_HIGHLIGHT = qn("w:highlight")
_TBLPR = qn("w:tblPr")
_TCPR = qn("w:tcPr")
_TBLSTYLE = qn("w:tblStyle")
_BACKGROUND = qn("w:background")
_JC = qn("w:jc")
_IND = qn("w:ind")
_NUMPR = qn("w:numPr")
_NUMID = qn("w:numId")
_ILVL = qn("w:ilvl")
_BREAK_BEFORE = qn("w:pageBreakBefore")
_VAL = qn("w:val")
_TYPE = qn("w:type")
_ID = qn("w:styleId")
_DEFAULT = qn("w:default")
_LEFT = qn("w:left")
_START = qn("w:start")
_FIRST = qn("w:firstLine")
_HANGING = qn("w:hanging")
_NO_BREAK_HYPHEN = qn("w:noBreakHyphen")
_RENDERED_BREAK = qn("w:lastRenderedPageBreak")
_BOX = qn("w:txbxContent")
_ABSTRACT = qn("w:abstractNum")
_ABSTRACT_ID = qn("w:abstractNumId")
_LVL = qn("w:lvl")
_NUMFMT = qn("w:numFmt")
_NUM = qn("w:num")
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# What only wraps what it holds; deleted text (w:del, w:moveFrom) is not among them.
_THROUGH = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:hyperlink", "w:smartTag"))
) | frozenset(map(qn, ("w:fldSimple", "w:customXml")))
_BLANKS = frozenset(map(qn, ("w:tab", "w:ptab", "w:cr")))
_BOXED = frozenset((qn("w:drawing"), qn("w:pict"), _ALTERNATE))
_TRUE = frozenset(("1", "true", "on"))


def read_docx(raw: bytes, name: str) -> Layout:
    """Blocks of a DOCX's body.

    Raises FilingError where it is damaged, encrypted or a bomb, or declares entities.
    """
    _refuse_bomb(raw, name)
    try:
        document = docx.Document(io.BytesIO(raw))
        _refuse_declarations(document, name)
        reader = _Reader(document)
        drafts = list(reader.drafts())
        return assemble(drafts, hidden_notes(reader.hidden))
    except _DAMAGE as error:
        raise FilingError(
            f"{name} is a damaged DOCX ({type(error).__name__}).",
            fix="Open it in a word processor, save it anew and give that file.",
        ) from None


def _refuse_bomb(raw: bytes, name: str) -> None:
    """Before anything is unpacked: what the archive says that it will unpack to."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            encrypted = any(part.flag_bits & 1 for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise FilingError(
            f"{name} is a damaged DOCX.", fix="Get the file again, or save it anew."
        ) from None
    if encrypted:
        raise FilingError(f"{name} is encrypted.", fix="Save it without a password.")
    if unpacked > _LARGEST or unpacked > max(_SMALL, _RATIO * len(raw)):
        raise FilingError(
            f"{name} would unpack to {unpacked / 1e6:,.0f} MB, {unpacked / len(raw):,.0f} times "
            "its size.",
            fix="Open it in a word processor, save it anew and give that file.",
        )


def _refuse_declarations(document: Document, name: str) -> None:
    """Entities could stand for words; no package may declare any (ECMA-376 part 2)."""
    for part in document.part.package.iter_parts():
        root = getattr(part, "element", None)
        if root is not None and root.getroottree().docinfo.internalDTD is not None:
            raise FilingError(
                f"{name} declares entities in {part.partname}, as no DOCX may.",
                fix="Open it in a word processor, save it anew and give that file.",
            )


class _Look(NamedTuple):
    """What run properties come to; None where they say nothing."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    raised: bool | None = None
    white: bool | None = None  # the ink
    coloured: bool | None = None  # the ground

    def under(self, other: _Look) -> _Look:
        """The look, with ``other``'s word where it has one."""
        return self._replace(**_said(other))

    @property
    def unseen(self) -> bool:
        """Whether no reader sees what is written so."""
        return bool(self.hidden or (self.white and not self.coloured))

    @property
    def style(self) -> int:
        """The bits of ``Style``."""
        bits = _BOLD if self.bold else 0
        return bits | (_ITALIC if self.italic else 0) | (_UNDERLINE if self.underline else 0)


class _Place(NamedTuple):
    """What paragraph properties come to."""

    centred: bool | None = None
    indent: float | None = None
    listed: tuple[str, str] | None = None  # numbering id and level
    breaks: bool | None = None

    def under(self, other: _Place) -> _Place:
        """The place, with ``other``'s word where it has one."""
        return self._replace(**_said(other))


def _said(properties: _Look | _Place) -> dict[str, Any]:
    return {name: value for name, value in properties._asdict().items() if value is not None}


class _Reader:
    """One walk over the body, in the order of the document."""

    def __init__(self, document: Document) -> None:
        self.body = document.element.body
        self.styles = _Styles(document.styles.element)
        self.bullets = _bullets(document)
        self.hidden: list[str] = []
        page = document.element.find(_BACKGROUND)
        self.ground = [page is not None and _is_ground(page.get(_COLOR))]

    def drafts(self) -> Iterator[Draft]:
        """Every paragraph and row of the body."""
        yield from self._blocks(self.body)

    def _blocks(self, parent: _Element) -> Iterator[Draft]:
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag in _THROUGH:
                yield from self._blocks(child)

    def _table(self, table: _Element) -> Iterator[Draft]:
        ground = self.ground[-1] or self.styles.colours(_style_name(table.find(_TBLPR), _TBLSTYLE))
        ground = _shaded(table.find(_TBLPR), otherwise=ground)
        for row in _rows(table):
            cells: list[list[Draft]] = []
            for cell in _cells(row):
                self.ground.append(_shaded(cell.find(_TCPR), otherwise=ground))
                cells.append(list(self._blocks(cell)))
                self.ground.pop()
            yield from row_drafts(cells)

    def _paragraph(self, paragraph: _Element) -> Iterator[Draft]:
        name = _style_name(paragraph.find(_PPR), _PSTYLE)
        look, place = self.styles.paragraph(name)
        place = place.under(_place(paragraph.find(_PPR)))
        ground = self.ground[-1] if look.coloured is None else look.coloured
        look = look._replace(coloured=_shaded(paragraph.find(_PPR), otherwise=ground))
        text = _Text()
        boxes: list[_Element] = []
        self._runs(paragraph, look, text, boxes)
        if text.length:
            bulleted = place.listed is not None and place.listed in self.bullets
            yield Draft(
                "".join(text.parts),
                kind=BlockKind.LIST_ITEM if bulleted else BlockKind.PARAGRAPH,
                runs=text.runs,
                centred=bool(place.centred),
                indent=place.indent or 0.0,
                size=text.size,
                page_break=bool(place.breaks) or text.page,
            )
        for box in boxes:
            yield from self._blocks(box)

    def _runs(self, parent: _Element, look: _Look, text: _Text, boxes: list[_Element]) -> None:
        for child in parent:
            if child.tag == _R:
                own = look.under(self.styles.run(_style_name(child.find(_RPR), _RSTYLE)))
                own = own.under(_look(child.find(_RPR)))
                if own.unseen:
                    self.hidden.append("".join(part.text or "" for part in child.iter(_T)))
                else:
                    _take(child, own, text, boxes)
            elif child.tag in _THROUGH:
                self._runs(child, look, text, boxes)


class _Text:
    """Text being gathered, white space folded, with its runs."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.runs: list[tuple[int, int, int]] = []
        self.length = 0
        self.blank = ""
        self.size: float | None = None
        self.page = False

    def add(self, piece: str, look: _Look) -> None:
        """Adds characters in one look."""
        words = piece.split()
        if piece[:1].isspace() or not words:
            self.blank = self.blank or " "
        if not words:
            return
        if self.length:
            self._append(self.blank, 0)
        else:
            self.size = look.size
        self._append(" ".join(words), look.style)
        self.blank = " " if piece[-1].isspace() else ""

    def _append(self, piece: str, style: int) -> None:
        self.parts.append(piece)
        extend_runs(self.runs, self.length, self.length + len(piece), style)
        self.length += len(piece)


def _take(run: _Element, look: _Look, text: _Text, boxes: list[_Element]) -> None:
    """What a run shows: characters, breaks, and the boxes anchored in it."""
    for child in run:
        if child.tag == _T:
            piece = child.text or ""
            text.add(raised(piece) if look.raised else piece, look)
        elif child.tag in _BLANKS:
            text.add(" ", look)
        elif child.tag == _NO_BREAK_HYPHEN:
            text.add("-", look)
        elif child.tag == _BR:
            text.blank = "\n"
        if child.tag == _RENDERED_BREAK or (child.tag == _BR and child.get(_TYPE) == "page"):
            text.page = text.page or text.length == 0
        if child.tag in _BOXED:
            choice = next(child.iter(_CHOICE), child)
            boxes.extend(choice.iter(_BOX))


class _Styles:
    """The document's styles, each resolved with those that it is based on."""

    def __init__(self, root: _Element) -> None:
        self.by_name = {style.get(_ID): style for style in root.iter(_STYLE)}
        self.default = next(
            (
                style.get(_ID)
                for style in root.iter(_STYLE)
                if style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) in _TRUE
            ),
            None,
        )
        self.basis = _look(next(root.iter(_RPR_DEFAULT), root).find(_RPR))
        self.known: dict[str | None, tuple[_Look, _Place]] = {}

    def paragraph(self, name: str | None) -> tuple[_Look, _Place]:
        """Look and place of a paragraph in the style ``name``."""
        look, place = self._resolved(name if name in self.by_name else self.default)
        return self.basis.under(look), place

    def run(self, name: str | None) -> _Look:
        """Look of a run in the character style ``name``."""
        return self._resolved(name)[0] if name in self.by_name else _Look()

    def colours(self, name: str | None) -> bool:
        """Whether the table style ``name``, or one it is based on, shades anything."""
        for _ in range(_DEEPEST):
            style = self.by_name.get(name)
            if style is None:
                return False
            if any(_is_ground(shading.get(_FILL)) for shading in style.iter(_SHD)):
                return True
            name = _style_name(style, _BASED_ON)
        return False

    def _resolved(self, name: str | None) -> tuple[_Look, _Place]:
        if name not in self.known:
            chain: list[_Element] = []
            at: str | None = name
            while at in self.by_name and len(chain) < _DEEPEST:
                chain.append(self.by_name[at])
                based = chain[-1].find(_BASED_ON)
                at = None if based is None else based.get(_VAL)
            look, place = _Look(), _Place()
            for style in reversed(chain):
                look = look.under(_look(style.find(_RPR)))
                look = look.under(_Look(coloured=_shading(style.find(_PPR))))
                place = place.under(_place(style.find(_PPR)))
            self.known[name] = look, place
        return self.known[name]


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == _TR:
            yield child
        elif child.tag in _THROUGH:
            yield from _rows(child)


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in _THROUGH:
            yield from _cells(child)


def _style_name(properties: _Element | None, tag: str) -> str | None:
    found = None if properties is None else properties.find(tag)
    return None if found is None else found.get(_VAL)


def _look(properties: _Element | None) -> _Look:
    if properties is None:
        return _Look()
    size = properties.find(_SZ)
    colour = properties.find(_COLOR)
    highlight = properties.find(_HIGHLIGHT)
    marked = highlight is not None and highlight.get(_VAL) not in {"none", "white"}
    underline = properties.find(_U)
    return _Look(
        bold=_toggle(properties, _B),
        italic=_toggle(properties, _I),
        underline=None if underline is None else underline.get(_VAL, "single") != "none",
        size=None if size is None else _number(size.get(_VAL)) / _HALVES,
        hidden=_toggle(properties, _VANISH),
        raised=_is_raised(properties),
        white=None if colour is None else is_white(str(colour.get(_VAL)).lower()),
        coloured=True if marked else _shading(properties),
    )


def _shading(properties: _Element | None) -> bool | None:
    """Whether properties set a ground that is not white; None where they say nothing."""
    shading = None if properties is None else properties.find(_SHD)
    if shading is None:
        return None
    solid = str(shading.get(_VAL, "clear")) not in {"clear", "nil"}  # a pattern of another ink
    return solid or _is_ground(shading.get(_FILL))


def _shaded(properties: _Element | None, *, otherwise: bool) -> bool:
    own = _shading(properties)
    return otherwise if own is None else own


def _is_ground(fill: str | None) -> bool:
    return bool(fill) and fill != "auto" and not is_white(str(fill).lower())


def _is_raised(properties: _Element) -> bool | None:
    vertical, position = properties.find(_VERTICAL), properties.find(_POSITION)
    if position is not None and _number(position.get(_VAL)) > 0:
        return True
    return None if vertical is None else vertical.get(_VAL) == "superscript"


def _place(properties: _Element | None) -> _Place:
    if properties is None:
        return _Place()
    align, indent, number = (properties.find(tag) for tag in (_JC, _IND, _NUMPR))
    listed = None
    if number is not None:
        listed = _value(number.find(_NUMID)), _value(number.find(_ILVL))
    return _Place(
        centred=None if align is None else align.get(_VAL) == "center",
        indent=None if indent is None else _indent(indent),
        listed=listed,
        breaks=_toggle(properties, _BREAK_BEFORE),
    )


def _value(element: _Element | None) -> str:
    return "0" if element is None else str(element.get(_VAL, "0"))


def _indent(indent: _Element) -> float:
    left = _number(indent.get(_LEFT) or indent.get(_START))
    first = _number(indent.get(_FIRST)) - _number(indent.get(_HANGING))
    return max(0.0, left + first) / _TWENTIETHS


def _number(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0


def _toggle(properties: _Element, tag: str) -> bool | None:
    found = properties.find(tag)
    return None if found is None else found.get(_VAL, "true") in _TRUE


def _bullets(document: Document) -> frozenset[tuple[str, str]]:
    """Numbering ids and levels that print a bullet rather than a number."""
    parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype == RT.NUMBERING]
    if not parts:
        return frozenset()
    root = parts[0].element
    levels = {
        (abstract.get(_ABSTRACT_ID), level.get(_ILVL))
        for abstract in root.iter(_ABSTRACT)
        for level in abstract.iter(_LVL)
        if (form := level.find(_NUMFMT)) is not None and form.get(_VAL) == "bullet"
    }
    return frozenset(
        (number.get(_NUMID), level)
        for number in root.iter(_NUM)
        if (abstract := number.find(_ABSTRACT_ID)) is not None
        for of, level in levels
        if of == abstract.get(_VAL)
    )
