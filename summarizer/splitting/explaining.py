"""Why each heading-like block of a section was or was not taken: for a person who checks."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.records import Filing, Span, Style
from summarizer.splitting.entries import Entry, Verdict
from summarizer.splitting.risks import judged_sections
from summarizer.splitting.section import find_candidates

_HEADING_LIKE = 200  # characters: a longer block without a look of its own is plainly body
_LONGEST = 12  # candidates
_LOOKS = ((Style.BOLD, "bold"), (Style.ITALIC, "italic"), (Style.UNDERLINE, "underlined"))


@dataclass(frozen=True, slots=True)
class Explained:
    """A block that looks like a heading: what it was taken for, by which rule, and its look."""

    span: Span
    part: str
    reason: str
    look: str
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The headings that may begin a section, and every heading-like block of those taken.

    ``candidates`` are (score, position, words), best first; a score is the strength of the
    heading's words times the density of risk words and the length of what follows, in [0, 1].
    """

    candidates: tuple[tuple[float, int, str], ...]
    blocks: tuple[Explained, ...]


def explain_sections(filing: Filing, chosen: str | None = None) -> Explanation:
    """What ``find_risk_sections`` saw; raises as it does."""
    blocks = tuple(
        _explained(entry, verdict)
        for judged in judged_sections(filing, chosen)
        for entry, verdict in zip(judged.entries, judged.verdicts, strict=True)
        if entry.lead is not None or len(entry.text) <= _HEADING_LIKE
    )
    candidates = tuple(
        (one.score, one.heading.start, " ".join(one.heading.of(filing.text).split()))
        for one in find_candidates(filing)[:_LONGEST]
    )
    return Explanation(candidates, blocks)


def _explained(entry: Entry, verdict: Verdict) -> Explained:
    return Explained(
        span=entry.lead.span if entry.lead else entry.block.span,
        part=verdict.part.value,
        reason=verdict.reason,
        look=_look(entry),
        words=entry.words,
    )


def _look(entry: Entry) -> str:
    if entry.is_row:
        return "table row"
    words = (
        []
        if entry.lead is None
        else [
            *(name for style, name in _LOOKS if style in entry.lead.family.style),
            *(
                name
                for name in ("capitals", "centred", "larger")
                if getattr(entry.lead.family, name)
            ),
            *([] if entry.lead.whole else ["run in"]),
        ]
    )
    return ", ".join([*words, *(["list item"] if entry.is_item else [])]) or "plain"
