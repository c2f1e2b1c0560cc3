"""The summary of the risk factors that a long section opens with (Reg. S-K Item 105(b))."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.splitting.entries import Entry
from summarizer.splitting.words import is_group_name, is_summary_heading


def summary_heads(entries: Sequence[Entry]) -> set[int]:
    """The indices of the headings that sort a summary, each over a list: no titles, no groups."""
    heads: set[int] = set()
    headings = [i for i, entry in enumerate(entries) if entry.is_heading and not entry.is_item]
    inside = False
    for index in headings:
        words = entries[index].words
        if is_summary_heading(words):
            inside = True
        elif inside and is_group_name(words) and _over_list(entries, index):
            heads.add(index)
        else:
            inside = False
    return heads


def _over_list(entries: Sequence[Entry], index: int) -> bool:
    return index + 1 < len(entries) and entries[index + 1].is_item
