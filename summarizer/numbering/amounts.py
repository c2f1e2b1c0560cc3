"""Printed figures: money, percentages, counts, shares and ratios, each as it stands in the text.

A figure is a numeral, or a number word before the noun that it counts. Dates, durations, ages,
times of day, the numbers of sections, notes, forms, laws and products, and list numbers are none.
Rules of reading:
- the text of a figure holds its approximation ("approximately", "more than", "up to"), its sign,
  number and scale, and the noun that it counts; "a total of" and "per share" stay outside;
- a range whose ends share a scale, a per cent sign or a noun is one figure ("$5 to $7 million",
  "10-15%"), its value the upper end; ends that are complete in themselves are two figures;
- basis points are per cent: 50 basis points have the value 0.5;
- a figure is suspect, and has neither value nor currency, where its sign or size is damaged:
  misplaced separators; groups of digits with blanks between; a sign that is no sign (Y, S, ? before
  a number with a scale); an escaped sign against the currency of the text around; a scale without
  any sign and noun among signed ones;
- the mark of a footnote after a number ("$11² million") is no part of it; where a raised digit can
  be an exponent (on 10, or on a number without sign, scale and per cent), the figure is suspect.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from summarizer.numbering.currencies import SIGN, WORD, currency_of
from summarizer.numbering.identifiers import (
    goes_on,
    in_heading_case,
    is_idle_word,
    leading_marker_end,
    names_something,
)
from summarizer.numbering.nouns import counted_noun, is_duration
from summarizer.numbering.numerals import (
    DIGITS,
    SCALE_LETTERS,
    SCALES,
    WORDS,
    may_have_number,
    number_value,
)
from summarizer.numbering.ratios import find_ratios
from summarizer.records import Reliability, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAmount:
    """A figure of a text: its span in it and what it says (``records.Amount`` has the units)."""

    span: Span
    value: float | None
    unit: str
    currency: str | None
    scale: str
    approximate: bool
    reliability: Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyContext:
    """What the filing says of its money: what a mere "$" is, and its main currency if any.

    ``signed`` is whether the risk factor has figures with a currency sign.
    """

    dollar: str = "USD"
    main: str | None = None
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """A number with what belongs to it, on the way to being a figure."""

    start: int
    end: int
    number: str
    number_end: int
    value: float | None  # before the scale; None if garbled
    sign: str | None = None
    scale: str = "ones"
    factor: float = 1.0
    unit: str = ""
    approximate: bool = False
    negative: bool = False
    complete: bool = True  # has a scale, noun or per cent sign of its own, or needs none
    raised: bool = False  # a raised mark follows the digits


# ── what a number looks like ─────────────────────────────────────────────────────────────────────
_NUMBER = re.compile(
    rf"(?P<sign>{SIGN})\s{{0,2}}(?P<signed>\(?[-−]?\s?)"
    rf"(?P<after>\d{{1,3}}(?:\s,\s?|,\s)\d{{3}}(?![\w,.%])(?!\s+[a-z]{{3,}}s\b)|{DIGITS})"
    rf"|(?P<garbled>(?<![\w.,])(?:[YS?#�]|Â[£¥]|â‚¬))\s?(?P<unsigned>{DIGITS})"
    r"(?=[\s-]*(?:thousand|million|billion|trillion)\b)"
    rf"|(?<![\w.,/:])(?<![A-Za-z)][-–/])(?P<bare>{DIGITS})"
    rf"|(?<![\w-])(?P<words>(?i:{WORDS}))(?P<echo>\s*\(\s*\d[\d,]*\s*\))?(?![\w])(?!-(?!\s*(?:million|billion|thousand|per)\b)[A-Za-z])"
)
_SCALED = r"(?=[\s-]*(?:thousand|million|billion|trillion)s?\b|\s*%|\s*per\b)"
_FRACTION = re.compile(
    rf"(?:[\s-]\s?\d{{1,2}}/\d{{1,2}}(?![\d/])|\s?[⁰¹²³⁴-⁹]{{1,2}}[/⁄][\d₀-₉]{{1,2}}){_SCALED}"
    r"|\s?(?P<glyph>[½¼¾⅓⅔⅛⅜⅝⅞])"
)
_DENOMINATOR = re.compile(rf"/(?P<lower>\d{{1,2}})(?![\d/]){_SCALED}")  # "$1/2 million"
_GROUPS = re.compile(r"(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d/-])(?:[.,]\d+)?")  # "1 234 567"
# Marks of footnotes, raised or not, between a number and what it is a number of.
_CENTS_RAISED = re.compile(r"[^⁰¹²³⁴-⁹][⁰¹²³⁴-⁹]{2}$")
_RAISED = r"[⁰¹²³⁴-⁹⁻⁺ⁿ⁽⁾ᵃ-ᵛᶜᶠᶻʰʲʳˢʷˣʸⁱ]"
_MARK = re.compile(
    rf"\s?(?P<raised>{_RAISED}+(?:[,\s]{{0,2}}{_RAISED}+)*)"
    rf"|\s?(?:[*†‡§]{{1,3}}|\((?:\d{{1,2}}|[a-z])\)|\[(?:[\d⁰¹²³⁴-⁹]{{1,2}}|[a-z])\])"
    rf"(?=[\s-]*(?:thousand|million|billion|trillion)s?\b|\s*%)"
)
_GLYPHS = dict(
    zip("½¼¾⅓⅔⅛⅜⅝⅞", (1 / 2, 1 / 4, 3 / 4, 1 / 3, 2 / 3, 1 / 8, 3 / 8, 5 / 8, 7 / 8), strict=True)
)
_SCALE = re.compile(
    r"\)?[\s-]{0,3}(?P<scale>thousand|million|billion|trillion)s?(?![\w])", re.IGNORECASE
)
_ECHO = re.compile(r"\s*\(\s*\d[\d,]*\s*\)")  # "five million (5,000,000)"
_SCALE_LETTER = re.compile(r"\s?(k|K|mm|MM|mn|MN|m|M|bn|Bn|BN|b|B|tn)(?![\w&])")
_INDIAN = re.compile(r"\s+(crores?|lakhs?|lacs?)\b", re.IGNORECASE)
_PERCENT = re.compile(
    r"\)?\s{0,2}(?:%|(?:-|\s+)?(?P<points>basis[\s-]+points?|bps?)\b"
    r"|[\s-]+(?:per\s?cent(?:age)?(?:[\s-]+points?)?|percentage)\b|-percent\b)",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(rf"(?:[\s-]{{1,2}})(?P<word>{WORD})")
_CENTS = re.compile(r"\s+cents?\b(?!\s+per\s+cent)", re.IGNORECASE)
_OR_MORE = re.compile(r"\s+or\s+(?:more|less|fewer|greater|higher|lower|above)\b", re.IGNORECASE)
_APPROXIMATE = re.compile(
    r"(?:\b(?:approximately|approx\.?|about|around|roughly|nearly|almost|more\s+than|less\s+than"
    r"|fewer\s+than|greater\s+than|higher\s+than|lower\s+than|up\s+to|upwards?\s+of|at\s+least"
    r"|at\s+most|as\s+much\s+as|as\s+many\s+as|as\s+little\s+as|as\s+high\s+as|as\s+low\s+as"
    r"|in\s+excess\s+of|an\s+excess\s+of|no\s+more\s+than|not\s+more\s+than|no\s+less\s+than"
    r"|not\s+less\s+than|not\s+to\s+exceed|not\s+exceeding|exceeding|close\s+to|well\s+over"
    r"|just\s+over|just\s+under|(?<!\bthe\s)(?:over|under|below|above)|an?\s+estimated|estimated\s+at"
    r"|a\s+minimum\s+of|a\s+maximum\s+of|minimum\s+of|maximum\s+of|some)\s+(?:an?\s+)?|~\s?)$",
    re.IGNORECASE,
)
_WINDOW = 40  # characters before a number that can bear on it
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")


# ── reading one number ───────────────────────────────────────────────────────────────────────────
def _read(text: str, match: re.Match[str]) -> _Token:
    """A number with its sign, scale and unit sign, nothing judged yet."""
    digits = match["after"] or match["unsigned"] or match["bare"]
    printed = digits or match["words"]
    sign = match["sign"] or match["garbled"]
    value = number_value(printed, lakh=bool(sign and ("Rs" in sign or sign in {"INR", "₹"})))
    negative = bool(match["signed"] and match["signed"].strip())
    end = match.end()
    token = _Token(
        start=match.start(), end=end, number=printed, number_end=end, value=value, sign=sign,
        negative=negative, complete=False,
    )  # fmt: skip
    if negative and "(" in match["signed"] and text[end : end + 1] == ")":
        token = replace(token, end=end + 1)
    token = _with_mark(text, _with_fraction(text, _with_groups(text, token)))
    token = _with_unit(text, _with_scale(text, token))
    return replace(token, value=None) if token.raised and _may_be_more(text, token) else token


def _may_be_more(text: str, token: _Token) -> bool:
    """Whether raised digits may be an exponent, or cents ("$5⁹⁹"), and no footnote's mark."""
    if token.number == "10" or not (token.unit or token.scale != "ones"):
        return True
    cents = _CENTS_RAISED.search(text, token.start, token.end)
    return token.unit == "money" and token.scale == "ones" and cents is not None


def _with_groups(text: str, token: _Token) -> _Token:
    """The token with the groups of digits that blanks set apart, which may be numbers of their own.

    "1 234 567" may be one number or three: its value is not known.
    """
    match = _GROUPS.match(text, token.end) if re.fullmatch(r"\d{1,3}", token.number) else None
    if match is None:
        return token
    return replace(token, end=match.end(), number_end=match.end(), value=None)


def _with_mark(text: str, token: _Token) -> _Token:
    """The token with a footnote's mark that stands between its digits and its scale or unit."""
    match = _MARK.match(text, token.end) if token.number[-1].isdigit() else None
    if match is None:
        return token
    raised = match["raised"] is not None
    goes_on = text[match.end() : match.end() + 1].isdecimal()  # "$1²1": no number at all
    value = None if raised and goes_on else token.value
    return replace(token, end=match.end(), number_end=match.end(), value=value, raised=raised)


def _with_fraction(text: str, token: _Token) -> _Token:
    if token.value is None:
        return token
    if token.sign and (match := _DENOMINATOR.match(text, token.end)):
        value = token.value / int(match["lower"]) if int(match["lower"]) else None
        return replace(token, end=match.end(), number_end=match.end(), value=value)
    match = _FRACTION.match(text, token.end)
    if match is None:
        return token
    if match["glyph"]:
        more = _GLYPHS[match["glyph"]]
    else:
        plain = unicodedata.normalize("NFKC", match.group()).replace("⁄", "/")
        upper, lower = (int(part) for part in plain.strip(" \t\n-").split("/"))
        more = upper / lower if lower else 0.0
    return replace(token, end=match.end(), number_end=match.end(), value=token.value + more)


def _with_scale(text: str, token: _Token) -> _Token:
    if match := _SCALE.match(text, token.end):
        scale = match["scale"].lower()
        echo = None if token.sign else _ECHO.match(text, match.end())
        end = echo.end() if echo else match.end()
        return replace(token, end=end, scale=scale, factor=SCALES[scale], complete=True)
    if match := _INDIAN.match(text, token.end):
        factor = 1e7 if match[1].lower().startswith("cr") else 1e5
        return replace(token, end=match.end(), factor=factor, complete=True)
    if token.sign and (match := _SCALE_LETTER.match(text, token.end)):
        scale = SCALE_LETTERS[match[1].lower()]
        return replace(token, end=match.end(), scale=scale, factor=SCALES[scale], complete=True)
    return token


def _with_unit(text: str, token: _Token) -> _Token:
    if token.sign:
        return replace(token, unit="money")
    if match := _PERCENT.match(text, token.end):
        factor = 0.01 if match["points"] else 1.0
        return replace(token, end=match.end(), unit="percent", factor=factor, complete=True)
    if match := _CENTS.match(text, token.end):
        return replace(token, end=match.end(), unit="money", factor=0.01, sign="$", complete=True)
    if match := _WORD_AFTER.match(text, token.end):
        word = match["word"]
        return replace(token, end=match.end(), unit="money", sign=word, complete=True)
    return token


# ── from numbers to figures ──────────────────────────────────────────────────────────────────────
def _tokens(text: str, taken: Sequence[Span]) -> Iterator[_Token]:
    """The numbers of a text that are figures, in order; what is taken already is passed over."""
    heading = in_heading_case(text)
    ends = [span.end for span in taken]
    name_end: int | None = None  # where the last number that is part of a name ends
    position = leading_marker_end(text)
    while match := _NUMBER.search(text, position):
        position = match.end()
        blocked = bisect_right(ends, match.start())
        if blocked < len(taken) and taken[blocked].start < match.end():
            position = max(position, taken[blocked].end)
            continue
        token = _read(text, match)
        if _is_name(text, token, name_end, heading=heading):
            name_end = token.number_end
            continue
        name_end = None
        if (figure := _with_noun(text, token, heading=heading)) is not None:
            position = max(position, figure.end)
            yield _with_approximation(text, figure)


def _is_name(text: str, token: _Token, name_end: int | None, *, heading: bool) -> bool:
    """Whether a number without sign or scale is part of a name, or goes on with such numbers."""
    if token.unit or token.scale != "ones":
        return False
    if not token.number[-1].isdigit():
        return is_idle_word(text, token.start, token.number, heading=heading)
    if names_something(text, token.start, token.number_end, heading=heading):
        return True
    if name_end is None or not goes_on(text, name_end, token.start):
        return False
    return counted_noun(text, token.number_end, token.value) is None


_RANGE = re.compile(r"\s*(?:[-–—]|to|or|and)\s*(?=[\d.]|(?:" + WORDS + r")\b)", re.IGNORECASE)
_NUMBER_AFTER = re.compile(rf"(?:{DIGITS}|{WORDS})", re.IGNORECASE)
_PARTITIVE = re.compile(
    r"\s+of\s+(?:our|its|their|the|these|those|such|which|whom|them)\b(?:\s+own\b)?", re.IGNORECASE
)


def _with_noun(text: str, token: _Token, *, heading: bool) -> _Token | None:
    """The token with the noun it counts; None where it turns out to be no figure."""
    more = _OR_MORE.match(text, token.end)
    if token.unit:
        return replace(token, end=more.end(), approximate=True) if more else token
    if _is_time(text, token) or (more and token.value == 1 and token.scale == "ones"):
        return None  # "one or more" counts nothing
    after = more.end() if more else token.end
    noun = counted_noun(text, after, None if token.value is None else token.value * token.factor)
    if noun is not None:
        unit = "shares" if noun.shares else "count"
        return replace(token, end=noun.end, unit=unit, complete=True, approximate=bool(more))
    if token.value != 1 and not heading and (part := _PARTITIVE.match(text, token.end)):
        return _with_whole(text, token, part)
    return replace(token, end=more.end(), approximate=True) if more else token


def _with_whole(text: str, token: _Token, part: re.Match[str]) -> _Token:
    """The token with the whole that it is part of: "three of our plants"."""
    if _NUMBER_AFTER.match(text, part.end() + 1):
        return replace(token, unit="count", complete=True)  # "three of our ten plants" are two
    whole = counted_noun(text, part.end(), None)
    if whole is not None:
        unit = "shares" if whole.shares else "count"
        return replace(token, end=whole.end, unit=unit, complete=True)
    bare = part.group().split()[-1].lower() in {"which", "whom", "them"}
    return replace(token, unit="count", complete=True) if bare else token


def _is_time(text: str, token: _Token) -> bool:
    """Whether a number is part of a duration ("30 to 60 days") or a year on its own."""
    if is_duration(text, token.end):
        return True
    if _YEAR_LIKE.fullmatch(token.number) and token.scale == "ones":
        return _APPROXIMATE.search(text[max(0, token.start - _WINDOW) : token.start]) is None
    gap = _RANGE.match(text, token.end)
    partner = _NUMBER_AFTER.match(text, gap.end()) if gap else None
    return partner is not None and is_duration(text, partner.end())


def _with_approximation(text: str, token: _Token) -> _Token:
    """The token begun at the words that say how exact it is: "up to approximately 40"."""
    start, approximate = token.start, token.approximate
    while match := _APPROXIMATE.search(text[max(0, start - _WINDOW) : start]):
        start -= len(match.group())
        approximate = True
    return replace(token, start=start, approximate=approximate)


_RANGE_GAP = re.compile(r"\s*(?:[-–—]|to)\s*|\s+(?:or|and)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)


def _joined(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """The tokens with the ends of a range put together where they share a scale, sign or noun."""
    joined: list[_Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        gap = text[last.end : token.start] if last and last.end <= token.start else ""
        if last is None or not _RANGE_GAP.fullmatch(gap):
            joined.append(token)
            continue
        between = _BETWEEN.search(text, max(0, last.start - _WINDOW), last.start)
        if gap.strip().lower() == "and" and between is None:
            joined.append(token)
        elif _shares_its_end(last, token):
            start = between.start() if between else last.start
            merged = replace(
                token, start=start, sign=token.sign or last.sign, unit=token.unit or last.unit,
                approximate=True,
            )  # fmt: skip
            joined[-1] = merged
        else:
            joined[-1], second = _with_shared_sign(last, token)
            joined.append(second)
    return joined


def _shares_its_end(first: _Token, second: _Token) -> bool:
    """Whether the first number is incomplete without the second's scale, sign or noun."""
    if first.complete:
        return False
    if first.unit == "money":
        return second.unit == "" or (second.unit == "money" and second.scale != "ones")
    return first.unit == "" and (second.unit != "" or second.scale != "ones")


def _with_shared_sign(first: _Token, second: _Token) -> tuple[_Token, _Token]:
    """The one sign of a range for both its ends: "$2.1 billion to 2.4 billion"."""
    if first.unit == "money" and second.unit == "" and second.scale != "ones":
        return first, replace(second, unit="money", sign=first.sign)
    if second.unit == "money" and first.unit == "" and first.scale != "ones":
        return replace(first, unit="money", sign=second.sign), second
    return first, second


# ── damaged figures ──────────────────────────────────────────────────────────────────────────────
_MONEY_NOUN = re.compile(
    r"\b(?:revenues?|sales|income|profits?|loss(?:es)?|costs?|expenses?|expenditures?|cash|debts?"
    r"|loans?|borrowings?|assets?|liabilit(?:y|ies)|securities|funds?|goodwill|equity|capital|deficit"
    r"|investments?|impairments?|provisions?|dividends?|payments?|proceeds|balance|amount|value)\b",
    re.IGNORECASE,
)
_MONEY_NOUN_WINDOW = 80
_NO_SIGN = re.compile(r"[YS?#�]|Â[£¥]|â‚¬")
_DOUBTFUL = re.compile(r"\\|^(?:[YS?#�]|Â[£¥]|â‚¬)$")


def _currency(token: _Token, money: MoneyContext) -> str:
    return currency_of(token.sign or "$", money.dollar)


def _sign_is_damaged(text: str, token: _Token, around: frozenset[str], money: MoneyContext) -> bool:
    """Whether a figure's sign is no sign, or an escaped one against the currency around it."""
    sign = token.sign or ""
    if _NO_SIGN.fullmatch(sign):
        return True
    if "\\" not in sign or text[token.start - 1 : token.start] == "(":
        return False  # in brackets behind another figure it is its translation
    others = around or (frozenset({money.main}) if money.main else around)
    return bool(others) and _currency(token, money) not in others


def _sign_is_missing(text: str, token: _Token, around: frozenset[str], money: MoneyContext) -> bool:
    """Whether a number with a scale but no sign and no noun stands among signed figures."""
    if token.unit or token.scale == "ones" or not token.number[-1].isdigit():
        return False
    if around:
        return True
    before = text[max(0, token.start - _MONEY_NOUN_WINDOW) : token.start]
    return money.signed and _MONEY_NOUN.search(before) is not None


def _figure(
    text: str, token: _Token, around: frozenset[str], money: MoneyContext
) -> FoundAmount | None:
    """The figure that a token is; None for a bare number that says nothing."""
    missing = _sign_is_missing(text, token, around, money)
    unit = "money" if missing else token.unit or "count"
    if not token.unit and not missing and not _stands_alone(token):
        return None
    damaged = (
        missing
        or token.value is None
        or (unit == "money" and _sign_is_damaged(text, token, around, money))
    )
    value = None if damaged or token.value is None else _value(token)
    return FoundAmount(
        span=Span(token.start, token.end),
        value=value,
        unit=unit,
        currency=_currency(token, money) if unit == "money" and not damaged else None,
        scale=token.scale,
        approximate=token.approximate,
        reliability=Reliability.SUSPECT if damaged else Reliability.OK,
    )


def _stands_alone(token: _Token) -> bool:
    """Whether a number without sign or noun is a figure: large, scaled or approximated."""
    if token.value is None or not token.number[-1].isdigit():
        return token.scale != "ones" and token.value is not None
    return token.scale != "ones" or "," in token.number or token.approximate


def _value(token: _Token) -> float:
    # in decimals, or 1.07 billion would be 1070000000.0000001
    value = float(Decimal(repr(token.value or 0.0)) * Decimal(repr(token.factor)))
    return -value if token.negative else value


# ── doors ────────────────────────────────────────────────────────────────────────────────────────
def find_amounts(
    text: str, times: Sequence[Span] = (), money: MoneyContext | None = None
) -> tuple[FoundAmount, ...]:
    """The printed figures of a unit's text, in order and disjoint, none inside a time phrase."""
    if not may_have_number(text):
        return ()
    ratios = [_ratio(s, value) for s, value in find_ratios(text) if not _taken(s, times)]
    taken = sorted([*times, *(ratio.span for ratio in ratios)])
    tokens = _joined(text, list(_tokens(text, taken)))
    context = money or MoneyContext()
    around = frozenset(
        _currency(token, context)
        for token in tokens
        if token.unit == "money" and token.sign and not _DOUBTFUL.search(token.sign)
    )
    figures = [_figure(text, token, around, context) for token in tokens]
    return tuple(sorted([*ratios, *(f for f in figures if f)], key=lambda found: found.span))


def _ratio(span: Span, value: float) -> FoundAmount:
    return FoundAmount(
        span=span, value=value, unit="ratio", currency=None, scale="ones", approximate=False,
        reliability=Reliability.OK,
    )  # fmt: skip


def _taken(span: Span, times: Sequence[Span]) -> bool:
    """Whether a stretch overlaps a time phrase; these are in order and disjoint."""
    place = bisect_right(times, span.start, key=lambda time: time.end)
    return place < len(times) and times[place].start < span.end
