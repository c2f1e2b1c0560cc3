"""Pages whose HTML sets every hard-wrapped line as a paragraph of its own."""

from __future__ import annotations

from summarizer.reading.layout import Draft, join_drafts, marker_length
from summarizer.reading.lines import Line, begins_paragraph
from summarizer.records import BlockKind

_ENOUGH = 20  # lines, before a share of them means anything
_SHARE = 0.2  # of all paragraphs begin in the middle of a sentence: these are lines
_WIDEST = 120  # characters
_POINTS_PER_COLUMN = 6.0


def join_wrapped(drafts: list[Draft]) -> list[Draft]:
    """The drafts, lines joined to paragraphs where the page is set line by line."""
    if not _is_wrapped(drafts):
        return drafts
    joined: list[Draft] = []
    group: list[Draft] = []
    width = max((len(draft.text) for draft in drafts if _is_line(draft)), default=0)
    for draft in drafts:
        if group and not _goes_on(draft, group, width):
            joined.append(join_drafts(group, "\n"))
            group = []
        group.append(draft)
    return joined + ([join_drafts(group, "\n")] if group else [])


def _is_line(draft: Draft) -> bool:
    return draft.kind is BlockKind.PARAGRAPH and len(draft.text) <= _WIDEST


def _is_wrapped(drafts: list[Draft]) -> bool:
    lines = [draft for draft in drafts if draft.kind is BlockKind.PARAGRAPH]
    broken = sum(
        draft.text[:1].islower() and not draft.gap and not marker_length(draft.text)
        for draft in lines
    )
    return broken >= _ENOUGH and broken >= _SHARE * len(lines)


def _goes_on(draft: Draft, group: list[Draft], width: int) -> bool:
    if draft.page_break or draft.centred or not (_is_line(draft) and _is_line(group[-1])):
        return False
    if _tail_style(group[-1]) != _head_style(draft) and draft.text[:1].isupper():
        return False
    return not begins_paragraph(_line(draft), _line(group[-1]), _line(group[0]), width)


def _tail_style(draft: Draft) -> int:
    """The style in which the line ends."""
    last = draft.runs[-1] if draft.runs else None
    return last[2] if last and last[1] == len(draft.text) else 0


def _head_style(draft: Draft) -> int:
    """The style in which the line begins."""
    first = draft.runs[0] if draft.runs else None
    return first[2] if first and first[0] == 0 else 0


def _line(draft: Draft) -> Line:
    return Line(draft.text, draft.indent / _POINTS_PER_COLUMN, draft.gap)
