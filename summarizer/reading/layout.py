"""What every reader hands on: a canonical text, blocks over it, and where its pages break."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from summarizer.records import Block, BlockKind, Run, Span, Style

# Glyphs that filings set as bullets, the letters that symbol fonts print as bullets among them
# (Wingdings: n, o, q, u, v, ü, §, Ø, ¡, ¨), and what OCR leaves of a middle dot.
_GLYPH = r"[•●▪▫·‣◦■□▪◆◊♦►▶➢➤✓✔○∙⋅§¡¨üØ\uf0a7\uf0b7\u2043*–—-]"
_SURE = r"[•●▪▫·‣◦■□◆◊♦►▶➢➤✓✔○∙⋅\uf0a7\uf0b7\u2043]"  # a bullet even without a blank after it
_BULLET = re.compile(
    rf"{_SURE}[ \t\n]*(?=[^\W_]|[\"“‘'($])|"
    rf"(?:{_GLYPH}|\\cdot|\\bullet|o(?=[ \t]))(?:[ \t]+(?:{_GLYPH}|\\cdot))?[ \t\n]+"
)
_ENUMERATOR = re.compile(r"\((?:[ivxl]{1,5}|[a-z]|\d{1,2})\)[ \t\n]+")
_LONE_BULLET = re.compile(rf"(?:{_GLYPH}|\\cdot|[onquv])(?:\s*{_GLYPH})?$")

_SHOWN = 300  # characters of hidden text that a note quotes
_FEWEST = 6  # words of hidden text that are worth a note, where it has no digit
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Draft:
    """A block while it is being read; ``runs`` are (start, end, style bits) within ``text``."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    centred: bool = False
    indent: float = 0.0
    size: float | None = None
    gap: bool = False  # an empty line stands before it
    page_break: bool = False  # a page begins with it


@dataclass(frozen=True, slots=True)
class Layout:
    """Canonical text with its blocks; ``breaks`` are the indices of blocks that begin a page.

    ``notes`` say what the file holds and a reader does not see, or sees and cannot be read.
    """

    text: str
    blocks: tuple[Block, ...]
    breaks: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


def marker_length(text: str) -> int:
    """Length of the list marker (bullet or bracketed enumerator, with blanks) at the start."""
    match = _BULLET.match(text) or _ENUMERATOR.match(text)
    return match.end() if match and match.end() < len(text) else 0


def is_bullet(text: str) -> bool:
    """Whether ``text`` is nothing but a bullet, as in the first cell of a layout table."""
    return _LONE_BULLET.match(text) is not None


def extend_runs(runs: list[tuple[int, int, int]], start: int, end: int, style: int) -> None:
    """Adds ``[start, end)`` in ``style``, to the last run where at most a blank is between."""
    if not style or start == end:
        return
    last = runs[-1] if runs else None
    if last and last[2] == style and last[1] >= start - 1:
        runs[-1] = (last[0], end, style)
    else:
        runs.append((start, end, style))


def join_drafts(drafts: list[Draft], separator: str) -> Draft:
    """One draft of several, in the first one's look, their runs moved to their places."""
    runs: list[tuple[int, int, int]] = []
    position = 0
    for draft in drafts:
        runs.extend((start + position, end + position, bits) for start, end, bits in draft.runs)
        position += len(draft.text) + len(separator)
    return replace(
        drafts[0],
        text=separator.join(draft.text for draft in drafts),
        runs=runs,
        page_break=any(draft.page_break for draft in drafts),
    )


_PRINTED = {
    code: sign
    for code in range(0x80, 0xA0)
    if (sign := bytes([code]).decode("cp1252", "ignore")) and sign != chr(code)
}
_STYLES = tuple(Style(bits) for bits in range(8))
_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_RAISED_MINUS = re.compile(r"[-−–](?=[⁰¹²³⁴-⁹])")
_LETTER = re.compile(r"(?<![^\W\d_])[a-z](?![^\W\d_])")
_LETTERS = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))


def hidden_notes(texts: Iterable[str]) -> tuple[str, ...]:
    """The notes on text that the file holds and hides from readers: sentences, and all digits."""
    told = (text for text in texts if _DIGIT.search(text) or len(_WORD.findall(text)) >= _FEWEST)
    return tuple(dict.fromkeys(map(_hidden_note, told)))


def _hidden_note(text: str) -> str:
    words = " ".join(text.split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
    return f"Text that the file hides from readers was left out: “{shown}”"


def raised(text: str) -> str:
    """``text`` of a superscript in the raised characters of Unicode, so that it joins no figure.

    Digits, brackets and lone letters, as the marks of footnotes are; one character stands for one,
    and a superscript word or ordinal ("31st") stays as it is.
    """
    if not (any(sign.isdecimal() for sign in text) or _LETTER.search(text)):
        return text
    marks = _LETTER.sub(lambda match: _LETTERS.get(match.group(), match.group()), text)
    return _RAISED_MINUS.sub("⁻", marks.translate(_RAISED))


def with_printed_signs(text: str) -> str:
    """``text`` with windows-1252 signs where a converter left their numbers as control characters.

    Every viewer shows U+0092 and its like as that sign; one character stands for one.
    """
    return text if text.isascii() else text.translate(_PRINTED)


def assemble(drafts: list[Draft], notes: tuple[str, ...] = ()) -> Layout:
    """One block a line, in the order given."""
    parts: list[str] = []
    blocks: list[Block] = []
    breaks: set[int] = set()
    position = 0
    for draft in drafts:
        draft.text = with_printed_signs(draft.text)
        if draft.page_break:
            breaks.add(len(blocks))
        blocks.append(_placed(draft, position))
        parts.append(draft.text)
        position += len(draft.text) + 1
    return Layout("\n".join(parts), tuple(blocks), frozenset(breaks), notes)


def _placed(draft: Draft, position: int) -> Block:
    kind, marker = draft.kind, 0
    if kind is not BlockKind.TABLE_ROW:
        marker = marker_length(draft.text)
        kind = BlockKind.LIST_ITEM if marker else kind
    return Block(
        span=Span(position, position + len(draft.text)),
        kind=kind,
        marker=marker,
        runs=tuple(
            Run(Span(position + start, position + end), _STYLES[bits])
            for start, end, bits in draft.runs
        ),
        centred=draft.centred,
        indent=draft.indent,
        size=draft.size,
    )
