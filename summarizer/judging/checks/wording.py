"""Checks of what sentences say: certainty, negation, names, and whether their units bear them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from summarizer.judging.checks.kinds import Reporter
from summarizer.judging.checks.printing import is_verbatim
from summarizer.judging.drafts import Draft, Passage, labels, phrases, prose
from summarizer.judging.marks import MARK, mark_ids, without_marks
from summarizer.judging.source import Source
from summarizer.judging.words import (
    DIRECTIONS,
    MITIGATION,
    MODALS,
    NEGATIONS,
    content_stems,
    fold,
    hedged,
    negated,
    stem,
    without_month,
    words,
)
from summarizer.records import Finding

HARD_OVERLAP = 0.3
HARD_OVERLAP_PHRASE = 0.15
SOFT_OVERLAP = 0.5
"""Share of a sentence's content stems that its units have.

Source: the first prompt trial, where below .5 were 431 of 455 sentences with a wrong unit and none
of 60 right ones; a freer writer comes lower, so only below .3 is certain. In a
short phrase one word decides too much for that.
"""

PROSE = frozenset({"briefing", "summary"})
FEWEST_STEMS = 3
"""Below this many content words a share says nothing."""

FEWEST_TELLING = 2
"""Stems that tell one clause from another: a single one may be chance."""

_WILL = re.compile(r"(?<![\w-])(?:will(?!\s+of\b)|won't|shall)(?![\w-])|\w'll\b", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w&.'’-]*")
_BOUND = re.compile(r"[.!?:]\s*[\"'“‘(]*$")
_CLAUSE = re.compile(r"[,;:()]|\s-+\s|\b(?:and|or|but|which|who|because|although|while)\b")
_SHORTEST_ROOT = 4


def _unquoted_claims(draft: Draft, source: Source) -> Iterator[Passage]:
    """The sentences and phrases that are no quotation of their units."""
    for passage in (*prose(draft), *phrases(draft)):
        if not is_verbatim(passage, source) and any(u in source.units for u in passage.units):
            yield passage


def will_is_printed(draft: Draft, source: Source) -> Iterator[Finding]:
    """``will`` stands only where a cited unit has it (trap T07)."""
    report = Reporter("will")
    for passage in _unquoted_claims(draft, source):
        if _WILL.search(fold(passage.text)) and not _has_will(passage.units, source):
            yield report.at(passage, "no cited unit says will; keep the text's own modal.")
    for index, effect in enumerate(draft.consequences):
        if effect.modality == "will" and not _has_will(effect.units, source):
            reason = "no cited unit says will; choose the modality that the text has."
            yield report.at(Passage("consequences", index, effect.text, effect.units), reason)


def _has_will(units: tuple[str, ...], source: Source) -> bool:
    return bool(_WILL.search(fold(source.text_of(units))))


def names_known(draft: Draft, source: Source) -> Iterator[Finding]:
    """Every proper name in the prose stands in the risk factor (traps T24 and T26)."""
    report = Reporter("outside_name")
    for passage in (*prose(draft), *phrases(draft), *labels(draft)):
        if passage.field in {"title", "anomalies"} or is_verbatim(passage, source):
            continue
        alien = [name for name in proper_names(passage.text) if not _known(name, source)]
        if alien:
            reason = f"“{alien[0]}” does not stand in this risk factor; use its own words."
            yield report.at(passage, reason)


def proper_names(text: str) -> list[str]:
    """The capitalised words of ``text`` that do not open a sentence or a phrase."""
    text = MARK.sub("0", text)
    found = []
    for match in _NAME.finditer(text):
        before = text[: match.start()].rstrip(" \"'“‘(|")
        if match[0][0].isupper() and before and not _BOUND.search(before + " "):
            found.append(match[0].rstrip(".'’"))
    return found


_OWN_WORDS = frozenset(["company", "group", "issuer", "corporation", "registrant", "i"])


def _known(name: str, source: Source) -> bool:
    known = source.factor_words | _OWN_WORDS
    return _abbreviates(name, source) or all(
        part in known or any(_same_name(part, word) for word in known) for part in words(name)
    )


def _same_name(part: str, word: str) -> bool:
    """Whether the two differ by an ending only: "Japan" and "Japanese", "Bank" and "Banks"."""
    short, long = sorted((part, word), key=len)
    return len(short) >= _SHORTEST_ROOT and long.startswith(short) and len(long) <= len(short) + 3


def _abbreviates(name: str, source: Source) -> bool:
    """Whether ``name`` is the initials of words that follow each other: "R&D"."""
    letters = "".join(c for c in name.lower() if c.isalpha())
    return name.isupper() and len(letters) > 1 and letters in source.initials


def units_bear(draft: Draft, source: Source) -> Iterator[Finding]:
    """A sentence shares its content words with the units that it cites (traps T02, T15, T21)."""
    for passage in _unquoted_claims(draft, source):
        share = overlap(passage, source)
        if passage.field == "concentrations" or share is None or share >= SOFT_OVERLAP:
            continue
        limit = HARD_OVERLAP if passage.field in PROSE else HARD_OVERLAP_PHRASE
        hard = share < limit
        reason = (
            f"only {share:.0%} of its content words stand in {', '.join(passage.units)}; cite the "
            "units that bear it and use their words."
        )
        yield Reporter("overlap", hard=hard).at(passage, reason)


def overlap(passage: Passage, source: Source) -> float | None:
    """The share of the passage's content stems that its units have; None for too few words."""
    own = content_stems(without_marks(passage.text)) - source.issuer_stems
    if len(own) < FEWEST_STEMS:
        return None
    return len(own & content_stems(source.text_of(passage.units))) / len(own)


def negation_kept(draft: Draft, source: Source) -> Iterator[Finding]:
    """What a cited unit denies is not affirmed (trap T06)."""
    report = Reporter("negation", hard=False)
    for passage in _unquoted_claims(draft, source):
        denied = _after(NEGATIONS, source.text_of(passage.units))
        if any(_says(passage.text, kept, unless=negated) for kept in denied):
            yield report.at(passage, "a cited unit denies this; keep the negation.")


def modal_kept(draft: Draft, source: Source) -> Iterator[Finding]:
    """What a cited unit words as possible is not stated as fact (trap T07)."""
    report = Reporter("modal_dropped", hard=False)
    for passage in prose(draft):
        possible = _after(MODALS - {"if"}, source.text_of(passage.units))
        if not is_verbatim(passage, source) and any(
            _says(passage.text, kept, unless=hedged) for kept in possible
        ):
            yield report.at(passage, "the cited unit says it only may; keep the modal.")


def _says(text: str, stems: frozenset[str], *, unless: Callable[[str], bool]) -> bool:
    """Whether a stretch of ``text`` between commas has all of ``stems`` and is not ``unless``."""
    if len(stems) < FEWEST_TELLING:
        return False
    stretches = re.split(r"[,;:]", fold(text))
    return any(stems <= content_stems(part) and not unless(part) for part in stretches)


def _after(starters: frozenset[str], text: str) -> Iterator[frozenset[str]]:
    """The first content stems after each of ``starters``, as far as the clause goes."""
    for sentence in re.split(r"[.!?]\s|\n", fold(without_month(text))):
        for clause in _CLAUSE.split(sentence):
            found = words(clause)
            for place, word in enumerate(found):
                if word in starters or (word.endswith("n't") and "not" in starters):
                    rest = [w for w in found[place + 1 :] if content_stems(w)]
                    yield frozenset(stem(w) for w in rest[:3])


def reports_stay(draft: Draft, source: Source) -> Iterator[Finding]:
    """What the cited units report is not made hypothetical (trap T08)."""
    report = Reporter("softened", hard=False)
    losses = {amount.id for amount in draft.amounts if amount.role == "loss_incurred"}
    for passage in prose(draft):
        if is_verbatim(passage, source):
            continue
        cited = source.text_of(passage.units)
        modal_first = re.compile(r"\b(?:may|might|could|would)\b[^,;.]*$", re.IGNORECASE)
        before = [passage.text[: m.start()] for m in MARK.finditer(passage.text) if m[1] in losses]
        if any(modal_first.search(without_month(text)) for text in before):
            yield report.at(passage, "it makes possible what the text reports as a loss.")
        elif _modal_words(passage.text) and not hedged(cited):
            yield report.at(passage, "no cited unit leaves this open; keep what is reported.")


def _modal_words(text: str) -> set[str]:
    return {"may", "might", "could"} & set(words(without_month(text)))


def mitigation_is_printed(draft: Draft, source: Source) -> Iterator[Finding]:
    """Words of mitigation stand only where a cited unit has them (trap T15)."""
    report = Reporter("mitigation", hard=False)
    for passage in _unquoted_claims(draft, source):
        own = {match[0].lower()[:5] for match in MITIGATION.finditer(passage.text)}
        cited = source.text_of(passage.units).lower()
        if any(word not in cited for word in own):
            yield report.at(passage, "no cited unit speaks of such a measure.")


def direction_is_printed(draft: Draft, source: Source) -> Iterator[Finding]:
    """A rise or fall is claimed only where a cited unit has one (trap T21)."""
    report = Reporter("direction", hard=False)
    for passage in prose(draft):
        cited = source.text_of(passage.units)
        for way, pattern in DIRECTIONS.items():
            found = pattern.search(without_marks(passage.text))
            if found and not pattern.search(cited) and not is_verbatim(passage, source):
                yield report.at(passage, f"“{found[0]}” claims a direction ({way}) of its own.")


def owners_kept(draft: Draft, source: Source) -> Iterator[Finding]:
    """Names beside a figure stand in the figure's own unit or own it (traps T05 and T24)."""
    report = Reporter("owner", hard=False)
    entity = {amount.id: amount.entity for amount in draft.amounts}
    for passage in prose(draft):
        figures = [m for m in mark_ids(passage.text) if m in source.amounts]
        if not figures or is_verbatim(passage, source):
            continue
        homes = {source.amounts[m].unit_id for m in figures} | {"h"}
        known = set(words(source.text_of(homes))) | set(words(source.issuer)) | _OWN_WORDS
        known |= {w for m in figures for w in words(entity.get(m, ""))}
        alien = [n for n in proper_names(f"0 {passage.text}") if not set(words(n)) <= known]
        alien = [n for n in alien if n not in _opening(passage.text) or _named(n, source)]
        if alien:
            yield report.at(passage, f"“{alien[0]}” is not named where {figures[0]} stands.")


def _opening(text: str) -> set[str]:
    return {match[0].rstrip(".'’") for match in [_NAME.match(text.lstrip("\"'“‘("))] if match}


def _named(word: str, source: Source) -> bool:
    """Whether the factor writes ``word`` with a capital inside a sentence."""
    return any(word == name for unit in source.units.values() for name in proper_names(unit.text))
