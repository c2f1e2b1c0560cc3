"""Titles where nothing is styled: by length, form of sentence, position, and what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.records import BlockKind, Span, Style
from summarizer.splitting.entries import Entry, Part, Verdict
from summarizer.splitting.look import Family, Lead
from summarizer.splitting.words import (
    first_sentence,
    has_full_stop,
    is_group_name,
    is_linked,
    is_note_heading,
    is_risk_sentence,
    sentence_ends,
    unnumbered,
    words_of,
)

_LONGEST = 300  # characters of a title
_FEWEST = 3  # words of a title that is a sentence
_TOPIC = 14  # words of a title that is a topic
_PROSE = 80  # characters: a body has at least one paragraph so long that is not a list's lead-in
_STOPLESS = 0.6  # of the possible titles end without a full stop: then none ends with one
_ENOUGH = 3
_SHORTER = 4  # times: what follows a title may be so much shorter than the title
_RUN_IN_SHARE = 0.3  # of the paragraphs open with a topic: it is the document's way of titling
_CAPITALISED = 0.7  # of the long words of a topic in title case
_LONG_WORD = 4
_RUN_IN = re.compile(
    r"([A-Z][^.:;\n–—]{2,100}?)(?:[.:]|\.?\s*(?:--|[–—])|\s-(?=\s))(?=\s*[A-Z“\"])"
)
_PLAIN_FAMILY = Family(Style.PLAIN, capitals=False, listed=False, centred=False, larger=False)


def with_topics(entries: Sequence[Entry]) -> list[Entry] | None:
    """The entries with leads where paragraphs open with a topic in title case; None if few do."""
    paragraphs = sum(entry.block.kind is BlockKind.PARAGRAPH for entry in entries)
    led = [_led(entry) for entry in entries]
    count = sum(entry.lead is not None for entry in led)
    return led if count >= max(_ENOUGH, _RUN_IN_SHARE * paragraphs) else None


def with_first_sentences(entries: Sequence[Entry]) -> list[Entry] | None:
    """The entries with their first sentences as leads, where nothing else can be told from body.

    The last resort for text that lost its styling, in which titles ran into their paragraphs: of
    list items if most of the text stands in them, else of paragraphs. None where few state a risk.
    """
    listed = sum(len(entry.text) for entry in entries if entry.is_item)
    items = listed * 2 > sum(len(entry.text) for entry in entries)
    led = [_led_by_sentence(entry) if entry.is_item == items else entry for entry in entries]
    return led if sum(entry.lead is not None for entry in led) >= _ENOUGH else None


def _led_by_sentence(entry: Entry) -> Entry:
    length = first_sentence(entry.text)
    if length is None or length > _LONGEST or entry.block.continues or entry.is_row:
        return replace(entry, lead=None)
    sentence = " ".join(entry.text[:length].split())
    if not is_risk_sentence(sentence) or is_linked(sentence) or is_note_heading(sentence):
        return replace(entry, lead=None)
    start = entry.block.span.start + entry.block.marker
    lead = Lead(_PLAIN_FAMILY, Span(start, start + length), whole=False)
    return replace(entry, lead=lead, words=sentence)


def judge_first_sentences(entries: Sequence[Entry]) -> list[Verdict]:
    """A verdict for each entry: its first sentence is a title, or all of it is body."""
    return [
        Verdict(Part.TITLE, "the first sentence states a risk, and nothing else tells titles")
        if entry.lead is not None
        else Verdict(Part.BODY, "body text")
        for entry in entries
    ]


def _led(entry: Entry) -> Entry:
    match = _RUN_IN.match(entry.text)
    if match is None or entry.block.kind is not BlockKind.PARAGRAPH or entry.block.continues:
        return replace(entry, lead=None)
    topic = " ".join(match.group(1).split())
    if not _is_title_case(topic):
        return replace(entry, lead=None)
    span = Span(entry.block.span.start, entry.block.span.start + match.end(1))
    return replace(entry, lead=Lead(_PLAIN_FAMILY, span, whole=False), words=topic)


def _is_title_case(topic: str) -> bool:
    long = [word for word in re.findall(r"[^\W\d_]+", topic) if len(word) >= _LONG_WORD]
    return bool(long) and sum(word[0].isupper() for word in long) >= _CAPITALISED * len(long)


def judge_unstyled(entries: Sequence[Entry]) -> list[Verdict]:
    """A verdict for each entry of a section in which no look tells headings."""
    alone = [_stands_alone(entries, index) for index in range(len(entries))]
    items = sum(alone) >= _ENOUGH  # numbers or bullets before titles, not a list
    places = [
        _may_be_title(entries, index, listed=items and alone[index])
        for index in range(len(entries))
    ]
    ends = [has_full_stop(entry.words) for entry in entries]
    topics = [
        place and not end and words_of(entry.words) <= _TOPIC
        for place, end, entry in zip(places, ends, entries, strict=True)
    ]
    threats = [
        place and _states_risk(entries, index) and words_of(entries[index].words) >= _FEWEST
        for index, place in enumerate(places)
    ]
    stopless = sum(threat and not end for threat, end in zip(threats, ends, strict=True))
    consistent = stopless >= _STOPLESS * sum(threats) and stopless + sum(topics) >= _ENOUGH
    if consistent or sum(topics) > sum(threats):
        threats = [place and not end for place, end in zip(places, ends, strict=True)]
    return _in_order(entries, threats)


def _in_order(entries: Sequence[Entry], possible: list[bool]) -> list[Verdict]:
    verdicts: list[Verdict] = []
    prose = True  # what stands before the first title needs none
    for index, entry in enumerate(entries):
        last_of_run = not (index + 1 < len(entries) and possible[index + 1])
        if possible[index] and last_of_run and prose:
            verdicts.append(Verdict(Part.TITLE, "a short sentence of its own over a paragraph"))
            prose = False
            continue
        if is_note_heading(entry.words) and words_of(entry.words) <= _TOPIC:
            verdicts.append(Verdict(Part.NOTE, "heads a note, a summary or an introduction"))
            continue
        group = possible[index] and not last_of_run and _names_group(entry)
        reason = "names a kind of risks, with a title next" if group else "body text"
        verdicts.append(Verdict(Part.GROUP if group else Part.BODY, reason))
        prose = prose or _is_prose(entry)
    return verdicts


def _names_group(entry: Entry) -> bool:
    return is_group_name(entry.words) and not has_full_stop(entry.words)


def _stands_alone(entries: Sequence[Entry], index: int) -> bool:
    """Whether an item has no other beside it, and states a risk."""
    beside = (*entries[max(0, index - 1) : index], *entries[index + 1 : index + 2])
    entry = entries[index]
    return (
        entry.is_item
        and not any(other.is_item for other in beside)
        and is_risk_sentence(entry.words)
    )


def _may_be_title(entries: Sequence[Entry], index: int, *, listed: bool) -> bool:
    """``listed`` is whether items of a list can be titles too."""
    entry = entries[index]
    paragraph = entry.block.kind is BlockKind.PARAGRAPH
    if not (paragraph or listed) or entry.block.continues or index + 1 == len(entries):
        return False
    words = unnumbered(entry.words)
    if len(words) > _LONGEST or not words[:1].isupper():
        return False
    if words[-1] in ":;," or is_linked(words) or is_note_heading(words):
        return False
    following = entries[index + 1]
    if following.block.kind is not BlockKind.PARAGRAPH or following.block.continues:
        return False
    return sentence_ends(words) == 0


def _states_risk(entries: Sequence[Entry], index: int) -> bool:
    words, following = entries[index].words, entries[index + 1].words
    over_text = following.endswith(":") or len(following) > len(words) / _SHORTER
    return is_group_name(words) or (is_risk_sentence(words) and over_text)


def _is_prose(entry: Entry) -> bool:
    paragraph = entry.block.kind is BlockKind.PARAGRAPH
    return paragraph and len(entry.text) >= _PROSE and not entry.words.endswith(":")
