"""The lines of a page in the order in which they are read, where its content has another.

A converter may write the paragraphs of a page first and its lists and headings afterwards, each in
its right place. The columns of a page, however, are rightly written one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from summarizer.reading.typeset import Line, on_line

_ABOVE = 0.5  # of the type size: a line so far above the one before it goes back up the page
_LEVEL = 0.35  # of the type size: how far the base lines of lines beside each other may differ
_RAISED = 0.85  # of the type size: a mark above the line is smaller
_PROSE = 5  # words of a line of a column
_MOST = 2_000  # lines of a page that a person reads; the bound keeps hostile input linear
_COLUMN = 3  # lines of prose beside others


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of one page, from the top down if some stand out of order in a single column."""
    if len(lines) > _MOST or not _is_mixed_up(lines):
        return list(lines)
    placed = sorted(zip(_levels(lines), lines, strict=True), key=lambda one: (-one[0], one[1].left))
    if _has_columns([line for _, line in placed]):
        return list(lines)
    ordered: list[Line] = []
    for _, line in placed:
        if ordered and on_line(ordered[-1].words[-1], line.words[0]):
            ordered[-1] = Line((*ordered[-1].words, *line.words), line.page)
        else:
            ordered.append(line)
    return ordered


def _is_mixed_up(lines: Sequence[Line]) -> bool:
    """Whether a line goes back up the page, over one that was written before it."""
    lowest = lines[0].base if lines else 0.0
    for index, line in enumerate(lines):
        if line.base > lowest + _ABOVE * line.size:
            below = (other for other in lines[:index] if other.base < line.base - line.size)
            if any(_overlap(line, other) for other in below):
                return True
        lowest = min(lowest, line.base)
    return False


def _levels(lines: Sequence[Line]) -> list[float]:
    """The base of each line; that of a raised mark is the one of the line before it."""
    levels: list[float] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else line
        above = 0 < line.base - before.base < before.size
        raised = above and line.size < _RAISED * before.size
        levels.append(levels[-1] if raised else line.base)
    return levels


def _has_columns(lines: Sequence[Line]) -> bool:
    """Whether prose stands beside prose; ``lines`` go from the top down."""
    prose = [line for line in lines if len(line.words) >= _PROSE]
    beside = sum(
        abs(one.base - other.base) <= _LEVEL * one.size and not _overlap(one, other)
        for one, other in pairwise(prose)
    )
    return beside >= _COLUMN


def _overlap(one: Line, other: Line) -> bool:
    return one.left < other.right and other.left < one.right
