"""Marks in an answer's prose: ``{a1}`` for a figure, ``{t1}`` for a time phrase.

An engine writes the mark alone; here code puts in the filing's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from summarizer.records import Amount, TimePhrase

MARK = re.compile(r"\{\s*([at][1-9][0-9]*)\s*!?\s*(?:\|[^{}]*)?\}")
"""A mark. One copied whole from the page, ``{a1|..}``, counts as ``{a1}``."""

_LEADERS = "as|at|by|during|for|from|in|on|since|through|throughout|until|till|over|within|under"
_LEAD = re.compile(rf"(?:{_LEADERS}|after|before|between|the|our|each|every)\b", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:{_LEADERS})\b", re.IGNORECASE)
# "changed over in May": what may belong to the verb is no preposition of the time's.
_TYPED_LEAD = re.compile(rf"\b((?!over\b)(?:{_LEADERS}|as of))\s+(?:the\s+)?$", re.IGNORECASE)
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?][\"'”’)]?\s)\s*[\"'“‘(]*$")
_WORDS = re.compile(r"\S+")


def printed_marks(amounts: Iterable[Amount], times: Iterable[TimePhrase]) -> dict[str, str]:
    """What the filing prints for each mark."""
    return {a.id: a.text for a in amounts} | {t.id: t.text for t in times}


def mark_ids(text: str) -> list[str]:
    """The ids of the marks in ``text``, in order."""
    return [match[1] for match in MARK.finditer(text)]


def without_marks(text: str) -> str:
    """``text`` with every mark taken out."""
    return MARK.sub(" ", text)


def fill(text: str, printed: Mapping[str, str]) -> str:
    """``text`` with each known mark replaced by the filing's characters, blanks folded.

    ``printed`` maps a mark's id to what the filing prints. A phrase that begins with a preposition
    is written as its place in the sentence asks for; words that were typed round the mark and are
    in the phrase already stand once. Unknown marks stay as they are.
    """
    done, rest = "", text
    while match := MARK.search(rest):
        before, rest = rest[: match.start()], rest[match.end() :]
        done += before
        if match[1] not in printed:
            done += match[0]
            continue
        phrase = " ".join(printed[match[1]].split())
        done = _drop_repeated_lead(done, phrase)
        phrase = _cased(phrase, opening=bool(_OPENS_SENTENCE.search(done)))
        rest = _drop_repeated_tail(phrase, rest)
        done += phrase
    return " ".join((done + rest).split())


def _cased(phrase: str, *, opening: bool) -> str:
    """``phrase`` with the first letter as its place asks for; only leading small words change."""
    if not _LEAD.match(phrase):
        return phrase
    return (phrase[:1].upper() if opening else phrase[:1].lower()) + phrase[1:]


def _drop_repeated_lead(done: str, phrase: str) -> str:
    """``done`` without last words that are the first words of ``phrase``: "as of {as of May}"."""
    lead = [word.lower() for word in phrase.split()]
    typed = list(_WORDS.finditer(done))
    for size in range(min(3, len(lead) - 1, len(typed)), 0, -1):
        if [word[0].lower() for word in typed[-size:]] == lead[:size]:
            return done[: typed[-size].start()]
    return done


def _drop_repeated_tail(phrase: str, rest: str) -> str:
    """``rest`` without first words that are the last of ``phrase``: "{5 million} million"."""
    tail = [word.lower() for word in phrase.split()]
    typed = list(_WORDS.finditer(rest))
    for size in range(min(2, len(tail) - 1, len(typed)), 0, -1):
        if [word[0].lower() for word in typed[:size]] == tail[-size:] and rest[:1].isspace():
            return rest[typed[size - 1].end() :]
    return rest


def clashing_lead(text: str, printed: Mapping[str, str]) -> str | None:
    """The words of a preposition typed before a time mark whose phrase begins with another one.

    A figure is no clash: "in {over 90 towns}" reads well.
    """
    for match in MARK.finditer(text):
        if not match[1].startswith("t"):
            continue
        phrase = printed.get(match[1], "")
        typed = _TYPED_LEAD.search(text[: match.start()])
        begins = _BEGINS.match(phrase)
        if typed and begins and not phrase.lower().startswith(typed[1].lower()):
            return f"{typed[1]} {phrase}"
    return None
