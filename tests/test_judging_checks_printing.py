"""Checks of figures and dates: marks in their place, nothing typed, damaged figures quoted."""

from __future__ import annotations

import pytest
from judging_samples import HARD, draft, found, saying, source_of

from summarizer.judging.checks import printing


@pytest.mark.parametrize(
    ("text", "units", "findings"),
    [
        ("Ferry services made {a2} of revenue.", ["s2"], []),
        ("Ferry services made {a2} of revenue.", ["s1"], HARD),
        ("Ferry services made {a7} of revenue.", ["s2"], HARD),
        ("Ferry services made {a2 of revenue.", ["s2"], HARD),
    ],
)
def test_a_mark_stands_where_its_unit_is_cited(
    text: str, units: list[str], findings: list[object]
) -> None:
    assert found(printing.marks_in_place, saying(text, *units)) == findings


def test_marks_are_for_briefing_and_summary_only() -> None:
    drivers = [{"text": "all {a1} in one dock", "units": ["s1"]}]
    assert found(printing.phrases_unmarked, draft(drivers=drivers)) == [("drivers", 0, True)]
    assert found(printing.phrases_unmarked, draft(threat="loss of {a1}")) == [
        ("threat", None, True)
    ]
    assert found(printing.phrases_unmarked, draft()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ferry services made $84 million of its income.",
        "Ferry services made 85 of it.",
        "It happened in 2024, when a pump had failed.",
        "It lost (3.1 million) then.",
        "The 5G network fails.",
    ],
)
def test_a_typed_figure_or_date_is_found(text: str) -> None:
    assert found(printing.nothing_typed, saying(text, "s2", "s3")) == HARD


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It may pay penalties under Section 12 of its concession.", "b2"),  # no figure: a name
        ("Ferry services made {a2} of it {t1}.", "s2"),
        ("ferry services made $84 million of our revenue", "s2"),  # a quotation, word for word
        ("IPv6 and COVID-19 may matter.", "s1"),
    ],
)
def test_numbers_of_names_and_quotations_are_no_figures(text: str, unit: str) -> None:
    assert found(printing.nothing_typed, saying(text, unit)) == []


def test_phrases_may_have_the_numbers_of_their_units_and_no_others() -> None:
    right = [{"text": "penalties under Section 12", "units": ["b2"], "modality": "may_could"}]
    wrong = [{"text": "penalties under Section 13", "units": ["b2"], "modality": "may_could"}]
    assert found(printing.nothing_typed, draft(consequences=right)) == []
    assert found(printing.nothing_typed, draft(consequences=wrong)) == [("consequences", 0, True)]


@pytest.mark.parametrize(
    ("text", "units", "findings"),
    [
        ("It names fourteen further causes.", ["s1"], HARD),
        ("It runs nine vessels.", ["s1"], []),
        ("It runs twenty-nine vessels.", ["s1"], HARD),
        ("It made {a2} million.", ["s2"], HARD),
        ("It has one dock.", ["s2"], [("briefing", 0, False)]),
        ("It has one dock.", ["s1"], []),
        ("One of its docks failed.", ["s2"], []),
    ],
)
def test_a_number_in_words_is_one_of_the_cited_units(
    text: str, units: list[str], findings: list[object]
) -> None:
    assert found(printing.numbers_in_words, saying(text, *units)) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("It made {a2} of revenue.", []),
        ("It made ${a2} of revenue.", HARD),
        ("It made USD {a2} of revenue.", HARD),
        ("It made {a2} million of revenue.", HARD),
        ("It made {a2} dollars.", HARD),
        ("It made {a2}% of it.", HARD),
    ],
)
def test_a_mark_stands_alone(text: str, findings: list[object]) -> None:
    assert found(printing.marks_alone, saying(text, "s2")) == findings


def test_one_preposition_is_enough() -> None:
    assert found(printing.prepositions_agree, saying("It fell during {t1}.", "s2")) == HARD
    assert found(printing.prepositions_agree, saying("It fell {t1}.", "s2")) == []


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ('The filing prints "{a4}" for the dock.', []),
        ("The filing prints “{a4}” for the dock.", []),
        ("The dock is carried at {a4}.", HARD),
        ("The dock is carried at ¥12.0 billion in its accounts.", HARD),
        ('The dock is carried at ¥"{a4}".', HARD),
        ("The dock is carried at 12.0 billion", HARD),
    ],
)
def test_a_damaged_figure_stands_in_quotation_marks_without_a_currency(
    text: str, findings: list[object]
) -> None:
    answer = saying(text, "s7")
    both = found(printing.damaged_quoted, answer) + found(printing.marks_alone, answer)
    assert both[:1] == findings


def test_a_figure_that_contains_the_damaged_one_is_another() -> None:
    source = source_of("h Dock\ns1 It has {a1!|2.0 billion} and {a2|12.0 billion}.")
    assert found(printing.damaged_quoted, saying("It has {a2}.", "s1"), source) == []


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ('It does "not have a replacement" for it.', []),
        ('It has "no replacement" for it.', HARD),
        ("It does “not  have a replacement” for it.", []),
    ],
)
def test_a_quotation_is_exact(text: str, findings: list[object]) -> None:
    assert found(printing.quotations_exact, saying(text, "s5")) == findings
