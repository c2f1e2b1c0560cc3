"""The blocks of a section body, each with what may make it a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from summarizer.records import Block, BlockKind
from summarizer.splitting.instructions import addresses_machine
from summarizer.splitting.look import Lead, lead_of, plain_of


class Part(StrEnum):
    """What an entry begins."""

    TITLE = "title"
    GROUP = "group"
    MORE = "more"  # goes on with the title before it
    NOTE = "note"  # heads what is no risk
    REPEAT = "repeat"  # the section's own heading again, on a later page
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Entry:
    """A block that is not furniture; ``words`` are its lead's, or its own, with blanks folded."""

    block: Block
    lead: Lead | None
    words: str
    text: str  # of the whole block, list marker left out

    @property
    def is_row(self) -> bool:
        """Whether the block is a row of a table of data."""
        return self.block.kind is BlockKind.TABLE_ROW

    @property
    def is_item(self) -> bool:
        """Whether the block is an item of a list."""
        return self.block.kind is BlockKind.LIST_ITEM

    @property
    def is_heading(self) -> bool:
        """Whether the block looks like a heading from its first to its last character."""
        return self.lead is not None and self.lead.whole


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an entry begins and the rule that says so, for who asks why."""

    part: Part
    reason: str


_LONGEST_TITLE = 1_200  # characters


def entries_of(text: str, blocks: Sequence[Block]) -> list[Entry]:
    """The entries of ``blocks``, furniture left out."""
    plain = plain_of(blocks)
    entries: list[Entry] = []
    for block in blocks:
        if block.is_furniture:
            continue
        lead = None if block.kind is BlockKind.TABLE_ROW else lead_of(text, block, plain)
        if lead is not None and not 0 < len(lead.span) <= _LONGEST_TITLE:
            lead = None
        own = text[block.span.start + block.marker : block.span.end]
        words = " ".join((lead.span.of(text) if lead else own).split())
        entries.append(Entry(block, lead, words, own))
    return [
        replace(entry, lead=None, words=" ".join(entry.text.split()))
        if entry.lead and addresses_machine(entry.words) and not _over_text(entries, index)
        else entry
        for index, entry in enumerate(entries)
    ]


def _over_text(entries: Sequence[Entry], index: int) -> bool:
    """Whether text follows at once: an order put in the place of a title hides no risk factor."""
    following = entries[index + 1 : index + 2]
    return not entries[index].is_heading or any(not entry.is_heading for entry in following)
