"""Regular expressions that are tried only where they can match.

A rule's pattern matches at the beginning of a word. So a text is cut into words once, and a pattern
is tried only at the words that begin with its own first letters: most patterns at none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 5
"""First letters by which words are told apart."""

_WORD = re.compile(rf"(?<![\w-])\w{{1,{LONGEST}}}")
_LETTERS = re.compile(r"(?:\\b)?((?:[A-Za-z0-9](?![?*+{]))*)")
_GROUP = re.compile(r"\((?:\?:|(?!\?))")
_TOKEN = re.compile(r"\\.|\[[^\]]*\]|.")


class Anchored:
    """The regular expression ``source`` at a word's beginning, any case.

    Its methods give what those of ``re.Pattern`` do; ``openings`` is what a match can begin with.
    """

    def __init__(self, source: str) -> None:
        self.openings = openings(source)
        self._regex = re.compile(rf"(?<![\w-])(?:{source})", re.IGNORECASE)

    def match(self, text: str, start: int) -> re.Match[str] | None:
        """The match that begins at ``start``."""
        return self._regex.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is all of ``text``."""
        return self._regex.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in ``text``."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in ``text``, in order, none inside another."""
        if "" in self.openings:
            yield from self._regex.finditer(text)
            return
        end = 0
        for start in self._starts(text):
            if start >= end and (match := self._regex.match(text, start)):
                yield match
                end = match.end()

    def _starts(self, text: str) -> Sequence[int]:
        words = words_of(text)
        if here := tuple(self.openings & words.openings):
            return [start for letters, start in words.places if letters.startswith(here)]
        return ()


# ── a text ───────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text by their first letters in lower case.

    ``places`` are letters and start of each word in order, ``openings`` what any word opens with.
    """

    places: Sequence[tuple[str, int]]
    openings: frozenset[str]


@lru_cache(maxsize=1 << 8)
def words_of(text: str) -> Words:
    """The words of ``text``: many patterns are tried at the same text."""
    places = [(match[0].lower(), match.start()) for match in _WORD.finditer(text)]
    return Words(places, frozenset().union(*(beginnings(letters) for letters, _ in places)))


@lru_cache(maxsize=1 << 13)
def beginnings(letters: str) -> frozenset[str]:
    """Every stretch of ``letters`` that begins with the first of them."""
    return frozenset(letters[:count] for count in range(1, len(letters) + 1))


# ── a pattern ────────────────────────────────────────────────────────────────────────────────────
def openings(source: str) -> frozenset[str]:
    """The letters, at most five, that a match of ``source`` can begin with, in lower case.

    They are fewer where the syntax is not followed here, so that more is tried; "" is any place.
    """
    return frozenset(one for branch in _branches(source) for one in _openings(branch))


def _openings(branch: str) -> Iterator[str]:
    """As ``openings``, of a pattern without alternatives outside its groups."""
    literal = _LETTERS.match(branch)
    letters, at = (literal[1], literal.end()) if literal else ("", 0)
    group = _GROUP.match(branch, at)
    if len(letters) >= LONGEST or not group:
        yield letters[:LONGEST].lower()
        return
    close = next(_top_level(branch, ")", group.end()))
    inside, repeat = branch[group.end() : close], branch[close + 1 : close + 2]
    rest = branch[close + 1 :].lstrip("?*+")
    if repeat == "{":
        yield letters.lower()
        return
    for inner in _branches(inside):
        yield from _openings(letters + inner + ("" if repeat in {"*", "+"} else rest))
    if repeat in {"?", "*"}:
        yield from _openings(letters + rest)


def _branches(source: str) -> Iterator[str]:
    """The alternatives of ``source``."""
    start = 0
    for bar in _top_level(source, "|", 0):
        yield source[start:bar]
        start = bar + 1
    yield source[start:]


def _top_level(source: str, sign: str, start: int) -> Iterator[int]:
    """Where ``sign`` stands in ``source`` from ``start`` on, outside groups and sets."""
    depth = 0
    for token in _TOKEN.finditer(source, start):
        if token[0] == sign and not depth:
            yield token.start()
        depth += (token[0] == "(") - (token[0] == ")")
