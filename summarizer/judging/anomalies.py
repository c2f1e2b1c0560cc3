"""Faults of the source text that code can see: shown as printed, never corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.judging.abbreviations import misdefined, undefined
from summarizer.judging.quoting import shortened
from summarizer.memo import Anomaly
from summarizer.records import Filing, NumberedFactor, Reliability, RiskSection, Unit
from summarizer.splitting.instructions import addresses_machine

_BRACKET = re.compile(r"[()\[\]]")
_PAIRS = {")": "(", "]": "["}
_ENUMERATOR = re.compile(r"(?:^|[\s;,])(?:[ivxIVX]{1,5}|[a-zA-Z]|\d{1,3})$")
"""What stands before the bracket of an item such as "a)", which opens nothing."""

_QUOTATION_MARK = re.compile(r"(?<!\d)[\"“”]|(?<=\d)[“”]")
"""A straight mark behind a digit is an inch."""


def anomalies_of(
    numbered: NumberedFactor, *, filing: Filing, section: RiskSection
) -> Iterator[Anomaly]:
    """What code finds wrong with the text of one risk factor of ``section``."""
    yield from _damaged(numbered)
    yield from _unbalanced(numbered.units)
    yield from _odd_abbreviations(numbered.units)
    yield from _undefined_abbreviations(numbered, filing, section)
    for unit in numbered.units:
        if addresses_machine(unit.text):
            note = f"{unit.id} addresses a machine or author; it was described, not followed."
            yield Anomaly(type="embedded_instruction", quote=shortened(unit), note=note)
    last = section.factors[-1:] and section.factors[-1].id == numbered.factor.id
    if last and not section.closed and numbered.units:
        note = "The file ends inside the section: what follows, if anything, is missing."
        yield Anomaly(type="missing_text", quote=shortened(numbered.units[-1]), note=note)


def _damaged(numbered: NumberedFactor) -> Iterator[Anomaly]:
    """Figures whose sign or size cannot be relied on."""
    for amount in numbered.amounts:
        if amount.reliability is Reliability.SUSPECT:
            note = f"The sign or size of figure {amount.id} is damaged; it is quoted, not used."
            yield Anomaly(type="damaged_figure", quote=amount.text, note=note)


def _unbalanced(units: Sequence[Unit]) -> Iterator[Anomaly]:
    """Brackets that open without closing, or close without opening; quotations left open.

    Brackets and quotations may run over several units. The shape of a quotation mark is not looked
    at: a wrong one is a slip of type that hides nothing.
    """
    open_marks: list[tuple[str, Unit]] = []
    for unit in units:
        for match in _BRACKET.finditer(unit.text):
            char = match[0]
            if char in _PAIRS.values():
                open_marks.append((char, unit))
            elif open_marks and open_marks[-1][0] == _PAIRS[char]:
                open_marks.pop()
            elif not _ENUMERATOR.search(unit.text[: match.start()]):
                yield _stray(char, unit)
    for char, unit in open_marks:
        yield _stray(char, unit)
    odd = [unit for unit in units if len(_QUOTATION_MARK.findall(unit.text)) % 2]
    if len(odd) % 2:
        marks = _QUOTATION_MARK.findall(odd[-1].text)
        yield _stray(marks[-1], odd[-1])


def _stray(char: str, unit: Unit) -> Anomaly:
    note = f"{char} in {unit.id} has no partner."
    return Anomaly(type="unbalanced_punctuation", quote=shortened(unit, around=char), note=note)


def _odd_abbreviations(units: Sequence[Unit]) -> Iterator[Anomaly]:
    """Defined terms with other letters than the words that they stand for."""
    for unit in units:
        for short, quote in misdefined(unit.text):
            note = f"“{short}” does not abbreviate the words that it follows ({unit.id})."
            yield Anomaly(type="abbreviation_mismatch", quote=quote, note=note)


def _undefined_abbreviations(
    numbered: NumberedFactor, filing: Filing, section: RiskSection
) -> Iterator[Anomaly]:
    """Abbreviations that the file nowhere explains, where the section uses them first."""
    start = numbered.factor.span.start
    earlier = [factor.span for factor in section.factors if factor.span.start < start]
    found: set[str] = set()
    for unit in numbered.units:
        for short in undefined(unit.text, filing.text):
            used = re.compile(rf"\b{short}")
            if short not in found and not any(used.search(s.of(filing.text)) for s in earlier):
                found.add(short)
                note = f"“{short}” ({unit.id}) is nowhere explained in the file."
                quote = shortened(unit, around=short)
                yield Anomaly(type="abbreviation_undefined", quote=quote, note=note)
