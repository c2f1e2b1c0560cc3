"""Cuts English filing prose into sentences.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number or an
enumerator, or unless the text goes on in small letters. Where it can be both ("in the U.S. We"),
the next word decides: it has to be one that opens sentences and is hardly ever part of a name.
A line end is a blank; a blank line or a bullet ends a sentence unless the sentence visibly goes
on. Colons and semicolons never cut. The rules and word lists are general English usage.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Titles and the like: never the end of a sentence.
_NEVER = _words(
    """Mr Mrs Ms Messrs Dr Prof Hon Rev Gen Sen Rep Gov Capt Col Lt Sgt St v vs viz cf ca
    approx Attn"""
)
# The end of a sentence only before a word that opens one.
_SELDOM = _words(
    """Inc Corp Co Cos Ltd Bros Assn Intl Mfg Mgmt Natl Dept Dist Div Cir Ct Supp Univ Inst
    Govt Jr Sr Esq al rel seq No Nos no nos Sec Secs Art Arts Fig Figs Vol Ch Para pp Ex Exh
    Reg Regs Fed Stat Cong Sess Exch Ref Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Ave Blvd Rd Hwy Ste Bldg Apt Mt Ft Pt Ala Ariz Ark Cal Calif Colo Conn Del Fla Ga Ill
    Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis
    Wyo est incl excl sq ft lbs oz hrs yrs mos cu bbl bbls"""
)
_CLOSERS = r"""["'”’»)\]]*(?:\(\d{1,2}\))?"""
_OPENERS = r"""["'“‘«(\[]*"""
_BULLET = r"(?:[•‣●○◦▪■□▸►·∙❖✓➢*]|\\cdot\b|-\s)"
# A small letter says that the sentence goes on, unless it opens a trade name ("iWidget").
_NEXT = _OPENERS + r"""(?:[^\s"'“‘«(\[a-z]|[a-z]{1,2}[A-Z])"""

# The first character is one set: that lets the regex engine skip through plain text.
_CANDIDATE = re.compile(
    rf"""[.?!…\n](?:
    (?:(?<=[a-z]{{4}}[.?])|(?<=[)”"’%\]][.?!]))(?<!\bapprox\.)(?<!\bMessrs\.)
        {_CLOSERS}(\s++)(?={_NEXT})                                  # 1 after a plain word
    |(?<!\n){_CLOSERS}(\s++)(?={_NEXT})                              # 2 after something else
    |(?<=[a-z]{{3}}[.?!])[”"’)]*()
        (?=(?:The|This|These|We|Our|If|In|It|Any|As|Although|However)[ ,])  # 3 the blank was lost
    |(?<=\n)([^\S\n]*+(?:\n\s*+|(?={_BULLET})))                   # 4 an empty line, a bullet
    )""",
    re.VERBOSE,
)
_OTHER, _LINE = 2, 4
_LOOK_AHEAD = 200  # characters past a window: more than any gap and opening word

_OPENING_WORD = re.compile(
    _OPENERS
    + r"""(?:(?:
    The|This|These|Those|That|There|They|Their|It|Its|He|She|His|Her|We|Our|You|Your|Who|What
    |A|An|All|Any|Both|Certain|Each|Either|Every|Few|Many|Most|Much|Neither|No|None|Nothing|Several
    |Some|Such|Another
    |According|Among|As|At|Before|After|Between|Beyond|By|During|Except|Following|For|From
    |In(?!\s+re\b)|Like|On|Over|Pursuant|Since|Through|Throughout|To|Under|Unlike|Until|Upon|With
    |Within|Without
    |Although|And|Because|But|Despite|Even|If|Nor|Notwithstanding|Once|Or|Though|Unless|When|Whenever
    |Where|Whereas|Whether|While|Yet
    |Also|Based|Due|Further|Furthermore|Given|Hence|However|Instead|Moreover|Nevertheless|Nonetheless
    |Not|Only|Otherwise|Perhaps|Prior|So|Still|Then|Therefore|Thereafter|Thus|Today|Please|Refer|See
    )(?=[\s,])|(?:Mr|Mrs|Ms|Dr|Messrs)\.\s|[A-Z][a-z]+ly(?:,|\s+[a-z]))""",
    re.VERBOSE,
)
_DOTTED = re.compile(r"(?:[A-Za-z]{1,3}\.)*[A-Za-z]|(?:[A-Za-z]{1,3}\.)+[A-Za-z]{1,3}")
_HALF_DAY = re.compile(r"[ap]\.m")
_NUMBER = re.compile(r"\d{1,3}[A-Za-z]?|[IVX]+")
_ITEM = re.compile(r"\b(?:Item|ITEM|Part|PART|Proposal|Article|ARTICLE)s?\s+\S+$")
_REFERENCE = re.compile(
    r"\b(?:Note|Section|Rule|Chapter|Exhibit|Schedule|Appendix|Annex|Table|Figure|Footnote)\s+\S+$"
)
_TITLE = re.compile(_OPENERS + r"[A-Z][\w’'-]*,?\s+(?:(?:and|of|for|to|&)\s+)?[A-Z]")
_LETTERED = re.compile(r"\b(?:Class|Series|Type|Phase|Tier|Level|Plan|Grade)\s+[A-Z]$")
_MIDDLE_INITIAL = re.compile(r"\b[A-Z][a-z]+\s+[A-Z]$")
_ADVERB = re.compile(r"[A-Z][a-z]+ly\b")
_LIST_POSITION = re.compile(r"(?:^|[.;:?!,]\s*\n|\n\s*\n)\s*(?:(?:Item|ITEM|Part|PART)\s+)?\S+$")
_COMPANY_FORM = re.compile(r"(?:Inc|Corp|Ltd|Co|LLC|plc|Holdings)\b")
_AND_OR = re.compile(r"[,;]\s+(?:and|or)$")


def cut_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of ``text`` in order, without surrounding blanks; all else is blank.

    Headings and list items come out as sentences of their own where an empty line or a bullet
    sets them off.
    """
    spans = []
    start = 0
    for end, following in sentence_gaps(text, 0, len(text)):
        spans.append((start, end))
        start = following
    spans.append((start, len(text)))
    return tuple(_trimmed(text, start, end) for start, end in spans if text[start:end].strip())


def sentence_gaps(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The gaps between sentences that begin in [start, end): a sentence's end, the next's start.

    Both are character positions of ``text``; the gap between them is blank, and empty where the
    blank was lost. What stands around the window is looked at, so windows can be put together.
    """
    for found in _CANDIDATE.finditer(text, start, min(end + _LOOK_AHEAD, len(text))):
        if found.start() >= end:
            return
        kind = found.lastindex or 0
        gap, following = found.span(kind)
        if kind == _LINE:
            if _line_ends_sentence(text, found.start(), following):
                yield found.start(), following
        elif (
            kind != _OTHER
            or _stop_ends_sentence(text, found.start(), following)
            or ("\n" in found[kind] and _line_ends_sentence(text, gap, following))
        ):
            yield gap, following


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _stop_ends_sentence(text: str, stop: int, following: int) -> bool:
    """Whether the mark at ``stop`` ends a sentence; ``following`` is where the text goes on."""
    if text[stop] in "?!":
        return not _COMPANY_FORM.match(text, following)
    before = text[max(0, stop - 40) : stop]
    if not before or before[-1] in " .\n\u00a0" or text[stop] == "…":
        return before[-1:] != "\n" and _opens_sentence(text, following)  # an ellipsis
    word = before.split()[-1].lstrip("([\"'“‘—–")
    last = word.rpartition("-")[2]
    if _NUMBER.fullmatch(word):
        return _number_ends_sentence(text, stop, following)
    if _DOTTED.fullmatch(last):
        return _letters_end_sentence(text, stop, following, word)
    return last not in _NEVER and (last not in _SELDOM or _opens_sentence(text, following))


def _opens_sentence(text: str, position: int) -> bool:
    return _OPENING_WORD.match(text, position) is not None


def _letters_end_sentence(text: str, stop: int, following: int, word: str) -> bool:
    """Initials, dotted abbreviations, lettered things and enumerators."""
    if len(word.rpartition("-")[2]) == 1 and "-" in word:
        return True  # "Form 10-K."
    before = text[max(0, stop - 40) : stop]
    if len(word) == 1 and (_LIST_POSITION.search(before) or word.islower()):
        return False
    if _LETTERED.search(before):
        return True
    if _MIDDLE_INITIAL.search(before) and not _REFERENCE.search(before):
        # "Jane Q. Public"; a family name may look like an adverb ("Connolly, our director")
        return _opens_sentence(text, following) and not _ADVERB.match(text, following)
    if word[-1].islower() and len(word.rpartition(".")[2]) == 1 and not _HALF_DAY.fullmatch(word):
        return False  # e.g., i.e.
    return _opens_sentence(text, following)


def _number_ends_sentence(text: str, stop: int, following: int) -> bool:
    """Numbers end sentences unless they count list items or stand before a cited title."""
    before = text[max(0, stop - 40) : stop]
    if _LIST_POSITION.search(before):
        return False
    if _ITEM.search(before):
        return _opens_sentence(text, following)
    if _REFERENCE.search(before):
        return _opens_sentence(text, following) or not _TITLE.match(text, following)
    return True


def _line_ends_sentence(text: str, end: int, following: int) -> bool:
    """Whether the sentence before ``end`` ends with its line, which has no stop that says so."""
    before = text[max(0, end - 40) : end].rstrip()
    if not before or following >= len(text):
        return False
    closed = before[-1] in ".?!:;," or _AND_OR.search(before) is not None
    if text[end:following].count("\n") > 1:
        return closed or not text[following].islower()
    if text[following] in "-*":
        return closed  # else a dash or a product sign at the start of a wrapped line
    return re.match(_BULLET, text[following : following + 5]) is not None
