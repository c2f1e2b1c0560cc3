"""What was found in a filing, before any engine is asked: for programs and for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from summarizer.memo import to_json
from summarizer.records import Filing, RiskFactor, RiskSection
from summarizer.rendering.phrases import counted
from summarizer.rendering.plain_text import fitted, one_line
from summarizer.splitting import Explanation, account_of

WIDTH = 100  # columns of the table


def risks_json(
    sections: Sequence[RiskSection],
    filing: Filing,
    tokens: Sequence[int],
    *,
    with_text: bool = False,
) -> dict[str, Any]:
    """The sections as JSON: where they are, their risks, and the account of their characters.

    ``section`` is the first one; where there are several, ``sections`` has them all. ``notes``, if
    there are any, say what the file hides from readers or shows as an image.

    ``tokens`` has the count of each risk, in their order. Start and end are character positions in
    the canonical text and cover title and body. ``with_text`` adds ``text``: the canonical text,
    and what of it stands in each section and risk. A filing that states to have nothing to disclose
    has no risks and a ``statement``.
    """
    value: dict[str, Any] = {
        "source": filing.source,
        "sha256": filing.sha256,
        "form": filing.cover.form,
        "section": _place(sections[0], filing, with_text=with_text),
        "risks": [
            _risk(factor, filing, count, with_text=with_text)
            for factor, count in zip(_factors(sections), tokens, strict=True)
        ],
        "account": to_json(account_of(*sections)),
    }
    if len(sections) > 1:
        value["sections"] = [_place(one, filing, with_text=with_text) for one in sections]
    if filing.notes:
        value["notes"] = list(filing.notes)
    if sections[0].statement is not None:
        value["statement"] = to_json(sections[0].statement)
    if with_text:
        value["text"] = filing.text
    return value


def risks_table(sections: Sequence[RiskSection], filing: Filing, tokens: Sequence[int]) -> str:
    """The same for a person: a line of 100 columns for each risk, under its group's heading."""
    account = account_of(*sections)
    factors = _factors(sections)
    found = [counted(len(factors), "risk factor"), counted(sum(tokens), "token")]
    found.append(f"{account.unaccounted} of {account.total:,} characters unaccounted")
    heads = [line for section in sections for line in _head(section, filing)]
    notes = [line for note in filing.notes for line in wrap(note, WIDTH)]
    lines = [*heads, *notes, *_rows(factors, tokens), "; ".join(found)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(section: RiskSection, filing: Filing) -> list[str]:
    place = (
        f"{one_line(filing.source)}: {section.item}, “{one_line(section.heading)}”, characters "
        f"{section.span.start}-{section.span.end}, confidence {section.confidence:.2f}"
    )
    return [place, *_findings(section)]


def _factors(sections: Sequence[RiskSection]) -> list[RiskFactor]:
    return [factor for section in sections for factor in section.factors]


def _place(section: RiskSection, filing: Filing, *, with_text: bool) -> dict[str, Any]:
    value = {
        "start": section.span.start,
        "end": section.span.end,
        "heading": section.heading,
        "confidence": section.confidence,
    }
    return {**value, "text": section.span.of(filing.text)} if with_text else value


def explanation_table(explanation: Explanation) -> str:
    """The candidates for a section with their scores, and what each heading-like block is."""
    lines = ["Headings that may begin a section (score, position, words):"]
    lines += [
        f"  {score:.2f}  {at:>8}  {fitted(words, WIDTH - 16)}".rstrip()
        for score, at, words in explanation.candidates
    ]
    lines.append("Blocks that look like headings (position, taken for, look, why, words):")
    for one in explanation.blocks:
        lines.append(f"  {one.span.start:>8}  {one.part:<7}  {one.look}; {one.reason}")
        lines.append(f"{'':>21}{fitted(one.words, WIDTH - 21)}".rstrip())
    return "\n".join(lines) + "\n"


def _risk(factor: RiskFactor, filing: Filing, tokens: int, *, with_text: bool) -> dict[str, Any]:
    value = {
        "id": factor.id,
        "title": factor.title,
        "group": factor.group,
        "start": factor.span.start,
        "end": factor.span.end,
        "tokens": tokens,
    }
    return {**value, "text": factor.span.of(filing.text)} if with_text else value


def _findings(section: RiskSection) -> list[str]:
    lines = []
    if section.statement is not None:
        kind = section.statement.kind.replace("_", " ")
        lines.append(
            f"The filing states no risks here ({kind}): “{one_line(section.statement.quote)}”"
        )
    if not section.closed:
        lines.append("The file ends inside the section: later risk factors may be missing.")
    return lines


def _rows(factors: Sequence[RiskFactor], tokens: Sequence[int]) -> list[str]:
    if not factors:
        return []
    cells = [("Id", "Title", "Tokens", "Position")]
    cells += [
        (f.id, f.title, str(count), f"{f.span.start}-{f.span.end}")
        for f, count in zip(factors, tokens, strict=True)
    ]
    ids, numbers, places = (max(len(row[i]) for row in cells) for i in (0, 2, 3))
    title = WIDTH - ids - numbers - places - 6  # three gaps of two blanks
    head, *lines = [
        f"{a:<{ids}}  {fitted(b, title)}  {c:>{numbers}}  {d:>{places}}" for a, b, c, d in cells
    ]
    return [head, *_under_groups(factors, lines)]


def _under_groups(factors: Sequence[RiskFactor], lines: Sequence[str]) -> Iterator[str]:
    """The lines with each group's heading before its first risk; without groups only the lines."""
    last = None
    for factor, line in zip(factors, lines, strict=True):
        if factor.group != last:
            yield f"[{fitted(factor.group or 'no group', WIDTH - 2).rstrip()}]"
            last = factor.group
        yield line
