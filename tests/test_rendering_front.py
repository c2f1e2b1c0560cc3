"""The front part is what the board reads: two pages, plain words, every limit kept."""

from __future__ import annotations

import pytest
from memo_samples import (
    LIKELIHOODS,
    MODEL,
    RULES,
    amount,
    board_records,
    memo,
    pair,
    record,
    status,
)

from summarizer.composing.words import count_words
from summarizer.memo import Concentration, Memo, RiskRecord
from summarizer.records import Gap
from summarizer.rendering import render_memo
from summarizer.rendering.document import Heading, Items, Table, words_of
from summarizer.rendering.front import MOST_WORDS, front

PARTS = [
    "1. Bottom line",
    "2. Top risks",
    "3. Heat map",
    "4. Change since last year",
    "5. Materialised risks and hypothetical wording",
    "6. Questions for management",
]


def front_text(made: Memo) -> str:
    return render_memo(made).split("## Annex A")[0]


def table(made: Memo, index: int) -> Table:
    return [block for block in front(made) if isinstance(block, Table)][index]


def test_the_parts_stand_in_the_templates_order() -> None:
    headings = [b.text for b in front(memo(*board_records())) if isinstance(b, Heading)]
    assert headings[1:] == PARTS


def test_the_header_has_eight_rows_and_names_engine_and_review() -> None:
    made = memo(*board_records(), engine=RULES)
    assert len(table(made, 0).rows) == 8
    text = front_text(made)
    assert "engine “rules” (no language model); not reviewed by a person" in text
    assert "Filed: August 21, 2025; fiscal year ended: June 30, 2025" in text


@pytest.mark.parametrize(
    ("form", "words"),
    [("10-K", "fiscal year ended: June 30, 2025"), ("10-Q/A", "quarter ended: June 30, 2025")],
)
def test_the_header_says_whose_end_the_date_is(form: str, words: str) -> None:
    assert f"; {words}" in front_text(memo(record(1), form=form))


def test_the_header_names_the_model_that_answered() -> None:
    text = front_text(memo(record(1), engine=MODEL))
    assert "engine “some-model” (language model: some-model-2026-01)" in text


def test_thirty_records_fit_the_front_part() -> None:
    text = front_text(memo(*board_records(), engine=RULES))
    assert 600 <= count_words(text) <= MOST_WORDS


def wordy(number: int) -> RiskRecord:
    return record(
        number,
        severity=1 + number % 5,
        likelihood=LIKELIHOODS[number // 3 % 5],
        short_title="Standstill of a plant for many a reason and more",
        status=status("partly_materialised", "disclosed_here", pair(f"RF-{number:02}")),
        amounts=(
            amount(1, "$4.2 million", what="castings held in many a store " * 3),
            amount(2, "€4.2 million", currency="EUR", what="castings in store " * 5),
        ),
        concentrations=(Concentration(on="foundry " * 40, quote="x", unit_ids=("s1",)),),
        mitigants=(),
    )


@pytest.mark.parametrize("count", [30, 60, 200])
def test_any_number_of_wordy_records_fits_the_front_part(count: int) -> None:
    gap = Gap(risk_id=f"RF-{count + 1}", field=None, reason="none")
    records = [wordy(number) for number in range(1, count + 1)]
    text = front_text(memo(*records, engine=RULES, gaps=[gap], section_closed=False))
    assert count_words(text) <= MOST_WORDS
    assert "left out here for length: see Annex A." in text


def test_at_most_seven_risks_are_top_risks() -> None:
    assert len(table(memo(*board_records()), 1).rows) == 7
    assert len(table(memo(record(1), record(2)), 1).rows) == 2


def test_the_heat_map_is_five_by_five_with_a_key() -> None:
    made = memo(*board_records())
    grid = table(made, 2)
    assert [len(row) for row in grid.rows] == [6] * 5
    assert "no products or sums" in front_text(made)


def test_top_risks_show_the_largest_figure_of_each_currency_with_its_period() -> None:
    figures = (
        amount(1),
        amount(2, "$9.9 million", value=9.9e6, role="context"),
        amount(3, "€3 million", value=3e6, currency="EUR", period_text=None),
    )
    cell = table(memo(record(1, amounts=figures)), 1).rows[0][6]
    assert cell[0].text == (
        "$4.2 million, unsold castings (as of June 30, 2025); €3 million, unsold castings"
    )


def test_no_prior_filing_means_not_compared() -> None:
    assert "Not compared: no prior filing was given." in front_text(memo(record(1)))


def test_wording_is_shown_side_by_side() -> None:
    made = memo(record(1), record(2, status=status("hypothetical", "disclosed_elsewhere", pair())))
    (row,) = table(made, 3).rows
    assert "plant may have to stand still" in words_of([Table(("",) * 4, (row,))])
    assert row[3][0].to == "RF-01"


def test_without_events_part_five_says_so() -> None:
    assert "No risk factor reports that an event of its kind has happened." in front_text(
        memo(record(1))
    )


def test_questions_are_numbered_and_cite_their_risks() -> None:
    items = [b for b in front(memo(*board_records())) if isinstance(b, Items) and b.numbered]
    assert [len(block.lines) for block in items] == [8]
    assert all(any(text.to for text in line) for line in items[0].lines)


def test_a_statement_instead_of_risks_makes_a_short_memo() -> None:
    made = memo(statement_kind="not_required", statement_quote="Not required.", engine=RULES)
    text = render_memo(made)
    assert "0 risk factors" in text
    assert "10-K Item 1A states no risk factors; its own words: “Not required”." in text
    assert "No language model was used" in text
    assert "Top risks" not in text
    assert "Annex A" not in text
    assert "## Annex D" in text
