"""Part 5 sets the filing's words side by side, in lines of at most 35 words."""

from __future__ import annotations

from memo_samples import board_records, memo, pair, record, status

from summarizer.composing.wording import MOST_WORDS, WordingLine, wording_lines
from summarizer.composing.words import count_words


def words(line: WordingLine) -> int:
    shown = (line.risk_id, line.title, line.status, line.modal, line.reported, line.reported_in)
    return count_words(" ".join(part for part in shown if part))


def test_a_risk_without_event_or_flag_has_no_line() -> None:
    assert wording_lines([record(1)]) == ()


def test_a_pair_shows_both_sides_and_who_reports() -> None:
    (line,) = wording_lines(
        [record(2, status=status("hypothetical", "disclosed_elsewhere", pair("RF-01")))]
    )
    assert line.status == "hypothetical; wording flag"
    assert line.modal is not None
    assert "may" in line.modal
    assert line.reported is not None
    assert "a flood stopped the plant" in line.reported
    assert line.reported_in == "RF-01"


def test_an_event_without_a_pair_is_quoted_alone() -> None:
    (line,) = wording_lines([record(1, status=status("materialised"))])
    assert (line.modal, line.reported) == (None, "In May 2024 a flood stopped the plant for weeks.")


def test_every_line_keeps_its_limit() -> None:
    long = record(
        1, short_title="word " * 30, status=status("materialised", "disclosed_here", pair())
    )
    lines = wording_lines([*board_records(), long])
    assert len(lines) == 4
    assert max(map(words, lines)) <= MOST_WORDS


def test_memo_holds_risks_in_filing_order_and_ranking_by_priority() -> None:
    made = memo(*reversed(board_records()))
    assert [one.risk_id for one in made.risks] == [f"RF-{n:02}" for n in range(1, 31)]
    assert made.ranking[0] == "RF-25"
    assert sorted(made.ranking) == [one.risk_id for one in made.risks]
