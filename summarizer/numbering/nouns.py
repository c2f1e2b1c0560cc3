"""The counted noun after a number: how far it reaches and whether what is counted are shares.

Without a tagger, by form: words are taken until the first plural ("domestic corporate customers"),
with a plural next to it ("sales offices"); function words and punctuation end the search. After
"one" the noun is singular and ends before a verb, a preposition or punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


def _words_of(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: Function words and finite verbs: no noun phrase goes over them.
_STOP = _words_of(
    """
    a an the this that these those such any all both each every either neither no some many
    much more most few fewer less several other another own same its our their his her your my
    we us you they he she it who whom whose which what when where while whereas if unless
    although though because since until than then as of in on at by for from to with within
    without into onto upon over under above below between among through throughout during
    before after against across about around per via toward towards following including
    excluding regarding concerning despite except and or but nor so yet not also only just
    even still already again too very is are was were be been being am do does did done has
    have had having may might can could will would shall should must ought cannot there here
    however therefore thus hence moreover further furthermore respectively accordingly plus
    minus versus respect due pursuant according became become becomes began made make makes
    took take takes gave give gives went go goes came come comes held hold holds kept keep
    keeps left lost paid pays sold bought rose fell grew built set put said says owned owns
    own approximately
    """
)
_NO_PLURAL = _words_of(
    """
    gas lens bias always perhaps sometimes besides afterwards towards overseas texas kansas
    arkansas illinois massachusetts paris does goes has was is as its this thus indicates
    represents reflects means requires provides results suggests shows equals exceeds applies
    remains
    """
)
_IRREGULAR = _words_of(
    """
    people men women children feet aircraft spacecraft personnel staff cattle mice teeth
    criteria phenomena indices matrices vertices memoranda media data series species
    headquarters mw gw kw kwh mwh gwh km kg mg ml gb tb mb mhz ghz kv bbl bcf mmcf boe tonnes
    """
)
_SHARES = _words_of("shares share adss ads adrs adr adses stocks")
#: Spans of time: a number before them is a duration, not a figure.
_DURATION_NOUN = re.compile(
    r"(?:[\s-]+(?:\(\d+\)\s+)?(?:business|calendar|trading|working|consecutive|full|additional|more"
    r"|successive|further|fiscal|financial|annual|straight|prior|preceding|previous|last|past|next"
    r"|recent|most|complete|academic|crop|light|and|a|half|one-half|(?:or|to)\s+\w+)){0,5}"
    r"[\s-]+(?:days?|weeks?|weekends?|months?|quarters?|years?|hours?|minutes?|seconds?|decades?"
    r"|centuries|century|semesters?|nights?|seasons?|milliseconds?)\b",
    re.IGNORECASE,
)
#: "one" before these is an idiom, not a count.
_IDLE_AFTER_ONE = _words_of(
    """
    time day hand another thing point way place side part reason example exception instance
    respect such more who that which year month week quarter hour or of and form type kind
    extent measure step area aspect basis word
    """
)
_WORD = re.compile(r"(\s+|(?<=\))\s*)((?:[A-Z]\.){2,}|[^\W\d_](?:[\w'’&/-]*\w)?)(?!\w)")
_LONGEST = 7  # words
_LONGEST_SINGULAR = 4


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """Where the noun ends in the text, and whether it counts shares."""

    end: int
    shares: bool


def is_duration(text: str, end: int) -> bool:
    """Whether the number that ends at ``end`` counts days, months, years or the like."""
    return _DURATION_NOUN.match(text, end) is not None


def counted_noun(text: str, end: int, value: float | None) -> CountedNoun | None:
    """The noun that the number ending at ``end`` counts; None where there is none."""
    return _singular(text, end) if value == 1 else _plural(text, end)


def is_plural(word: str) -> bool:
    """Whether a word has the form of a plural noun."""
    low = word.lower()
    if low in _IRREGULAR:
        return True
    if low in _NO_PLURAL or low in _STOP or len(low) < 3:  # noqa: PLR2004 - "as", "is", "us"
        return False
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s"))


def _words(text: str, end: int, longest: int) -> list[re.Match[str]]:
    """The words after a number, up to punctuation or a function word."""
    words: list[re.Match[str]] = []
    while len(words) < longest and (match := _WORD.match(text, end)):
        if match[2].lower() in _STOP and not _joins_adjectives(text, match, words):
            break
        words.append(match)
        end = match.end()
    return words


def _joins_adjectives(text: str, match: re.Match[str], words: list[re.Match[str]]) -> bool:
    """Whether "and" stands between two adjectives: "domestic and foreign subsidiaries"."""
    if match[2].lower() not in {"and", "or"} or not words:
        return False
    after = _WORD.match(text, match.end())
    if after is None or after[2].lower() in _STOP or after[2].endswith("ly"):
        return False
    head = _WORD.match(text, after.end())
    return is_plural(after[2]) or (head is not None and is_plural(head[2]))


def _plural(text: str, end: int) -> CountedNoun | None:
    words = _words(text, end, _LONGEST)
    for number, match in enumerate(words):
        if not is_plural(match[2]):
            continue
        after = words[number + 1] if number + 1 < len(words) else None
        head = after if after and is_plural(after[2]) and after[2].islower() else match
        return CountedNoun(head.end(), head[2].lower() in _SHARES)
    return None


def _singular(text: str, end: int) -> CountedNoun | None:
    words = _words(text, end, _LONGEST_SINGULAR)
    kept: list[re.Match[str]] = []
    for number, match in enumerate(words):
        word = match[2]
        if (
            _is_participle(text, match)
            if not kept
            else (_is_verb(text, match, words[number + 1 :]) or _new_name(kept[-1][2], word))
        ):
            break
        kept.append(match)
    if not kept or kept[0][2].lower() in _IDLE_AFTER_ONE or is_plural(kept[0][2]):
        return None
    return CountedNoun(kept[-1].end(), kept[-1][2].lower() in _SHARES)


def _is_verb(text: str, match: re.Match[str], rest: list[re.Match[str]]) -> bool:
    """Whether a word after a singular noun is its verb: "one customer accounted for"."""
    word = match[2].lower()
    if word.endswith("s") and is_plural(word):
        return True
    if not word.endswith(("ed", "ing")):
        return word.endswith("ly")
    return not rest or _is_participle(text, match)


def _is_participle(text: str, match: re.Match[str]) -> bool:
    """Whether a word is a verb form with what it governs: "one based on", "one giving it"."""
    if not match[2].lower().endswith(("ed", "ing")):
        return False
    following = _WORD.match(text, match.end())
    return following is None or following[2].lower() in _STOP


def _new_name(before: str, word: str) -> bool:
    return word[0].isupper() and before[0].islower()
