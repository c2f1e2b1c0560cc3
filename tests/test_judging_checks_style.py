"""Checks of form: length, person, advice, what is missing, labels against the rubric."""

from __future__ import annotations

import pytest
from judging_samples import HARD, PAGE, RIGHT, draft, found, saying, source_of

from summarizer.judging.checks import style
from summarizer.judging.drafts import draft_of


def _words(count: int) -> str:
    return " ".join(["word"] * count)


@pytest.mark.parametrize(
    ("words", "hard"), [(30, True), (50, False), (90, None), (125, False), (150, True)]
)
def test_a_briefing_has_60_to_120_words(words: int, hard: bool | None) -> None:
    sentence = {"text": _words(words // 2), "units": ["s1"]}
    answer = draft(briefing=[sentence, sentence])
    assert [one[2] for one in found(style.length_fits, answer)] == ([] if hard is None else [hard])


def test_filled_marks_and_the_closing_sentence_count() -> None:
    source = source_of(PAGE.replace("$84 million", _words(90)))
    sentences = [
        {"text": _words(50) + " {a2}", "units": ["s2"]},
        {"text": "It is.", "units": ["h"]},
    ]
    assert found(style.length_fits, draft(briefing=sentences), source) == [("briefing", None, True)]


def test_a_short_factor_may_have_a_short_briefing() -> None:
    source = source_of("h Dock\ns1 The dock may fail.")
    assert found(style.length_fits, saying("The dock may fail.", "s1"), source) == []


def test_one_long_sentence_is_no_hard_fault_since_nothing_can_be_left_out() -> None:
    assert found(style.length_fits, saying(_words(150), "s1")) == [("briefing", None, False)]


def test_summary_and_title_are_short() -> None:
    assert found(style.summary_fits, draft()) == []
    for words, hard in ((40, False), (60, True)):
        answer = draft(summary={"text": _words(words), "units": ["h"]})
        assert found(style.summary_fits, answer) == [("summary", None, hard)]
    assert found(style.summary_fits, draft(title=_words(12))) == [("title", None, False)]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("Orrin Ferries says it may lose its dock.", []),
        ("We may lose our dock.", HARD),
        ("You may see losses.", HARD),
        ('It says "we have one dock" there.', []),
        ("Part I, Item 2 tells of its US docks.", []),
        ("The mine may flood, as Docks R Us did.", []),
    ],
)
def test_a_model_writes_in_the_third_person(text: str, findings: list[object]) -> None:
    assert found(style.third_person, saying(text, "s1")) == findings


def test_the_embedded_engine_quotes_the_filing_in_its_own_person() -> None:
    source = source_of(prose_rules=False)
    assert found(style.third_person, saying("We may lose our dock.", "s1"), source) == []


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("Investors should watch this closely.", HARD),
        ("It is important to sell.", HARD),
        ("The dock may fail.", []),
    ],
)
def test_no_advice_is_given(text: str, findings: list[object]) -> None:
    assert found(style.no_advice, saying(text, "s4")) == findings


def test_what_the_text_demands_is_no_advice() -> None:
    source = source_of("h Rules\ns1 We must renew our licence each year.")
    assert found(style.no_advice, saying("It must renew its licence.", "s1"), source) == []
    source = source_of("h Capital\ns1 If we need to raise capital, we may issue shares.")
    assert (
        found(style.no_advice, saying("If it needs to raise capital, it may.", "s1"), source) == []
    )


def test_what_is_needed_and_not_given_is_found() -> None:
    fields = [one[0] for one in found(style.briefing_given, draft_of({}))]
    assert fields == ["briefing", "summary", "title", "threat"]
    assert found(style.briefing_given, draft_of({"unit_kind": "introduction"})) == []
    assert found(style.briefing_given, draft()) == []


@pytest.mark.parametrize(
    ("page", "unit", "base", "warns"),
    [
        (PAGE, "s4", 4, False),
        (PAGE, "s1", 4, True),  # the strong word stands elsewhere
        (PAGE, "s1", 3, True),
        ("h Dock\ns1 The dock may disappoint.", "s1", 4, True),
        ("h Dock\ns1 The dock may disappoint.", "s1", 5, True),
        ("h Dock\ns1 The dock may disappoint.", "s1", 2, False),
        ("h Dock\ns1 Our licence may be revoked.", "s1", 5, False),
        ("h Dock\ns1 The dock can be impaired significantly.", "s1", 4, True),  # an asset's degree
        ("h Dock\ns1 Our sales could fall substantially.", "s1", 4, False),
        ("h Dock\ns1 Our investment could become worthless.", "s1", 4, False),
    ],
)
def test_a_base_far_from_the_rubrics_words_is_a_warning(
    page: str, unit: str, base: int, warns: bool
) -> None:
    answer = draft(severity=RIGHT["severity"] | {"base": base, "unit": unit})
    warnings = [("severity", None, False)] if warns else []
    assert found(style.severity_borne, answer, source_of(page)) == warnings
