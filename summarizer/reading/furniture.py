"""Page furniture: page numbers and running heads, told by where they stand and that they recur."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

from summarizer.reading.layout import Layout
from summarizer.records import Block, BlockKind

# "13", "- 13 -", "Page 13 of 90", "S-4", "F-12", "iv", "[13]", "13 | Page".
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s*)?(?:[A-Z]{1,2}\s?-\s?)?(?:\d{1,3}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,3})?\W*(?:page)?\W*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:[*_=~—–-]\s*){3,}$")  # "* * *" and "_____" part what they stand between
_MARGIN = 3  # blocks on either side of a page break in which furniture stands
_BESIDE = 2  # blocks on either side of a lone page number
_LONGEST = 160  # characters of a running head
_SHORT = 60  # characters of a block that merely interrupts
_RECURS = 3
_NEAR_SHARE = 0.5
# The numbers of a running head differ from page to page: "Item 1A", "Items 1A, 1B", "Part I | 19".
_NUMBERS = re.compile(r"\d+[A-D]?(?:(?:,\s*|\s+and\s+|\s*&\s*)\d+[A-D]?)*")
_PAGE = re.compile(r"^\W*\d{1,3}\b\W*|\b\d{1,3}\W*$")
_CHAPTER = re.compile(r"(?:item|part)\b|.{0,30}risk\s+factors", re.IGNORECASE)
_COUNTED = re.compile(r"^\W*(\d{1,3})\b(?![.,)]\s*\w)|\b(\d{1,3})\W*$")
_PAGES = 4  # that a counting foot stands on
_STEP = 5  # pages between two of its places
_FEWEST_WORDS = 3
_OPEN_END = re.compile(r"[\w,–—-]$")
_NEXT_ITEM = re.compile(r"(?:item|part)\s", re.IGNORECASE)


def mark_furniture(layout: Layout) -> tuple[Block, ...]:
    """The blocks with furniture marked, and marked where they go on with an open sentence."""
    blocks = list(layout.blocks)
    texts = [block.span.of(layout.text) if len(block.span) <= _LONGEST else "" for block in blocks]
    near = _near_breaks(layout, texts)
    found = set(_furniture(texts, near)) | set(_counting(texts))
    found.update(index for index, block in enumerate(blocks) if block.is_furniture)
    found.update(index for index, text in enumerate(texts) if _RULE.match(text))
    found.update(_interrupting(layout, near - found, found))
    for index in found:
        if not blocks[index].is_furniture:
            blocks[index] = replace(blocks[index], kind=BlockKind.FURNITURE, marker=0)
    return _continued(layout.text, blocks)


def _near_breaks(layout: Layout, texts: list[str]) -> set[int]:
    """Indices of blocks next to a page break; a lone page number is as good as a break."""
    near: set[int] = set()
    for at in layout.breaks:
        near.update(range(at - _MARGIN, at + _MARGIN))
    # Rules and tags between a page number and a running head do not count.
    shown = [index for index, block in enumerate(layout.blocks) if not block.is_furniture]
    for place, at in enumerate(shown):
        if texts[at] and _PAGE_NUMBER.match(texts[at]):
            near.update(shown[max(0, place - _BESIDE) : place + _BESIDE + 1])
    return near


def _furniture(texts: list[str], near: set[int]) -> list[int]:
    keys = [_NUMBERS.sub("#", " ".join(text.split())) for text in texts]
    total = Counter(key for key in keys if key)
    beside = Counter(key for index, key in enumerate(keys) if key and index in near)
    found: list[int] = []
    seen: set[str] = set()
    for index, key in enumerate(keys):
        text = texts[index]
        name = _PAGE.sub("", text).rstrip(" \t|.–—-")
        first = name not in seen
        seen.add(name)
        if not key or index not in near:
            continue
        number = _PAGE_NUMBER.match(text) is not None
        recurs = beside[key] >= _RECURS and beside[key] >= _NEAR_SHARE * total[key]
        # The first of its kind may be the chapter's own heading, which the others repeat.
        if number or (recurs and not (first and _CHAPTER.match(text))):
            found.append(index)
    return found


def _counting(texts: list[str]) -> list[int]:
    """Running heads and feet that count the pages, wherever they stand: "Annual Report | 17".

    A converted document has no page breaks left, but its feet still differ by their number alone,
    which grows from one to the next.
    """
    pages: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, text in enumerate(texts):
        match = _COUNTED.search(text)
        if match and len(text.split()) >= _FEWEST_WORDS:
            name = text[: match.start()] + "#" + text[match.end() :]
            pages[" ".join(name.split())].append((index, int(match[1] or match[2])))
    return [
        index
        for found in pages.values()
        if len(found) >= _PAGES
        and all(0 < later - one <= _STEP for (_, one), (_, later) in pairwise(found))
        for index, _ in found
    ]


def _interrupting(layout: Layout, candidates: set[int], furniture: set[int]) -> list[int]:
    """Short blocks that stand at a page break in the middle of a sentence."""
    text, blocks = layout.text, layout.blocks
    kept = [index for index in range(len(blocks)) if index not in furniture]
    place = {index: at for at, index in enumerate(kept)}
    found: list[int] = []
    for index in candidates:
        at = place.get(index)
        if at is None or not 0 < at < len(kept) - 1 or len(blocks[index].span) > _SHORT:
            continue
        before, after = blocks[kept[at - 1]], blocks[kept[at + 1]]
        if text[after.span.start].islower() and _goes_on(text, before, after, interrupted=True):
            found.append(index)
    return found


def _continued(text: str, blocks: list[Block]) -> tuple[Block, ...]:
    last: Block | None = None
    interrupted = False
    for index, block in enumerate(blocks):
        if block.is_furniture:
            interrupted = True
            continue
        if last is not None and _goes_on(text, last, block, interrupted=interrupted):
            blocks[index] = replace(block, continues=True)
        last, interrupted = block, False
    return tuple(blocks)


def _goes_on(text: str, last: Block, block: Block, *, interrupted: bool) -> bool:
    """Whether ``block`` takes up the sentence that ``last`` left open."""
    if block.kind is not BlockKind.PARAGRAPH or last.kind is BlockKind.TABLE_ROW:
        return False
    end = text[max(last.span.start, last.span.end - 40) : last.span.end]
    if not _OPEN_END.search(end) or len(last.span) < _LONGEST // 4:
        return False
    begin = text[block.span.start : block.span.start + 8]
    if begin[:1].islower():
        return True
    plain = not block.runs and not last.runs and not _NEXT_ITEM.match(begin)
    return interrupted and plain and len(last.span) > _LONGEST and not block.centred
