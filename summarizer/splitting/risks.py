"""The room's door: the risk section of a filing, split into its risk factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.errors import FilingError
from summarizer.records import Block, Filing, Piece, RiskSection, Role, Span
from summarizer.splitting.entries import Entry, Part, Verdict, entries_of
from summarizer.splitting.judging import judge
from summarizer.splitting.look import runs_within
from summarizer.splitting.pieces import Split, is_furniture, risk_factors, tile
from summarizer.splitting.section import Candidate, find_candidates
from summarizer.splitting.statements import find_statement
from summarizer.splitting.words import is_risk_sentence

_THRESHOLD = 0.3  # of confidence, below which a section is not taken
_STATEMENT = 2_500  # characters: a longer section has more to say than that there is nothing
_SHOWN = 5
_TRIED = 10


def find_risk_section(filing: Filing) -> RiskSection:
    """The risk section of ``filing`` with its risk factors, or its statement that it has none.

    Raises FilingError where no heading can be trusted to begin one, naming what was looked for and
    the headings that came nearest.
    """
    candidates = find_candidates(filing)
    tried: list[Candidate] = []
    for candidate in candidates:
        if candidate.score < _THRESHOLD or len(tried) == _TRIED:
            break
        if any(other.first <= candidate.first < other.end <= candidate.end for other in tried):
            continue  # the end of a section in which nothing was found
        section = _section(filing, candidate)
        if section is not None:
            return section
        tried.append(candidate)
    raise _not_found(filing, candidates)


def _section(filing: Filing, candidate: Candidate) -> RiskSection | None:
    """The section that the candidate begins; None where it neither has factors nor says why."""
    blocks = _body_blocks(filing, candidate)
    end = max([candidate.heading.end, *(block.span.end for block in blocks[-1:])])
    heading = " ".join(candidate.heading.of(filing.text).split())
    body = Span(candidate.heading.end, end).of(filing.text)
    statement = find_statement(body) if len(body) <= _STATEMENT else None
    entries, verdicts = judge(entries_of(filing.text, blocks), heading)
    if statement is not None and not _states_risks(entries, verdicts):
        verdicts = [Verdict(Part.BODY, "a statement")] * len(entries)
    split = Split(filing.text)
    split.roles.append(Piece(candidate.heading, Role.HEADING))
    _take(split, blocks, entries, verdicts)
    factors = risk_factors(split)
    if not factors and statement is None:
        return None
    return RiskSection(
        span=Span(candidate.heading.start, end),
        heading=heading,
        item=_item(filing, candidate),
        confidence=candidate.score,
        pieces=tile(Span(candidate.heading.start, end), split.roles),
        factors=factors,
        statement=None if factors else statement,
        closed=candidate.closed,
    )


def _states_risks(entries: Sequence[Entry], verdicts: Sequence[Verdict]) -> bool:
    """Whether a short section has, besides its statement, styled titles that state a risk."""
    return any(
        verdict.part is Part.TITLE
        and entry.lead is not None
        and is_risk_sentence(entry.words)
        and find_statement(entry.words) is None
        for entry, verdict in zip(entries, verdicts, strict=True)
    )


def _take(
    split: Split, blocks: Sequence[Block], entries: Sequence[Entry], verdicts: Sequence[Verdict]
) -> None:
    judged = iter(zip(entries, verdicts, strict=True))
    for block in blocks:
        if is_furniture(block):
            split.furniture(block)
        else:
            split.take(*next(judged))


def _body_blocks(filing: Filing, candidate: Candidate) -> list[Block]:
    """The blocks after the heading; the rest of a block that the heading runs into is the first."""
    blocks = list(filing.blocks[candidate.body : candidate.end])
    if blocks and blocks[0].span.start < candidate.heading.end:
        rest = Span(candidate.heading.end, blocks[0].span.end)
        runs = runs_within(blocks[0].runs, rest)
        blocks[0] = replace(blocks[0], span=rest, marker=0, runs=runs)
    return blocks


def _item(filing: Filing, candidate: Candidate) -> str:
    form = filing.cover.form
    return f"{form} {candidate.start.item}" if form else candidate.start.item


def _not_found(filing: Filing, candidates: Sequence[Candidate]) -> FilingError:
    looked_for = (
        'the heading of Item 1A (10-K, 10-Q), of Item 3.D (20-F), "Risk Factors" or '
        '"Factors that may affect ..."'
    )
    near = "; ".join(
        f'"{" ".join(found.heading.of(filing.text).split())[:80]}" at character '
        f"{found.heading.start} (score {found.score:.2f})"
        for found in candidates[:_SHOWN]
    )
    shown = f"Nearest: {near}." if near else "No such heading stands in the file."
    return FilingError(
        f"No risk section was found in {filing.source}: looked for {looked_for}. {shown}",
        fix="Check that the file holds the whole filing, with its risk factors.",
    )
