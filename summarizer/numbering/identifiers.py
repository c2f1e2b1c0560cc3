"""Numbers that are no figures: they name a section, a form, a product, an age, a list's item."""

from __future__ import annotations

import re

_WINDOW = 40  # characters before a number that can bear on it
#: Words that a number follows as a name: "Item 5", "Note 12", "Phase 3", "COVID-19".
_NUMBERED = re.compile(
    r"(?:\b(?:items?|notes?|sections?|sec\.|rules?|forms?|pages?|pp?\.|parts?|chapters?|articles?"
    r"|regulations?|nos?\.|numbers?|levels?|tiers?|phases?|class|classes|series|groups?|types?"
    r"|schedules?|exhibits?|annex|appendix|paragraphs?|clauses?|titles?|statements?|s?fas|fin|asc"
    r"|asu|fsp|sab|ias|ifrs|isa|eitf|topics?|subtopics?|directives?|acts?|bulletins?|opinions?"
    r"|propositions?|volumes?|figures?|tables?|grades?|categor(?:y|ies)|buildings?|suites?|rooms?"
    r"|floors?|highways?|routes?|docket|case|files?|patents?|zones?|blocks?|lots?|stages?|steps?"
    r"|versions?|releases?|amendments?|laws?|decrees?|ordinances?|resolutions?|circulars?|codes?"
    r"|generation|model|unit|line|basel|pillar|proposals?|protocol|standards?|interpretations?"
    r"|subsections?|subparts?|subparagraphs?|division|district|region|box|ext\.|tel\.?|fax)"
    r"\s*(?:\([a-z0-9]{1,3}\)\s*)?|[§¶#]\s*|\b\w*[A-Za-z]\w*[-–/])$",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:ages?|aged)(?:\s+of)?\s+(?:(?:over|under)\s+)?$|\bages\s+\d+\s+(?:to|and)\s+$",
    re.IGNORECASE,
)
#: What goes on after a number that is no figure: "10-K", "505(b)", "24/7", "5:00", "3 p.m.".
_GOES_ON = re.compile(r"-?[A-Za-z]|\([A-Za-z0-9]|/\d|:\d|\s?[ap]\.?m\b")
_MARKER_DIGITS = 3  # "(12)" is a list number or footnote, "(1,234)" is not
_LEADING_MARKER = re.compile(r"\W{0,3}\d{1,2}[.)](?:\s|$)")
_CHAIN = re.compile(
    r"\s*(?:,\s*(?:and\s+|or\s+)?|and\s+|or\s+|to\s+|through\s+|&\s*|[-–—]\s*)(?:\([a-z0-9]+\)\s*)?"
)
_NO_ONE = re.compile(
    r"\b(?:no|any|every|each|this|that|the|another|or|and|than|as)\s+$", re.IGNORECASE
)
_INSIDE = re.compile(r"[\w,;]\s+$|[\"“‘]$")
_LAST_WORD = re.compile(r"([^\W\d_][\w.&'’-]*)\s+\(?$")
#: Words that may have a capital at the start of a sentence and name nothing.
_FUNCTION_WORD = frozenset(
    [
        *("a", "an", "the", "our", "its", "their", "his", "her", "your", "my", "of", "in", "on"),
        *("at", "by", "for", "from", "to", "with", "within", "over", "under", "about", "around"),
        *("almost", "some", "only", "all", "these", "those", "such", "both", "and", "or", "but"),
        *("than", "as", "up", "between", "among", "through", "during", "before", "after", "per"),
        *("against", "plus", "least", "most", "more", "less", "fewer", "that", "which", "who"),
        *("we", "they", "it", "is", "are", "was", "were", "be", "been", "has", "have", "had"),
        *("own", "owns", "owned", "employ", "employs", "employed", "operate", "operates"),
        *("operated", "operating", "includes", "include", "including", "total", "totaling"),
        *("totalling", "reached", "exceed", "exceeds", "exceeding", "top", "largest", "first"),
        *("last", "next", "remaining", "additional", "other", "another", "into", "upon", "via"),
        *("when", "while", "if", "where", "each", "every", "estimated", "maximum", "minimum"),
        *("represent", "represents", "represented", "serve", "serves", "served", "not", "until"),
    ]
)
_MOSTLY = 0.6  # share of words with a capital that makes a heading's style


def in_heading_case(text: str) -> bool:
    """Whether a text is in capitals or title case, so that its capitals name nothing."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    capital = sum(word[0].isupper() for word in words)
    return bool(words) and capital > len(words) * _MOSTLY


def leading_marker_end(text: str) -> int:
    """Where a list number at the text's start ends ("2) ..."), 0 where there is none."""
    match = _LEADING_MARKER.match(text)
    return match.end() if match else 0


def goes_on(text: str, end: int, start: int) -> bool:
    """Whether a number at ``start`` goes on with a list of names' numbers: "Sections 13 and 15"."""
    return _CHAIN.fullmatch(text, end, start) is not None


def names_something(text: str, start: int, end: int, *, heading: bool) -> bool:
    """Whether the digits at [start, end) are part of a name, an age, a time or a list number.

    ``heading``: the text is in heading case, so that a capital before the number says nothing.
    """
    before, number = text[max(0, start - _WINDOW) : start], text[start:end]
    if _NUMBERED.search(before) or _AGE.search(before) or _GOES_ON.match(text, end):
        return True
    if before.endswith("(") and text[end : end + 1] == ")" and len(number) <= _MARKER_DIGITS:
        return True
    return not (heading or "," in number) and _follows_a_name(before)


def _follows_a_name(before: str) -> bool:
    """Whether a word with a capital stands before a number, as in the names of products."""
    match = _LAST_WORD.search(before)
    if match is None or not match[1][0].isupper() or match[1].lower() in _FUNCTION_WORD:
        return False
    return not match[1].endswith(("'s", "’s", "ly"))


def is_idle_word(text: str, start: int, word: str, *, heading: bool) -> bool:
    """Whether a number word counts nothing: "no one customer", "the Big Three", "Phase two"."""
    before = text[max(0, start - _WINDOW) : start]
    if _NUMBERED.search(before) or (word.lower() == "one" and _NO_ONE.search(before)):
        return True
    return not heading and word[0].isupper() and _INSIDE.search(before) is not None
