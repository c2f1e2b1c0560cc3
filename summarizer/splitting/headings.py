"""Headings that begin and end a risk section, by the items of the SEC's forms.

Form 10-K Item 1A and 10-Q Part II Item 1A (since 2005), Form 20-F Item 3.D, Forms S-1 and F-1 Item
3 ("Risk Factors", no number printed), and the freely named sections of the years before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = r"(?:part\s+(?:iv|i{1,3})\b[\s,.:;–—-]*(?:other\s+information[\s,.:;–—-]*)?)?"
_ITEM_1A = re.compile(rf"{_PART}item\s*[1I]\s*\.?\s*\(?a\)?(?![a-z])[\s.:)–—-]*", re.IGNORECASE)
_ITEM_3D = re.compile(
    r"(?:item\s*3\s*[.:–—-]*\s*)?(?:key\s+information\s*[.:–—-]*\s*)?(?:3\s*\.?\s*)?\(?d\)?[\s.):–—-]+|"
    r"item\s*3\s*[.:–—-]*\s*key\s+information\s*[.:–—-]+\s*",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"{_PART}items?\s*(?P<number>\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten)\s*\.?\s*"
    r"\(?(?P<letter>[a-e](?![a-z]))?\)?(?P<mark>[\s.:)–—-]*)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NAME = r"\s*".join("riskfactors")  # converters put blanks inside of words: "Risk Factor s"
_RISK_FACTORS = re.compile(
    rf"(?:(?:certain|principal|additional|other|important|material)\s+)?{_NAME}\b",
    re.IGNORECASE,
)
_PLAIN_TAIL = re.compile(
    r"\W*(?:\(?\s*(?:continued|unaudited)\s*\)?\W*)?$|\s+(?:and|relating|related|affecting|that|which|to|of|"
    r"associated|involving|regarding|in)\b[^.]{0,100}\W*$",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?=.{10,150}$)(?!.*\b(?:see|refer|item)\b)(?!(?:the\s+following|these|this|there|we|such|if|in)\b)(?!.*:$)(?:[\w,\s’'&-]*\s)?(?:risk\s+)?factors\s+(?:(?:that|which)\s+)?"
    r"(?:(?:may|might|could|will|can)\s+)?(?:affect|influenc|impact|to\s+consider|relating)\w*\b[^.;]*\W*$|"
    r"(?:certain\s+|principal\s+|business\s+|significant\s+|other\s+)?risks\s+(?:and|&)\s+uncertainties\W*$|"
    r"(?:certain\s+)?(?:investment|business)\s+(?:risks|considerations)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER_WORDS = {word: str(number) for number, word in enumerate(_WORDS, start=1)}
# What follows the risk factors in prospectuses (Reg. S-K Items 501 to 511 and Forms S-1, F-1) and
# in annual reports without Item 1A (Item 305: market risk).
_AFTER = re.compile(
    r"(?:use\s+of\s+proceeds|(?:special\s+|cautionary\s+)?(?:note|statements?|information|disclosure)\s+"
    r"(?:regarding|about|concerning|on)\s+forward[\s-]*looking|forward[\s-]*looking\s+(?:statements|information)|"
    r"dividend\s+policy|capitali[sz]ation|dilution|determination\s+of\s+offering|selected\s+(?:consolidated\s+)?"
    r"(?:historical\s+)?financial|management[’']s\s+discussion|exchange\s+rates?|plan\s+of\s+distribution|"
    r"(?:quantitative\s+and\s+qualitative\s+disclosures?\s+about\s+)?market\s+risk|"
    r"unresolved\s+staff\s+comments|industry\s+and\s+market\s+data|market\s+(?:and\s+industry|price)|"
    r"description\s+of\s+|the\s+offering|the\s+company|where\s+you\s+can|ratio\s+of\s+earnings|"
    r"legal\s+proceedings|properties|signatures?)",
    re.IGNORECASE,
)
_LONGEST = 200
BARE = 0.9
"""Strength of a heading that reads "Risk Factors" and nothing else."""
PROSPECTUS_ITEM = "Risk Factors"
"""The item of forms that print no number: prospectuses, and annual reports before 2005."""


@dataclass(frozen=True, slots=True)
class Start:
    """A heading that may begin the section; ``length`` characters of the text are the heading."""

    item: str
    strength: float  # how surely these words head the risk factors, in [0, 1]
    length: int
    complete: bool = True  # False: an item number alone, whose name stands in the next block


def start_of(text: str) -> Start | None:
    """The section heading that ``text`` is or opens with, if any."""
    if (numbered := _ITEM_1A.match(text)) is not None:
        return _numbered(text, numbered.end(), "Item 1A")
    if (numbered := _ITEM_3D.match(text)) is not None and len(text) < _LONGEST:
        return _numbered(text, numbered.end(), "Item 3.D")
    plain = _RISK_FACTORS.match(text)
    if plain and len(text) < _LONGEST and (tail := _PLAIN_TAIL.match(text, plain.end())):
        bare = not tail.group().strip(" .:")
        return Start(PROSPECTUS_ITEM, BARE if bare else 0.6, len(text))
    if len(text) < _LONGEST and _FREE.match(text):
        return Start(PROSPECTUS_ITEM, 0.5, len(text))
    return None


def is_bare(text: str) -> bool:
    """Whether ``text`` is the section's plain name, "Risk Factors"."""
    start = start_of(text)
    return start is not None and start.item == PROSPECTUS_ITEM and start.strength == BARE


def _numbered(text: str, at: int, item: str) -> Start | None:
    name = _RISK_FACTORS.match(text, at)
    if name:
        tail = _PLAIN_TAIL.match(text, name.end()) if len(text) < _LONGEST else None
        if tail:
            return Start(item, 1.0, len(text))
        following = text[name.end() : name.end() + 3].lstrip()
        if following[:1] in ".:–—-" or following[:1].isupper():
            mark = re.compile(r"[\s.:–—-]*").match(text, name.end())
            return Start(item, 1.0, mark.end() if mark else name.end())
        return None
    if at == len(text) and item == "Item 1A":
        return Start(item, 1.0, at, complete=False)
    return None


def item_number(text: str) -> str | None:
    """The number of the item that ``text`` heads ("1B", "4"), None where it heads none."""
    match = _ITEM.match(text)
    if match is None:
        return None
    rest, mark = match["rest"], match["mark"].strip()
    number = _NUMBER_WORDS.get(match["number"].lower(), match["number"])
    letter = (match["letter"] or "").upper()
    is_name = rest[:1].isupper() or rest[:1] in "[("
    if not rest or (is_name and (mark or len(text) <= _LONGEST) and rest[:1] not in "“\"'"):
        return number + letter
    return None


def is_successor(text: str) -> bool:
    """Whether ``text`` is the name of a section that follows risk factors."""
    return len(text) < _LONGEST and _AFTER.match(text) is not None
