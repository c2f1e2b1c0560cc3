"""Numbers as filings print them: digits, number words and scale words."""

from __future__ import annotations

import re

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORD_VALUE = (
    {word: float(value) for value, word in enumerate(_ONES)}
    | {word: 10.0 * (place + 2) for place, word in enumerate(_TENS)}
    | {"a": 1.0, "an": 1.0, "hundred": 100.0, "dozen": 12.0}
)
_SMALL = "(?:" + "|".join(_ONES[:0:-1]) + ")"  # longest first: "sixteen" before "six"
_ROUND = "(?:" + "|".join(_TENS) + ")"
_BELOW_HUNDRED = rf"(?:{_ROUND}(?:[\s-]{_SMALL})?|{_SMALL})"

#: Digits with their separators, well placed or not.
DIGITS = r"\.?\d+(?:[.,]\d+)*"
#: Number words up to the hundreds; scale words follow on their own.
WORDS = (
    rf"(?:(?:an?|{_BELOW_HUNDRED})\s+hundred(?:\s+(?:and\s+)?{_BELOW_HUNDRED})?(?![\w-])"
    rf"|(?:an?|{_SMALL})\s+dozen\b|an?(?=\s+(?:million|billion|trillion)\b)|{_BELOW_HUNDRED})"
)
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SCALE_LETTERS = {
    "k": "thousand", "m": "million", "mm": "million", "mn": "million", "b": "billion",
    "bn": "billion", "tn": "trillion",
}  # fmt: skip


def _hint() -> str:
    """Words that begin a number, by first letter: the regex engine can skip to a single letter."""
    words = [*_ONES[1:], *_TENS]
    ends = {first: "|".join(w[1:] for w in words if w[0] == first) for first in "efnost"}
    return "|".join(rf"{first}(?<!\w{first})(?:{rest})\b" for first, rest in ends.items())


_HINT = re.compile(rf"\d|{_hint()}|hundred|dozen|million|billion|trillion")


def may_have_number(text: str) -> bool:
    """Whether a text has a digit or a word that can begin a number: a fast first look."""
    return _HINT.search(text.lower()) is not None


_PLAIN = re.compile(r"\d*\.?\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LAKH = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")


def number_value(printed: str, *, lakh: bool = False) -> float | None:
    """The value of digits or number words; None where the separators are misplaced ("1,23,4").

    Groups of three by commas, or by two dots and more; by lakh and crore where the currency does.
    """
    if not printed[-1].isdigit():
        return _words_value(printed)
    if _PLAIN.fullmatch(printed) or (lakh and _LAKH.fullmatch(printed)):
        return float(printed.replace(",", ""))
    return float(printed.replace(".", "")) if _DOTTED.fullmatch(printed) else None


def _words_value(printed: str) -> float:
    total = 0.0
    for word in re.split(r"[\s-]+", printed.lower()):
        if word in {"hundred", "dozen"}:
            total *= _WORD_VALUE[word]
        else:
            total += _WORD_VALUE.get(word, 0.0)  # "and" adds nothing
    return total
