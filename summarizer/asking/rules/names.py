"""Proper names, by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.asking.rules.page import Line

MOST = 40
SHORTEST, LONGEST = 2, 80
"""Characters of a name."""

_NAME = re.compile(
    r"(?:(?:Mr|Ms|Mrs|Dr)\.\s)?[A-Z][\w&’'-]*(?:\.[A-Z]\b\.?)*"
    r"(?:\s(?:of\s(?:the\s)?|and\s|de\s|van\s|for\s(?=[A-Z][a-z]+\s(?:and|"
    r"Commission)))?[A-Z][\w&’'-]*\.?)*"
)
_DOTTED = re.compile(r"(?:\b(?:Inc|Ltd|Co)|\b[A-Z]\.[A-Z])\.$")
"""Names that a full stop belongs to."""

_NO_NAMES_TEXT = """
we our us the a an in on at of if as it its this that these those such any all some many most no
not nor and or but for from to by with while although because however moreover furthermore
additionally accordingly finally also item note part table section form annual report risk
factors company group board directors common stock class internet january february march april
may june july august september october november december monday friday fiscal quarter year i ii
iii iv v vi note ip it ceo cfo id ids pc pcs tv atm atms llc inc ltd gaap ifrs esg ai roe eps
usd us$ mr ms management notes exchange chief executive officer financial president vice
chairman director q1 q2 q3 q4 after before since during when where unless until under over there
they he she you your my each both certain other several various new additional future failure
changes risks our services products certificate incorporation bylaws amended restated preferred
ordinary shares american depositary business operations item1a so thus then than here even
because further
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
_PLACES_TEXT = """
united states, u.s., us, usa, america, canada, mexico, brazil, argentina, chile, peru, colombia,
venezuela, europe, european union, eu, e.u., u.k., uk, united kingdom, england, scotland,
ireland, france, germany, spain, italy, portugal, netherlands, belgium, switzerland, austria,
poland, sweden, norway, denmark, finland, greece, turkey, russia, ukraine, china, hong kong,
taiwan, japan, korea, south korea, north korea, india, pakistan, vietnam, thailand, malaysia,
singapore, indonesia, philippines, australia, new zealand, israel, egypt, nigeria, congo, kenya,
ghana, south africa, saudi arabia, iraq, iran, asia, africa, middle east, latin america, north
america, south america, california, texas, florida, new york, delaware, nevada, washington,
illinois, ohio, georgia, virginia, maryland, massachusetts, new jersey, pennsylvania, michigan,
tokyo, osaka, london, beijing, shanghai, puerto rico, bermuda, cayman islands, luxembourg, asia-
pacific, gulf of mexico, eastern europe, western europe, southeast asia, prc, gulf coast
"""
_PLACES = frozenset(name.strip() for name in _PLACES_TEXT.replace("\n", " ").split(","))
_TITLES = ("Mr.", "Ms.", "Mrs.", "Dr.")
_AUTHORITY = re.compile(
    r"\b(?:Commission|Agency|Administration|Ministry|Department|Authority|Court|Congress|"
    r"Parliament|Federal Reserve|"
    r"Treasury|Bureau|FDA|SEC|FCC|EPA|FERC|FTC|DOJ|IRS|OSHA|FDIC|CFPB|OCC|CMS|Government|Council|"
    r"Board of Governors)\b"
)
_FIRM = re.compile(
    r"\b(?:Inc|Corp|Corporation|Ltd|Limited|LLC|L\.L\.C|PLC|plc|N\.V|S\.A|AG|GmbH|Co|Company|Group|"
    r"Bank|Holdings|"
    r"Partners|Trust|Fund|Communications|Networks|Solutions|Systems|Technologies|Airlines|"
    r"Pharma\w*)\b\.?"
)


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name as printed and its kind."""

    name: str
    kind: str


def proper_names(lines: Sequence[Line], issuer: str) -> tuple[ProperName, ...]:
    """The names that stand inside sentences of ``lines``, the issuer's aside, in order."""
    body = lines[1:] or lines
    found = dict.fromkeys(name for line in body for _, name in names_in(line.text, issuer))
    return tuple(ProperName(name, kind_of(name)) for name in found)[:MOST]


def names_in(text: str, issuer: str) -> Iterator[tuple[int, str]]:
    """Each proper name in ``text`` with its place; a sentence's first word alone is none."""
    own = {word.lower() for word in issuer.split()} | {issuer.lower()}
    for match in _NAME.finditer(text):
        start, name = _less_common_words(match.start(), match[0])
        bare = name if _DOTTED.search(name) else re.sub(r"['’]s$", "", name).rstrip(".,")
        if (
            len(bare) < SHORTEST
            or bare.split()[0].lower() in own
            or _opens(text, start, bare)
            or not _telling(bare)
        ):
            continue
        yield start, bare


def _less_common_words(start: int, name: str) -> tuple[int, str]:
    """``name`` without leading words that are no part of a name ("The", "In")."""
    while " " in name and name.split(maxsplit=1)[0].lower().rstrip(".,") in _NO_NAMES - {
        "mr",
        "ms",
    }:
        if name.lower() in _PLACES or is_person(name):
            break
        head, name = name.split(" ", 1)
        start += len(head) + 1
    return start, name


def _opens(text: str, start: int, name: str) -> bool:
    """Whether a single capitalised word owes its capital to its place."""
    at_start = start == 0 or re.search(r"[.:;!?●•·“\"(]\s*$|^\W*$", text[:start]) is not None
    return at_start and " " not in name and not name.isupper()


def _telling(name: str) -> bool:
    parts = [part.lower().rstrip(".") for part in name.split()]
    return (
        not all(part in _NO_NAMES for part in parts) and not name.isdigit() and len(name) <= LONGEST
    )


def kind_of(name: str) -> str:
    """The kind of a name by its form: place, person, authority, entity or other."""
    if name.lower() in _PLACES:
        return "place"
    if is_person(name):
        return "person"
    if _AUTHORITY.search(name):
        return "authority"
    return "entity" if _FIRM.search(name) else "other"


def is_person(name: str) -> bool:
    """Whether ``name`` begins as a person's does."""
    return name.startswith(_TITLES)
