"""How a block looks, as far as it tells headings from body text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.records import Block, BlockKind, Run, Span, Style
from summarizer.splitting.words import is_capitals

_CLOSING = re.compile(r"[\s.:;,!?\"”’')\]*_–—-]*")
_LEAD_END = re.compile(r"[.:!?–—-][\"”’')\]]*\s*$")
_BETWEEN = re.compile(r"[\s\"“”‘’'()\[\],.:;/&–—-]*")
_RUN_IN_MARK = re.compile(r"\s*(?:[–—-]{1,2}|[:.])\s")
# "DEPENDENCE ON KEY PERSONNEL. The Company ...": two words of capitals or more, then a mark.
_CAPITALS_RUN_IN = re.compile(
    r"([A-Z][A-Z0-9\s,;’'()&/%$-]{3,300}?(?:[.:]|(?=\s*[–—-]{1,2}\s)))(?=\s+\S)"
)
_CENTRED_LINE = 160  # characters
_POINT = 0.9  # a type size differs when it does so by about a point


@dataclass(frozen=True, slots=True)
class Family:
    """The look that headings of one rank share."""

    style: Style
    capitals: bool
    listed: bool
    centred: bool
    larger: bool

    @property
    def rank(self) -> int:
        """Prominence on the page; 0 is body text."""
        rank = 0
        for part, weight in ((Style.BOLD, 4), (Style.UNDERLINE, 3), (Style.ITALIC, 2)):
            rank += weight if part in self.style else 0
        return rank + 3 * self.capitals + self.larger + self.centred


@dataclass(frozen=True, slots=True)
class Lead:
    """The styled opening of a block: all of it, or up to where running text begins."""

    family: Family
    span: Span  # without list marker and outer blanks
    whole: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """What body text looks like in this document."""

    style: Style
    size: float | None


def plain_of(blocks: Sequence[Block]) -> Plain:
    """The style and size in which most of the characters of ``blocks`` are set."""
    styles: Counter[Style] = Counter()
    sizes: Counter[float | None] = Counter()
    for block in blocks:
        if block.kind in {BlockKind.FURNITURE, BlockKind.TABLE_ROW}:
            continue
        styled = 0
        for run in block.runs:
            styles[run.style] += len(run.span)
            styled += len(run.span)
        styles[Style.PLAIN] += len(block.span) - styled
        sizes[block.size] += len(block.span)
    style = styles.most_common(1)[0][0] if styles else Style.PLAIN
    return Plain(style, sizes.most_common(1)[0][0] if sizes else None)


def lead_of(text: str, block: Block, plain: Plain) -> Lead | None:
    """The heading-like opening of ``block``, or None where it looks like body text throughout."""
    start, end = block.span.start + block.marker, block.span.end
    style, stop = _styled_prefix(text, block, start, plain)
    if style is Style.PLAIN:
        return _plain_lead(text, block, plain)
    whole = _CLOSING.fullmatch(text, stop, end) is not None
    span = Span(start, end if whole else stop)
    if not whole and not _ends_lead(text, span):
        return None
    family = _family(text, block, style, span, plain)
    return Lead(family, _trimmed(text, span), whole)


def _plain_lead(text: str, block: Block, plain: Plain) -> Lead | None:
    """Without style: capitals (also run in), larger type, or a short centred line."""
    start, end = block.span.start + block.marker, block.span.end
    span = Span(start, end)
    family = _family(text, block, Style.PLAIN, span, plain)
    if family.capitals or family.larger or (block.centred and len(span) <= _CENTRED_LINE):
        return Lead(family, _trimmed(text, span), whole=True)
    run_in = _CAPITALS_RUN_IN.match(text, start, end)
    if run_in is None or not is_capitals(run_in.group(1)):
        return None
    span = Span(start, run_in.end(1))
    return Lead(_family(text, block, Style.PLAIN, span, plain), _trimmed(text, span), whole=False)


def _family(text: str, block: Block, style: Style, span: Span, plain: Plain) -> Family:
    listed = block.kind is BlockKind.LIST_ITEM
    larger = _is_larger(block, plain)
    return Family(style, is_capitals(span.of(text)), listed, block.centred, larger)


def _styled_prefix(text: str, block: Block, start: int, plain: Plain) -> tuple[Style, int]:
    """The style of most of the runs that open the block, and where they end."""
    weights: Counter[Style] = Counter()
    common = Style(0)
    position = start
    for run in block.runs:
        style = run.style & ~plain.style
        if run.span.end <= start:
            continue
        gap = _BETWEEN.fullmatch(text, position, max(position, run.span.start))
        if style is Style.PLAIN or gap is None:
            break
        if not _BETWEEN.fullmatch(text, run.span.start, run.span.end):
            if weights and not common & style:
                break
            common = common & style if weights else style
            weights[style] += len(run.span)
        position = run.span.end
    return (weights.most_common(1)[0][0] if weights else Style.PLAIN), position


def _is_larger(block: Block, plain: Plain) -> bool:
    if block.size is None or plain.size is None:
        return False
    return block.size - plain.size > _POINT


def _ends_lead(text: str, span: Span) -> bool:
    """Whether a run-in heading ends here: at a full stop, colon, dash or the end of a line."""
    if _LEAD_END.search(text, max(span.start, span.end - 6), span.end):
        return True
    if text.startswith("\n", span.end):
        return True
    return _RUN_IN_MARK.match(text, span.end) is not None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def runs_within(runs: Sequence[Run], span: Span) -> tuple[Run, ...]:
    """The runs, or their parts, that lie in ``span``."""
    return tuple(
        Run(Span(max(run.span.start, span.start), min(run.span.end, span.end)), run.style)
        for run in runs
        if run.span.start < span.end and run.span.end > span.start
    )
