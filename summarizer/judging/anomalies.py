"""Faults of the source text that code can see: shown as printed, never corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.judging.quoting import shortened
from summarizer.memo import Anomaly
from summarizer.records import NumberedFactor, Reliability, Unit
from summarizer.splitting.instructions import addresses_machine

_PAIRS = {")": "(", "]": "[", "”": "“"}
_ENUMERATOR = re.compile(r"(?:^|[\s;,])(?:[ivxIVX]{1,5}|[a-zA-Z]|\d{1,3})$")
"""What stands before the bracket of an item such as "a)", which opens nothing."""
_DEFINED = re.compile(
    r"((?:[A-Z][\w’'-]+\s+(?:(?:of|and|the|for|on|in|de|&)\s+)*){2,8})"
    r"\(\s*(?:the\s+|or\s+|collectively,?\s+)?[\"“']([A-Z]{2,8})[,.]?[\"”']\s*\)"
)


def anomalies_of(numbered: NumberedFactor, *, cut_off: bool) -> Iterator[Anomaly]:
    """What code finds wrong with the text; ``cut_off`` is whether the file ends inside it."""
    yield from _damaged(numbered)
    yield from _unbalanced(numbered.units)
    yield from _odd_abbreviations(numbered.units)
    for unit in numbered.units:
        if addresses_machine(unit.text):
            note = f"{unit.id} addresses a machine or author; it was described, not followed."
            yield Anomaly(type="embedded_instruction", quote=shortened(unit), note=note)
    if cut_off and numbered.units:
        last = numbered.units[-1]
        note = "The file ends inside the section: what follows, if anything, is missing."
        yield Anomaly(type="missing_text", quote=shortened(last), note=note)


def _damaged(numbered: NumberedFactor) -> Iterator[Anomaly]:
    """Figures whose sign or size cannot be relied on."""
    for amount in numbered.amounts:
        if amount.reliability is Reliability.SUSPECT:
            note = f"The sign or size of figure {amount.id} is damaged; it is quoted, not used."
            yield Anomaly(type="damaged_figure", quote=amount.text, note=note)


def _unbalanced(units: Sequence[Unit]) -> Iterator[Anomaly]:
    """Brackets and quotation marks that open without closing, or close without opening."""
    open_marks: list[tuple[str, Unit]] = []
    for unit in units:
        for match in re.finditer(r"[()\[\]“”]", unit.text):
            char = match[0]
            if char in _PAIRS.values():
                open_marks.append((char, unit))
            elif open_marks and open_marks[-1][0] == _PAIRS[char]:
                open_marks.pop()
            elif not _ENUMERATOR.search(unit.text[: match.start()]):
                yield _stray(char, unit)
    for char, unit in open_marks:
        yield _stray(char, unit)
    straight = [unit for unit in units if unit.text.count('"') % 2]
    if len(straight) % 2:
        yield _stray('"', straight[-1])


def _stray(char: str, unit: Unit) -> Anomaly:
    note = f"{char} in {unit.id} has no partner."
    return Anomaly(type="unbalanced_punctuation", quote=shortened(unit, around=char), note=note)


def _odd_abbreviations(units: Sequence[Unit]) -> Iterator[Anomaly]:
    """A defined term in capitals with other letters than the words before it.

    Conservative: it has as many letters as there are capitalised words, most of them agree, and
    one of its letters stands nowhere in these words.
    """
    for unit in units:
        for match in _DEFINED.finditer(unit.text):
            short = match[2]
            named = re.findall(r"\b[A-Z][\w’'-]+", match[1])[-len(short) :]
            agree = sum(word[0] == letter for word, letter in zip(named, short, strict=False))
            letters = "".join(named).upper()
            full = len(named) == len(short) and agree * 2 >= len(short)
            if full and any(letter not in letters for letter in short):
                note = f"“{short}” does not abbreviate the words that it follows ({unit.id})."
                quote = " ".join(match[0].split())
                yield Anomaly(type="abbreviation_mismatch", quote=quote, note=note)
