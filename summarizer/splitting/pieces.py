"""From verdicts to risk factors, and to pieces that tile the section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summarizer.records import Block, Piece, RiskFactor, Role, Span
from summarizer.splitting.entries import Entry, Part, Verdict
from summarizer.splitting.look import runs_within

_SEPARATOR = re.compile(r"[*_\s:–—-]*(?:\.(?=\s))?\s*")
_TRAILING = re.compile(r"[\s:–—-]+$")


@dataclass(slots=True)
class _Open:
    """A risk factor that is being gathered."""

    title: str
    group: str | None
    title_span: Span
    end: int
    body: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Split:
    """The risk factors, and the roles of stretches in order (their gaps are white space)."""

    text: str
    factors: list[_Open] = field(default_factory=list)
    roles: list[Piece] = field(default_factory=list)
    group: str | None = None
    current: _Open | None = None

    def furniture(self, block: Block) -> None:
        """Page furniture belongs to no risk factor."""
        self.roles.append(Piece(block.span, Role.FURNITURE))

    def take(self, entry: Entry, verdict: Verdict) -> None:
        """The next block, with what it begins."""
        if verdict.part is Part.TITLE:
            self._title(entry)
        elif verdict.part is Part.MORE:
            self._more(entry)
        elif verdict.part is Part.REPEAT:
            self.furniture(entry.block)
        elif verdict.part is Part.GROUP:
            self._group(entry)
        elif verdict.part is Part.NOTE:
            self.current = None
            self.roles.append(Piece(entry.block.span, Role.INTRODUCTION))
        elif self.current is not None:
            self._body(entry.block)
        else:
            self.roles.append(Piece(entry.block.span, Role.INTRODUCTION))

    def _group(self, entry: Entry) -> None:
        run_in = entry.lead is not None and not entry.lead.whole
        self.group = entry.words.rstrip(" .:–—-") if run_in else entry.words
        self.current = None
        self.roles.append(Piece(entry.block.span, Role.GROUP_HEADING))

    def _title(self, entry: Entry) -> None:
        block, lead = entry.block, entry.lead
        span = lead.span if lead else Span(block.span.start + block.marker, block.span.end)
        words = entry.words
        end = block.span.end
        if lead is not None and not lead.whole:
            separator = _SEPARATOR.match(self.text, span.end, block.span.end)
            end = separator.end() if separator else span.end
            words = _TRAILING.sub("", words)
        self.current = _Open(words, self.group, span, block.span.end)
        self.factors.append(self.current)
        self.roles.append(Piece(Span(block.span.start, end), Role.HEADING))
        if end < block.span.end:
            rest = Span(end, block.span.end)
            self._body(replace(block, span=rest, marker=0, runs=runs_within(block.runs, rest)))

    def _more(self, entry: Entry) -> None:
        if self.current is None or entry.lead is None:
            return
        self.current.title += f" {entry.words}"
        self.current.title_span = Span(self.current.title_span.start, entry.lead.span.end)
        self.current.end = entry.block.span.end
        self.roles.append(Piece(entry.block.span, Role.HEADING))

    def _body(self, block: Block) -> None:
        if self.current is not None:
            self.current.body.append(block)
            self.current.end = block.span.end
        self.roles.append(Piece(block.span, Role.BODY))


def risk_id(number: int) -> str:
    """The id of the risk factor with this number, from 1."""
    return f"RF-{number:02d}"


def risk_factors(split: Split) -> tuple[RiskFactor, ...]:
    """The risk factors in filing order, with ids."""
    return tuple(
        RiskFactor(
            id=risk_id(number),
            title=found.title,
            group=found.group,
            title_span=found.title_span,
            span=Span(found.title_span.start, found.end),
            body=tuple(found.body),
        )
        for number, found in enumerate(split.factors, start=1)
    )


def tile(span: Span, roles: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces without a hole: white space goes with the stretch before it; like roles are joined."""
    pieces: list[Piece] = []
    for index, piece in enumerate(roles):
        start = pieces[-1].span.end if pieces else span.start
        end = roles[index + 1].span.start if index + 1 < len(roles) else span.end
        if end <= start:
            continue
        joins = pieces and pieces[-1].role is piece.role and piece.role is not Role.HEADING
        if joins:
            pieces[-1] = Piece(Span(pieces[-1].span.start, end), piece.role)
        else:
            pieces.append(Piece(Span(start, end), piece.role))
    return tuple(pieces)
