"""A risk factor cut into numbered units, with its figures and time phrases in place.

The heading is ``h``, list items are bullets ``b1`` ..., sentences and table rows ``s1`` ...; ids
run on in reading order. Page furniture inside a title or a sentence splits its span, not the unit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count

from summarizer.numbering.amounts import FoundAmount, MoneyContext, find_amounts
from summarizer.numbering.currencies import has_money, main_currency, stated_dollar
from summarizer.numbering.periods import own_periods
from summarizer.numbering.sentences import cut_sentences
from summarizer.numbering.table_scale import in_scale, scale_of_table
from summarizer.numbering.times import FoundTime, find_times
from summarizer.records import (
    Amount,
    Block,
    BlockKind,
    Filing,
    NumberedFactor,
    Reliability,
    RiskFactor,
    Span,
    TimePhrase,
    Unit,
    placed,
)


@dataclass(slots=True)
class _Ids:
    """The ids given so far; they run on across the risk factor."""

    sentence: Iterator[int] = field(default_factory=lambda: count(1))
    bullet: Iterator[int] = field(default_factory=lambda: count(1))
    amount: Iterator[int] = field(default_factory=lambda: count(1))
    time: Iterator[int] = field(default_factory=lambda: count(1))


def number_factor(filing: Filing, factor: RiskFactor) -> NumberedFactor:
    """The risk factor's units in reading order, ``h`` first, with their figures and time phrases.

    Of every unit, figure and phrase the text equals the filing's canonical text at its span; only a
    unit that page furniture interrupts has several spans, and its text joins them by a blank.
    """
    ids = _Ids()
    furniture = _furniture(filing, factor.title_span)
    title = _without(furniture, factor.title_span)
    units = [Unit(id="h", text=_joined(filing.text, title), spans=title)]
    scales: dict[str, str] = {}
    scale: str | None = None
    for pieces in _paragraphs(filing.text, factor.body):
        found = list(_units(filing.text, pieces, ids))
        scale = scale_of_table(found[0].text, scale, row=pieces.kind is BlockKind.TABLE_ROW)
        if scale is not None and pieces.kind is BlockKind.TABLE_ROW:
            scales[found[0].id] = scale
        units.extend(found)
    money = _money(filing.text, units)
    year_end = filing.cover.fiscal_year_end
    marked = [_mark(unit, ids, money, year_end, scales.get(unit.id)) for unit in units]
    return NumberedFactor(
        factor=factor,
        units=tuple(units),
        amounts=tuple(amount for amounts, _ in marked for amount in amounts),
        times=tuple(time for _, times in marked for time in times),
    )


# ── units ────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class _Pieces:
    """The spans of a paragraph, list item or row and of what continues it."""

    kind: BlockKind
    spans: tuple[Span, ...]


def _furniture(filing: Filing, within: Span) -> tuple[Span, ...]:
    first = bisect_left(filing.blocks, within.start, key=lambda block: block.span.start)
    last = bisect_left(filing.blocks, within.end, key=lambda block: block.span.start)
    return tuple(
        block.span
        for block in filing.blocks[first:last]
        if block.is_furniture and within.covers(block.span)
    )


def _without(holes: Sequence[Span], span: Span) -> tuple[Span, ...]:
    """What is left of a span without the holes in it."""
    left, start = [], span.start
    for hole in holes:
        if span.covers(hole):
            left.append(Span(start, hole.start))
            start = hole.end
    return (*left, Span(start, span.end))


def _stripped(text: str, span: Span) -> Span | None:
    """A span without the blanks at its ends; None where there is nothing else."""
    inside = span.of(text)
    start = span.start + len(inside) - len(inside.lstrip())
    end = span.start + len(inside.rstrip())
    return Span(start, end) if start < end else None


def _joined(text: str, spans: Sequence[Span]) -> str:
    return " ".join(span.of(text) for span in spans)


def _paragraphs(text: str, body: Sequence[Block]) -> Iterator[_Pieces]:
    """The body's blocks, each with those that go on with it, list markers left out."""
    kind, spans = BlockKind.PARAGRAPH, list[Span]()
    for block in body:
        span = _stripped(
            text, Span(min(block.span.start + block.marker, block.span.end), block.span.end)
        )
        if block.is_furniture or span is None:
            continue
        if not (block.continues and spans):
            if spans:
                yield _Pieces(kind, tuple(spans))
            kind, spans = block.kind, [span]
        elif text[spans[-1].end : span.start].isspace():
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    if spans:
        yield _Pieces(kind, tuple(spans))


def _units(text: str, pieces: _Pieces, ids: _Ids) -> Iterator[Unit]:
    joined = _joined(text, pieces.spans)
    if pieces.kind is BlockKind.LIST_ITEM:
        yield Unit(id=f"b{next(ids.bullet)}", text=joined, spans=pieces.spans)
        return
    whole = (Span(0, len(joined)),)
    for cut in whole if pieces.kind is BlockKind.TABLE_ROW else cut_sentences(joined):
        spans = tuple(_places(pieces.spans, cut))
        yield Unit(id=f"s{next(ids.sentence)}", text=_joined(text, spans), spans=spans)


def _places(spans: Sequence[Span], cut: Span) -> Iterator[Span]:
    """Where a stretch of joined spans stands in the filing, one span a piece."""
    for span, offset in placed(spans):
        start, end = max(cut.start, offset), min(cut.end, offset + len(span))
        if start < end:
            yield Span(span.start + start - offset, span.start + end - offset)


# ── figures and time phrases ─────────────────────────────────────────────────────────────────────
def _money(text: str, units: Sequence[Unit]) -> MoneyContext:
    dollar, main = _filing_money(text)
    signed = any(has_money(unit.text) for unit in units)
    return MoneyContext(dollar=dollar, main=main, signed=signed)


@lru_cache(maxsize=4)  # asked for every risk factor of a filing
def _filing_money(text: str) -> tuple[str, str | None]:
    dollar = stated_dollar(text)
    return dollar, main_currency(text, dollar)


def _mark(
    unit: Unit, ids: _Ids, money: MoneyContext, year_end: str | None, scale: str | None
) -> tuple[list[Amount], list[TimePhrase]]:
    found = find_times(unit.text, year_end)
    figures = find_amounts(unit.text, [time.span for time in found], money)
    if scale is not None:
        figures = tuple(in_scale(figure, scale) for figure in figures)
    own = own_periods(unit.text, [f.span for f in figures], [t.span for t in found])
    times = [_time(unit, f"t{next(ids.time)}", time) for time in found]
    amounts = [
        _amount(unit, f"a{next(ids.amount)}", figure, None if period is None else times[period].id)
        for figure, period in zip(figures, own, strict=True)
    ]
    return amounts, times


def _main_place(unit: Unit, span: Span) -> tuple[Span, str]:
    """Where a stretch of a unit stands; of one cut by furniture the part with its number."""
    parts = []
    for piece, offset in placed(unit.spans):
        start, end = max(span.start, offset), min(span.end, offset + len(piece))
        if start < end:
            place = Span(piece.start + start - offset, piece.start + end - offset)
            parts.append((place, unit.text[start:end]))
    return max(parts, key=lambda part: (len(_digits(part[1])), len(part[0])))


def _says_all(part: str, whole: str, scale: str) -> bool:
    """Whether the part of a figure that furniture leaves has its whole number and its scale."""
    return _digits(part) == _digits(whole) and (scale == "ones" or scale in part.lower())


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _time(unit: Unit, name: str, found: FoundTime) -> TimePhrase:
    span, text = _main_place(unit, found.span)
    return TimePhrase(id=name, unit=unit.id, text=text, span=span, start=found.start, end=found.end)


def _amount(unit: Unit, name: str, found: FoundAmount, period: str | None) -> Amount:
    span, text = _main_place(unit, found.span)
    if len(text) < len(found.span) and not _says_all(text, found.span.of(unit.text), found.scale):
        found = replace(found, value=None, currency=None, reliability=Reliability.SUSPECT)
    return Amount(
        id=name,
        unit_id=unit.id,
        text=text,
        span=span,
        value=found.value,
        unit=found.unit,
        currency=found.currency,
        scale=found.scale,
        approximate=found.approximate,
        reliability=found.reliability,
        period=period,
    )
