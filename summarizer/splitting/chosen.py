"""The section that a person names by its first and last words, where none can be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.errors import SettingsError
from summarizer.records import Filing, Span
from summarizer.splitting.headings import PROSPECTUS_ITEM, Start, start_of
from summarizer.splitting.section import Candidate
from summarizer.splitting.words import has_full_stop

_QUOTES = "\"'“”‘’"
_SHOWN = 5


def chosen_candidate(filing: Filing, words: str) -> Candidate:
    """The section from the block with the first words to the one with the last.

    ``words`` reads ``first words..last words``; blanks and case do not count. Raises SettingsError
    where it has another form, or where the words stand nowhere or, as first words, in several
    places: at the beginning of a block comes before anywhere else. First words that are a block of
    their own, and no sentence, are the section's heading.
    """
    first, dots, last = (part.strip().strip(_QUOTES).strip() for part in words.partition(".."))
    if not (dots and first and last):
        raise SettingsError(
            f'--section "{words}" does not have the form "first words..last words".',
            fix="Give some first and some last words of the section, with two dots between.",
        )
    start = _first_place(filing, first)
    ends = [place.end for place in _places(filing.text, last) if place.start >= start]
    if not ends:
        raise SettingsError(
            f'The last words "{last}" do not stand after "{first}" in {filing.source}.',
            fix="Copy them from the filing's text.",
        )
    blocks = filing.blocks
    begin = next(i for i, block in enumerate(blocks) if block.span.end > start)
    end = next((i for i, block in enumerate(blocks) if block.span.start >= ends[0]), len(blocks))
    text = blocks[begin].span.of(filing.text)
    names = text.casefold().split() == first.casefold().split() and not has_full_stop(text)
    found = start_of(text) or Start(PROSPECTUS_ITEM, 1.0, len(text) if names else 0)
    whole = found.length >= len(text)
    top = blocks[begin].span.start
    heading = Span(top, top + min(found.length, len(text)))
    return Candidate(begin, begin + whole, end, found, heading, closed=True, score=1.0, rank=1.0)


def _first_place(filing: Filing, words: str) -> int:
    places = [place.start for place in _places(filing.text, words)]
    beginnings = {block.span.start + block.marker for block in filing.blocks}
    best = [place for place in places if place in beginnings] or places
    if len(best) == 1:
        return best[0]
    if not best:
        raise SettingsError(
            f'The first words "{words}" do not stand in {filing.source}.',
            fix="Copy them from the filing's text.",
        )
    where = ", ".join(map(str, best[:_SHOWN])) + (" …" if len(best) > _SHOWN else "")
    raise SettingsError(
        f'The first words "{words}" stand {len(best)} times in {filing.source}, at characters '
        f"{where}.",
        fix="Give more of them.",
    )


def _places(text: str, words: str) -> Iterator[Span]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    for match in re.finditer(pattern, text, re.IGNORECASE):
        yield Span(match.start(), match.end())
