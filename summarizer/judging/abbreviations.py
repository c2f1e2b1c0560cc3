"""Abbreviations that a text defines wrongly, or uses without ever saying what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_LINK_WORDS = r"(?:of|and|the|for|in|on|to|de|&)"

# ── defined wrongly ──────────────────────────────────────────────────────────────────────────────
_TERM = r"\(\s*(?:the\s+|or\s+|collectively,?\s+)?[\"“']([A-Z]{2,8})s?[,.]?[\"”']\s*\)"
_HAS_TERM = re.compile(_TERM)
_DEFINED = re.compile(rf"((?:[A-Za-z][\w’'-]*[\s-]+(?:{_LINK_WORDS}\s+)*){{2,9}}){_TERM}")


def misdefined(text: str) -> Iterator[tuple[str, str]]:
    """Each abbreviation of ``text`` that does not fit the words before it, with the definition.

    Conservative, as names are abbreviated from other languages or by whim: there are as many words
    as letters, half of them begin with their letter, and one letter stands in none of the words.
    """
    if not _HAS_TERM.search(text):
        return  # most texts: the whole pattern is slow where there is nothing to find
    for match in _DEFINED.finditer(text):
        short = match[2]
        before = re.findall(r"[A-Za-z][\w’']*", match[1])
        telling = [w for w in before if not re.fullmatch(_LINK_WORDS, w, re.IGNORECASE)]
        named = telling[-len(short) :]
        agree = sum(w[0].upper() == letter for w, letter in zip(named, short, strict=False))
        if len(named) < len(short) or agree * 2 < len(short):
            continue
        alike = [w for w in telling if w[0].isupper() == named[-1][0].isupper()]
        if _in_order(short, [w[0].upper() for w in alike]):
            continue
        start = match.start() + match[1].rfind(named[0])
        words = text[start : match.end(1)].upper()
        if any(letter not in words for letter in short):
            yield short, " ".join(text[start : match.end()].split())


def _in_order(short: str, initials: list[str]) -> bool:
    """Whether the letters of ``short`` come in ``initials`` in their order, others between them."""
    left = iter(initials)
    return all(letter in left for letter in short)


# ── never defined ────────────────────────────────────────────────────────────────────────────────
_COMMON_TEXT = """
SEC IRS FDA FTC FCC EPA DOJ FDIC FERC FINRA PCAOB FASB IASB OSHA NYSE NASDAQ OTC OTCQB OTCQX
OTCBB EDGAR XBRL GAAP IFRS ERISA HIPAA LIBOR SOFR EBITDA EPS CEO CFO COO CTO CIO IPO LLC LLP LTD
INC PLC USA UAE OECD NATO OPEC WTO IMF GDP CPI VAT ESG COVID SARS HIV AIDS DNA RNA ATM ATMS WAN
LAN GPS CPU USB PDF SMS DVD URL WEB HTML ISO ERP CRM PIN DSL VPN RFID API IOT NOTE ITEM
PART TABLE FORM RISK USD EUR GBP JPY CAD CHF RMB NOT AND THE FOR ALL ANY OUR YOU NOR BUT MAY
"""
_COMMON = frozenset(_COMMON_TEXT.split())
"""What a reader of filings knows (authorities, markets, statutes and rules that every filer names,
offices, legal forms, currencies, everyday technology and medicine), and plain words in capitals."""

_TOKEN = re.compile(r"(?<![\w.&/$-])[A-Z]{3,6}(?=s?(?![\w&/®™]|-\w|\(R\)|\.\w))")
_ROMAN = re.compile(r"[IVXLCDM]+")
_NEIGHBOUR_BEFORE = re.compile(r"(?:[A-Z][\w.’'&-]*|\d[\w.]*|[\"“'(])\s*$")
_NEIGHBOUR_AFTER = re.compile(r"^s?(?:\s[A-Z]|\s?\d|[\"”]|\s?\()")
_REACH = 60
"""Characters on either side of an abbreviation that tell whether it belongs to a name."""

_OPENING = re.compile(r"(?:^|[.:;!?]\s+)[\"“(]?[A-Z][a-z]+\s$")


def undefined(text: str, whole: str) -> Iterator[str]:
    """The abbreviations in ``text``, each once, that ``whole`` (the filing) nowhere explains.

    Left out are those of two letters, those in ``_COMMON``, numerals, and those beside
    a capital or a number, which belong to a name.
    """
    seen: set[str] = set()
    for match in _TOKEN.finditer(text):
        short = match[0]
        if short not in seen and _is_abbreviation(short) and _stands_alone(text, match):
            seen.add(short)
            if not explained(short, whole):
                yield short


def _is_abbreviation(short: str) -> bool:
    known = short in _COMMON or _ROMAN.fullmatch(short)
    return not known and len(set(short)) > 1


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    after = text[match.end() : match.end() + _REACH]
    named = _NEIGHBOUR_BEFORE.search(before) and not _OPENING.search(before)
    return not named and not _NEIGHBOUR_AFTER.match(after)


@lru_cache(maxsize=1024)
def explained(short: str, whole: str) -> bool:
    """Whether ``whole`` says what ``short`` stands for: in brackets, after "or", or spelled out."""
    own = rf"{short}s?\b"
    spelled = rf"[\s-]+(?:{_LINK_WORDS}\s+)*".join(rf"{letter}[\w’'-]{{2,}}" for letter in short)
    forms = (
        rf"\([^()]{{0,60}}[\"“]{own}",
        rf"\(\s*(?:the\s|or\s|formerly\s|collectively,?\s)?{own}\s*[),;]",
        rf"\b{own}[\"”]?,?\s\([A-Za-z]",
        rf"\b(?:or|as|the)\s(?:the\s)?[\"“]{own}",
        rf",\sor\s{own}",
        rf"\b(?:known as|called|named|referred to as)\s(?:the\s)?{own}",
        rf"\b{own}\s(?:stands for|means|refers to)\b",
        rf"\b{spelled}",
    )
    return any(re.search(form, whole) for form in forms)
