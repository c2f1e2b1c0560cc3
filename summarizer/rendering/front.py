"""The front part of the memo: what the board reads, at most two pages or 1,100 words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.composing.bottom_line import printed
from summarizer.composing.figures import NONE_STATED, damaged, largest_in_words, title_of
from summarizer.composing.heat_map import COLUMNS, heat_map
from summarizer.composing.priority import by_ranking
from summarizer.composing.risk_ids import number_of
from summarizer.composing.wording import WordingLine, wording_lines
from summarizer.composing.words import count_words
from summarizer.memo import Clause, Memo, Question, RiskRecord
from summarizer.rendering.categories import category_name
from summarizer.rendering.document import (
    Block,
    Heading,
    Items,
    Line,
    Paragraph,
    Row,
    Table,
    Text,
    bold,
    italic,
    plain,
    risk_link,
    risk_links,
    words_of,
)
from summarizer.rendering.phrases import counted, date_in_words, issuer_of, readable, reference

MOST_WORDS = 1100  # the memo's template
MOST_TOP_RISKS = 7  # part 2
MOST_IDS_IN_THE_MAP = 60  # beyond these, cells count what they do not list
LEAST_IDS_IN_A_CELL = 3

SEVERITY_KEY = (
    "Severity is the harm the text itself states: 5 survival or the right to operate; "
    "4 material, substantial or severe; 3 adverse to results; 2 softer harm; 1 none stated."
)
BAND_KEY = (
    "Band A, first to be discussed: severity 5 from “possible” on, 4 from “expected” on. "
    "Band B: 5 “remote”, 4 “possible”, 3 from “expected” on. Band C: the rest."
)


def front(memo: Memo) -> tuple[Block, ...]:
    """Title, header and parts 1 to 6.

    Part 5 gives way where the whole would exceed 1,100 words: its lines come by priority, and
    those that do not fit are counted and left to Annex A. Without risks there are no parts 2 to 6.
    """
    records = by_ranking(memo.risks, memo.ranking)
    opening = (*_header(memo), *_bottom_line(memo))
    if not records:
        return opening
    before = (*opening, *_top_risks(records), *_heat_map(records), *_change())
    after = _questions(memo.questions)
    room = MOST_WORDS - count_words(words_of((*before, *after)))
    return (*before, *_wording(wording_lines(records), room), *after)


def _header(memo: Memo) -> tuple[Block, ...]:
    filing = memo.filing
    form = f"Form {filing.form}, " if filing.form and filing.form not in filing.item else ""
    period = "quarter" if re.match(r"10-?Q", filing.form or "") else "fiscal year"
    end = date_in_words(filing.fiscal_year_end)
    facts = (
        ("To", "Board of directors, audit and risk committees"),
        ("From", "General counsel or corporate secretary"),
        ("Issuer, form, item", f"{issuer_of(filing)}, {form}{filing.item}"),
        (
            f"Date of filing, {period}",
            f"Filed: {date_in_words(filing.filed)}; {period} ended: {end}",
        ),
        ("Source", f"{filing.source}, SHA-256 {filing.sha256[:12]}… (in full in Annex D)"),
        ("Content", _content(memo)),
        ("Drafted by, reviewed by", f"Program, {_engine(memo)}; not reviewed by a person"),
        ("Purpose", "For information and questions to management; no decision is asked"),
    )
    title = f"Board memo: risk factors of {filing.issuer or filing.source}"
    rows = tuple((plain(name), plain(fact)) for name, fact in facts)
    return (Heading(1, title), Table(("", ""), rows))


def _content(memo: Memo) -> str:
    figures = sum(len(record.amounts) for record in memo.risks)
    unusable = sum(len(damaged(record)) for record in memo.risks)
    parts = [counted(len(memo.risks), "risk factor"), counted(figures, "figure")]
    if unusable:
        parts[-1] += f" ({unusable} damaged in the source)"
    if memo.gaps:
        parts.append(f"{counted(len(memo.gaps), 'gap')} (named in Annex D)")
    return ", ".join(parts)


def _engine(memo: Memo) -> str:
    engine = memo.engine
    if not engine.language_model:
        return f"engine “{engine.name}” (no language model)"
    others = [model for model in engine.models if model != engine.name]
    named = f": {', '.join(others)}" if others else ""
    return f"engine “{engine.name}” (language model{named})"


def _bottom_line(memo: Memo) -> tuple[Block, ...]:
    lines = tuple(_clause(clause) for clause in memo.bottom_line)
    return (Heading(2, "1. Bottom line"), Items(lines))


def _clause(clause: Clause) -> Line:
    """The clause as ``printed``, with every id in it linked."""
    pieces = re.split(r"(\bRF-\d+\b)", printed(clause))
    known = set(clause.risk_ids)
    return tuple(risk_link(piece) if piece in known else Text(piece) for piece in pieces if piece)


def _top_risks(records: Sequence[RiskRecord]) -> tuple[Block, ...]:
    head = (
        "Rank, band",
        "Risk",
        "Category",
        "Stated severity",
        "Likelihood wording",
        "Status",
        "Largest figure",
        "Reference",
    )
    rows = tuple(
        _top_risk(rank, record) for rank, record in enumerate(records[:MOST_TOP_RISKS], start=1)
    )
    return (Heading(2, "2. Top risks"), Table(head, rows))


def _top_risk(rank: int, record: RiskRecord) -> Row:
    return (
        plain(f"{rank} {record.priority}"),
        (Text(f"{title_of(record)} "), risk_link(record.risk_id)),
        plain(category_name(record.category_secondary)),
        plain(str(record.severity.level)),
        plain(readable(record.likelihood.class_)),
        plain(readable(record.status.class_)),
        plain(largest_in_words(record)),
        plain(reference(record.locator)),
    )


def _heat_map(records: Sequence[RiskRecord]) -> tuple[Block, ...]:
    head = ("Severity", *COLUMNS)
    grid = heat_map(records)
    filled = sum(bool(cell) for cells in grid.values() for cell in cells)
    room = max(LEAST_IDS_IN_A_CELL, MOST_IDS_IN_THE_MAP // filled)
    most = room if len(records) > MOST_IDS_IN_THE_MAP else len(records)
    rows = tuple(
        (bold(str(level)), *(plain(_cell(cell, most)) for cell in cells))
        for level, cells in grid.items()
    )
    caption = (
        "Numbers are risk ids (05 is RF-05), placed by stated severity (rows) and likelihood "
        f"wording (columns). Ordinal, from wording; no products or sums. {SEVERITY_KEY} {BAND_KEY}"
    )
    return (Heading(2, "3. Heat map"), Table(head, rows), Paragraph(italic(caption)))


def _cell(risk_ids: Sequence[str], most: int) -> str:
    numbers = ", ".join(f"{number_of(risk_id):02}" for risk_id in risk_ids[:most])
    left = len(risk_ids) - most
    return f"{numbers} and {left} more" if left > 0 else numbers


def _change() -> tuple[Block, ...]:
    return (
        Heading(2, "4. Change since last year"),
        Paragraph(plain("Not compared: no prior filing was given.")),
    )


def _wording(lines: Sequence[WordingLine], room: int) -> tuple[Block, ...]:
    heading = Heading(2, "5. Materialised risks and hypothetical wording")
    if not lines:
        none = "No risk factor reports that an event of its kind has happened."
        return (heading, Paragraph(plain(none)))
    head = ("Risk", "Status", "Words it as possible", "Reports it as having happened")
    note = (
        "A wording flag marks a sentence that words as possible what the filing reports as having "
        "happened: a prompt for counsel, not a finding of fault."
    )
    longest = f"{note} {_left_out(len(lines))}"
    room -= count_words(words_of((heading, Table(head, ()), Paragraph(plain(longest)))))
    rows = _fitting([_wording_row(line) for line in lines], room)
    if len(rows) < len(lines):
        note = f"{note} {_left_out(len(lines) - len(rows))}"
    return (heading, *([Table(head, rows)] if rows else []), Paragraph(italic(note)))


def _left_out(lines: int) -> str:
    return f"{counted(lines, 'further line')} left out here for length: see Annex A."


def _fitting(rows: Iterable[Row], room: int) -> tuple[Row, ...]:
    """The first rows, as many as have together at most ``room`` words."""
    fitting: list[Row] = []
    for row in rows:
        room -= sum(count_words(words_of((Paragraph(cell),))) for cell in row)
        if room < 0:
            break
        fitting.append(row)
    return tuple(fitting)


def _wording_row(line: WordingLine) -> Row:
    elsewhere = line.reported_in if line.reported_in not in (None, line.risk_id) else None
    reported = plain(f"“{line.reported}”" if line.reported else line.note or NONE_STATED)
    return (
        (risk_link(line.risk_id), Text(f" {line.title}")),
        plain(line.status),
        plain(f"“{line.modal}”" if line.modal else "–"),
        (risk_link(elsewhere), Text(": "), *reported) if elsewhere else reported,
    )


def _questions(questions: Iterable[Question]) -> tuple[Block, ...]:
    lines = tuple(
        (Text(f"{question.text} ("), *risk_links(question.risk_ids), Text(f"; {question.reason})"))
        for question in questions
    )
    heading = Heading(2, "6. Questions for management")
    if not lines:
        return (heading, Paragraph(plain("The text gives no ground for a question by our rules.")))
    return (heading, Items(lines, numbered=True))
