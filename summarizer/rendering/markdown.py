"""The memo in Markdown (CommonMark with tables), where no text of the filing can act as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.memo import Memo
from summarizer.rendering.annexes import annexes
from summarizer.rendering.document import (
    Block,
    Heading,
    Items,
    Line,
    Paragraph,
    Quotation,
    Table,
    Text,
)
from summarizer.rendering.front import front
from summarizer.rendering.plain_text import visible

# What can begin or end markup anywhere in a line: emphasis, code, links, images, HTML.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>~{}]")
# What turns into a link or another character by itself: addresses, e-mail, entities.
_BY_ITSELF = re.compile(r"(?<=\w)(?=://)|(?<=\bwww)(?=\.)|(?=@\w)|(?=&#?\w+;)", re.IGNORECASE)
# A number that would begin a list.
_NUMBER = re.compile(r"\d{1,9}[.)](?:\s|$)")
_PIPE, _ESCAPED_PIPE = "|", r"\|"


def render_memo(memo: Memo) -> str:
    """The whole memo as Markdown, ending in a line feed; equal memos give equal text."""
    return markdown((*front(memo), *annexes(memo)))


def markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown, one blank line between them."""
    return "\n\n".join(map(_block, blocks)) + "\n"


def escaped(text: str) -> str:
    """What is visible of ``text``, such that CommonMark shows just that where a line goes on."""
    return _BY_ITSELF.sub(r"\\", _ANYWHERE.sub(r"\\\g<0>", visible(text)))


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            words = escaped(text).strip().replace("#", r"\#")
            return f"{'#' * level} {words}"
        case Paragraph(line=line):
            return _opening(line)
        case Quotation(line=line):
            return f"> {_opening(line)}"
        case Items(lines=lines, numbered=numbered):
            return "\n".join(
                f"{f'{number}.' if numbered else '-'} {_opening(line)}"
                for number, line in enumerate(lines, start=1)
            )
        case Table(head=head, rows=rows):
            cells = [[escaped(name) for name in head], ["---"] * len(head)]
            cells += [[_line(cell) for cell in row] for row in rows]
            return "\n".join(map(_row, cells))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace(_PIPE, _ESCAPED_PIPE) for cell in cells)} |"


def _opening(line: Line) -> str:
    """The line where it opens a block, so that its first characters make no other block of it."""
    text = _line(line)
    if text[:1] in tuple("#+-="):
        return f"\\{text}"
    number = _NUMBER.match(text)
    if number is None:
        return text
    digits = len(number[0].rstrip().rstrip(".)"))
    return f"{text[:digits]}\\{text[digits:]}"


def _line(line: Line) -> str:
    return "".join(map(_text, line)).strip()


def _text(text: Text) -> str:
    words = escaped(text.text)
    if text.to is not None:
        words = f"[{words}](#{text.to.lower()})"
    mark = "**" if text.bold else "*" if text.italic else ""
    return f"{mark}{words.strip()}{mark}" if mark and words.strip() else words
