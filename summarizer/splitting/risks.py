"""The room's door: the risk sections of a filing, split into their risk factors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from summarizer.errors import FilingError
from summarizer.records import Block, Filing, Piece, RiskSection, Role, Span
from summarizer.splitting.chosen import chosen_candidate
from summarizer.splitting.entries import Entry, Part, Verdict, entries_of
from summarizer.splitting.headings import BARE, PROSPECTUS_ITEM
from summarizer.splitting.judging import judge
from summarizer.splitting.look import runs_within
from summarizer.splitting.pieces import Split, risk_factors, risk_id, tile
from summarizer.splitting.section import Candidate, find_candidates
from summarizer.splitting.statements import find_statement
from summarizer.splitting.words import is_risk_sentence

_THRESHOLD = 0.3  # of confidence, below which a section is not taken
_FURTHER = 0.6  # of confidence, below which a second section is not taken
_FEWEST = 2  # risk factors of a second section
_STATEMENT = 2_500  # characters: a longer section has more to say than that there is nothing
_TITLE_PAGE = re.compile(r"(?:base\s+)?prospectus", re.IGNORECASE)
_SHORT = 40  # characters
_SHOWN = 5
_TRIED = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A section with the entries of its body and a verdict for each."""

    candidate: Candidate
    section: RiskSection
    entries: Sequence[Entry]
    verdicts: Sequence[Verdict]


def find_risk_sections(filing: Filing, chosen: str | None = None) -> tuple[RiskSection, ...]:
    """The risk sections of ``filing`` with their risk factors, or a statement that it has none.

    There is one, or several where a prospectus supplement is bound with its base prospectus; ids
    run on. ``chosen`` names the section by ``first words..last words`` instead of searching. Raises
    FilingError where no heading can be trusted to begin a section, naming what was looked for and
    the headings that came nearest, and SettingsError where ``chosen`` fits no place.
    """
    return tuple(judged.section for judged in judged_sections(filing, chosen))


def judged_sections(filing: Filing, chosen: str | None = None) -> tuple[Judged, ...]:
    """The same with what was judged on the way."""
    if chosen is not None:
        judged = _judged(filing, chosen_candidate(filing, chosen))
        if judged is None:
            raise FilingError(
                f"In the section chosen in {filing.source} no title of a risk factor can be told.",
                fix="Choose it from its own heading on, or see 'summarizer risks --explain'.",
            )
        return (judged,)
    candidates = find_candidates(filing)
    found = [_main(filing, candidates)]
    for other in candidates:
        if _may_be_further(filing, other, found):
            judged = _judged(filing, other)
            if judged is not None and _is_new(judged.section, [one.section for one in found]):
                found.append(judged)
    return _numbered_on(sorted(found, key=lambda judged: judged.section.span.start))


def _main(filing: Filing, candidates: Sequence[Candidate]) -> Judged:
    tried: list[Candidate] = []
    for candidate in candidates:
        if candidate.score < _THRESHOLD or len(tried) == _TRIED:
            break
        if any(other.first <= candidate.first < other.end <= candidate.end for other in tried):
            continue  # the end of a section in which nothing was found
        judged = _judged(filing, candidate)
        if judged is not None:
            return judged
        tried.append(candidate)
    raise _not_found(filing, candidates)


def _may_be_further(filing: Filing, candidate: Candidate, found: Sequence[Judged]) -> bool:
    """Whether a heading may begin the section of another prospectus bound in the same file.

    Forms with numbered items have one section; of the others only a heading without number counts,
    with the title page of a prospectus between it and each of the sections found.
    """
    items = {candidate.start.item, *(judged.candidate.start.item for judged in found)}
    if items != {PROSPECTUS_ITEM} or candidate.start.strength < BARE or candidate.rank < _FURTHER:
        return False
    return all(_title_page_between(filing, candidate, judged.candidate) for judged in found)


def _title_page_between(filing: Filing, one: Candidate, other: Candidate) -> bool:
    first, second = sorted((one, other), key=lambda candidate: candidate.first)
    return any(
        _TITLE_PAGE.fullmatch(block.span.of(filing.text).strip())
        for block in filing.blocks[first.end : second.first]
        if len(block.span) <= _SHORT
    )


def _numbered_on(found: Sequence[Judged]) -> tuple[Judged, ...]:
    """The sections in filing order, with ids that run on."""
    numbers = count(1)
    return tuple(
        replace(
            judged,
            section=replace(
                judged.section,
                factors=tuple(
                    replace(factor, id=risk_id(next(numbers))) for factor in judged.section.factors
                ),
            ),
        )
        for judged in found
    )


def _is_new(section: RiskSection, others: Sequence[RiskSection]) -> bool:
    """Whether a section has risk factors, most of which no other section has."""
    known = {factor.title for other in others for factor in other.factors}
    new = sum(factor.title not in known for factor in section.factors)
    return new >= _FEWEST and new * 2 > len(section.factors)


def _judged(filing: Filing, candidate: Candidate) -> Judged | None:
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
    section = RiskSection(
        span=Span(candidate.heading.start, end),
        heading=heading,
        item=_item(filing, candidate),
        confidence=candidate.score,
        pieces=tile(Span(candidate.heading.start, end), split.roles),
        factors=factors,
        statement=None if factors else statement,
        closed=candidate.closed,
    )
    return Judged(candidate, section, entries, verdicts)


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
        if block.is_furniture:
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
        fix="Check that the file holds the whole filing, or name the section's words: "
        '--section "first words..last words".',
    )
