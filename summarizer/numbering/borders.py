"""Where a text may be cut and how many tokens lie before each cut, worked out only where asked.

Positions are characters of the text. All borders coincide with pre-token borders of tiktoken, so
the tokens between two of them are the difference of the tokens before them, exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from summarizer.numbering.sentences import sentence_gaps
from summarizer.numbering.tokens import borders_between, gap_border, next_border

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.numbering.tokens import TokenCounter

_CLAUSE_GAP = re.compile(r"[,;:)—–](\s++)(?=\S)")
_ITEM_GAP = re.compile(r"(?:[:;]|[,;] and|[,;] or)([^\S\n]*\n\s*+)(?=\S)")
# About the length of a sentence: blocks that would not be longer are the sentences themselves.
_SENTENCE = 300
# Sentences are looked for in windows of about so many characters.
_WINDOW = 2000


class Borders:
    """The sentence borders of a text, and clause and word borders where they were asked for.

    The text is encoded once, in blocks of some ``size`` characters; offsets and borders of a block
    are worked out when something is looked up in it.
    """

    __slots__ = (
        "_bases",
        "_byte_ends",
        "_counter",
        "_cuts",
        "_starts",
        "_tokens",
        "_windows",
        "text",
    )

    def __init__(self, text: str, counter: TokenCounter, *, size: int) -> None:
        self.text = text
        self._counter = counter
        sentences = list(_sentence_cuts(text, 0, len(text))) if size < _SENTENCE else None
        longest = _WINDOW if sentences else size
        ends = [*(sentences or ()), len(text)]
        self._starts = [
            start
            for low, high in pairwise([0, *ends])
            for start in _block_starts(text, low, high, longest)
        ]
        pairs = zip(self._starts, [*self._starts[1:], len(text)], strict=True)
        blocks = [text[start:end] for start, end in pairs]
        # The tokens of sentences are hardly ever looked at again, and keeping them takes time.
        self._tokens = [] if sentences else counter.encode_each(blocks)
        counts = counter.count_each(blocks) if sentences else map(len, self._tokens)
        self._bases = list(accumulate(counts, initial=0))
        self._byte_ends: list[list[int] | None] = [None] * len(blocks)
        step = len(blocks) if sentences else max(1, _WINDOW // size)
        self._windows = [*self._starts[::step], len(text)]
        self._cuts: list[list[int] | None] = [sentences] + [None] * (len(self._windows) - 1)

    @property
    def total(self) -> int:
        """The tokens of the whole text."""
        return self._bases[-1]

    def tokens_before(self, position: int) -> int:
        """The number of tokens before a border."""
        if position >= len(self.text):
            return self.total
        block = bisect_right(self._starts, position) - 1
        start = self._starts[block]
        if start == position:
            return self._bases[block]
        ends = self._byte_ends[block] or self._open(block)
        size = (
            position - start
            if ends[-1] == self._length(block)
            else _bytes(self.text[start:position])
        )
        return self._bases[block] + bisect_right(ends, size)

    def place(self, tokens: int) -> int:
        """About the position that has ``tokens`` tokens before it; never past the next block."""
        if tokens >= self.total:
            return len(self.text)
        block = bisect_right(self._bases, tokens) - 1
        inside = (tokens - self._bases[block]) / (self._bases[block + 1] - self._bases[block])
        return self._starts[block] + int(inside * self._length(block))

    def fit(self, after: int, tokens: int) -> tuple[int, int] | None:
        """The last border past ``after`` with at most ``tokens`` tokens before it, and how many."""
        upto = self._beyond(tokens) - (tokens < self.total)  # a block's end is past its tokens
        while (cut := self.last(after, upto)) is not None:
            before = self.tokens_before(cut)
            if before <= tokens:
                return cut, before
            upto = cut - 1
        return None

    def _beyond(self, tokens: int) -> int:
        """A position that has at least ``tokens`` tokens before it, if the text has so many."""
        if tokens >= self.total:
            return len(self.text)
        return self._end(bisect_right(self._bases, tokens) - 1)

    def last(self, after: int, upto: int) -> int | None:
        """The last border in (after, upto]."""
        window = bisect_left(self._windows, upto) - 1
        while window >= 0:
            cuts = self._cuts[window] or self._cut(window)
            found = bisect_right(cuts, upto)
            if found:
                return cuts[found - 1] if cuts[found - 1] > after else None
            if self._windows[window] <= after:
                return None
            window -= 1
        return None

    def first(self, start: int, upto: int) -> int | None:
        """The first border in [start, upto]."""
        first = max(0, bisect_left(self._windows, start) - 1)
        for window in range(first, bisect_left(self._windows, upto)):
            cuts = self._cuts[window] or self._cut(window)
            found = bisect_left(cuts, start)
            if found < len(cuts):
                return cuts[found] if cuts[found] <= upto else None
        return None

    def between(self, low: int, high: int) -> list[int]:
        """The borders in [low, high], in order."""
        first = max(0, bisect_left(self._windows, low) - 1)
        found: list[int] = []
        for window in range(first, bisect_left(self._windows, high)):
            cuts = self._cuts[window] or self._cut(window)
            found += cuts[bisect_left(cuts, low) : bisect_right(cuts, high)]
        return found

    def add_items(self, start: int, tokens: int) -> bool:
        """Adds the ends of list items without bullets after ``start``, as far as ``tokens`` reach.

        Whether there are any; so do the others.
        """
        ends = self._gaps(_ITEM_GAP, start, tokens)
        roomy = (gap for gap in ends if _had_room(self.text, *gap))
        return self._add([gap_border(self.text, *gap) for gap in roomy], tokens)

    def add_clauses(self, start: int, tokens: int) -> bool:
        """Adds the ends of clauses."""
        ends = self._gaps(_CLAUSE_GAP, start, tokens)
        return self._add([gap_border(self.text, *gap) for gap in ends], tokens)

    def add_words(self, start: int, tokens: int) -> bool:
        """Adds the ends of words."""
        return self._add(list(borders_between(self.text, start, self._beyond(tokens))), tokens)

    def _gaps(self, pattern: re.Pattern[str], start: int, tokens: int) -> Iterator[tuple[int, int]]:
        for found in pattern.finditer(self.text, start, self._beyond(tokens)):
            yield found.span(1)

    def _add(self, cuts: Sequence[int | None], tokens: int) -> bool:
        """Adds those of the cuts, which are in order, that ``tokens`` reach."""
        places = [cut for cut in cuts if cut is not None]
        reached = places[: bisect_right(places, tokens, key=self.tokens_before)]
        for cut in reached:
            window = bisect_left(self._windows, cut) - 1
            known = self._cuts[window] or self._cut(window)
            place = bisect_left(known, cut)
            if known[place : place + 1] != [cut]:
                known.insert(place, cut)
        return bool(reached)

    def _cut(self, window: int) -> list[int]:
        """The sentence borders of a window, kept as they can be added to."""
        if (kept := self._cuts[window]) is not None:
            return kept
        cuts = list(_sentence_cuts(self.text, *self._windows[window : window + 2]))
        self._cuts[window] = cuts
        return cuts

    def _open(self, block: int) -> list[int]:
        lengths = self._counter.token_bytes()
        if self._tokens:
            tokens = self._tokens[block]
        else:
            tokens = self._counter.encode(self.text[self._starts[block] : self._end(block)])
        ends = list(accumulate(map(lengths.__getitem__, tokens)))
        self._byte_ends[block] = ends
        return ends

    def _end(self, block: int) -> int:
        return self._starts[block + 1] if block + 1 < len(self._starts) else len(self.text)

    def _length(self, block: int) -> int:
        return self._end(block) - self._starts[block]


def _block_starts(text: str, start: int, end: int, size: int) -> Iterator[int]:
    yield start
    while end - start > size and (start := next_border(text, start + size)) < end:
        yield start


def _sentence_cuts(text: str, start: int, end: int) -> Iterator[int]:
    for gap, following in sentence_gaps(text, start, end):
        cut = gap if text[gap:following] == " " else gap_border(text, gap, following)
        if cut is not None:
            yield cut


def _bytes(text: str) -> int:
    """The UTF-8 bytes of what tiktoken makes of ``text``: it mends what no UTF-8 can hold."""
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        return len(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode())


def _had_room(text: str, start: int, end: int) -> bool:
    """Whether the line before the gap had room for the next word: it ends for another reason."""
    line = text.rfind("\n", 0, start) + 1
    before = line - 1 - (text.rfind("\n", 0, max(line - 1, 0)) + 1)
    after = (text.find("\n", end) + 1 or len(text) + 1) - 1 - end
    word = text[end : end + after].split(maxsplit=1)[0]
    return start - line + 1 + len(word) <= max(before, after)
