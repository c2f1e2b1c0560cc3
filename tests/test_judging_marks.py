"""Marks are filled with the filing's own characters, as their place in the sentence asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.judging.marks import clashing_lead, fill, mark_ids

PRINTED = {"a1": "$84\n million", "a2": "approximately 12%", "t1": "As of March 31, 2025",
           "t2": "in fiscal 2024"}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("It has {a1} of debt.", "It has $84 million of debt."),
        ("{t1}, it had debt.", "As of March 31, 2025, it had debt."),
        ("It had debt {t1}.", "It had debt as of March 31, 2025."),
        ("It lost money. {t2} it did not.", "It lost money. In fiscal 2024 it did not."),
        ("It had debt as of {t1}.", "It had debt as of March 31, 2025."),
        ("It lost it in {t2}.", "It lost it in fiscal 2024."),
        ("It holds approximately {a2}.", "It holds approximately 12%."),
        ("It has {a1} million of debt.", "It has $84 million of debt."),
        ("It has {a1|$84 million} of debt.", "It has $84 million of debt."),
        ("It has {a9}.", "It has {a9}."),
    ],
)
def test_a_mark_reads_as_the_filing_prints_it(written: str, read: str) -> None:
    assert fill(written, PRINTED) == read


def test_another_preposition_before_a_mark_is_noticed() -> None:
    assert clashing_lead("Debt rose during {t2}.", PRINTED) == "during in fiscal 2024"
    assert clashing_lead("Debt rose {t2}.", PRINTED) is None
    assert clashing_lead("Debt rose in {t2}.", PRINTED) is None


def test_a_preposition_before_a_figure_is_no_clash() -> None:
    assert clashing_lead("We sell in {a1}.", {"a1": "over 90 towns"}) is None


def test_the_ids_of_marks_are_given_in_order() -> None:
    assert mark_ids("{t1} and {a3!|x} and {a12}") == ["t1", "a3", "a12"]


@given(st.text())
def test_text_without_marks_only_has_its_blanks_folded(text: str) -> None:
    if not mark_ids(text):
        assert fill(text, PRINTED) == " ".join(text.split())


def test_a_particle_of_the_verb_is_no_clash() -> None:
    assert clashing_lead("The plant changed over {t2}.", PRINTED) is None
