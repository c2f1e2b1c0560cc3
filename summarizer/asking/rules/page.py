"""The units of a chunk as the rules read them: plain text beside text with marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.asking.rules.wording import fold
from summarizer.numbering import page_line
from summarizer.records import Chunk, Unit, placed

HEADING = "h"

_PREPOSITION = (
    r"(?:in|on|at|by|for|from|since|until|during|before|after|of|between|to|through|within|over|"
    r"as of|prior to|under|with)"
)
_DOUBLED = re.compile(rf"\b{_PREPOSITION} (?:the )?\{{[at]\d+!?\|{_PREPOSITION}\b", re.IGNORECASE)
_MARK = re.compile(r"\{([at]\d+)(!?)\|[^{}]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A unit with blanks folded: ``text`` as printed, ``marked`` with figures and dates as marks.

    A damaged figure's mark stands in quotation marks. ``doubled`` is whether a mark brings a
    preposition where the sentence has one already ("until after May 3").
    """

    id: str
    text: str
    marked: str
    doubled: bool = False

    @property
    def bullet(self) -> bool:
        """Whether it is a list's item."""
        return self.id.startswith("b")

    @property
    def heading(self) -> bool:
        """Whether it is the risk factor's heading."""
        return self.id == HEADING


def lines_of(chunk: Chunk) -> tuple[Line, ...]:
    """The chunk's units in order, the heading first."""
    return tuple(_line(unit, page_line(chunk.numbered, unit)) for unit in chunk.units)


def _line(unit: Unit, page: str) -> Line:
    return Line(
        id=unit.id,
        text=fold(unit.text),
        marked=_marked(page),
        doubled=bool(_DOUBLED.search(page)),
    )


def _marked(line: str) -> str:
    """A line of the page without its id, each mark without the words inside it."""
    text = line.partition(" ")[2]
    return _MARK.sub(lambda mark: f'"{{{mark[1]}}}"' if mark[2] else f"{{{mark[1]}}}", text)


def offset_in(unit: Unit, position: int) -> int:
    """Where a position of the canonical text stands in the unit's own text."""
    for span, offset in placed(unit.spans):
        if position <= span.end:
            return offset + max(position - span.start, 0)
    return len(unit.text)
