"""Verbs that tell of the past: which forms, and what stands round them."""

from __future__ import annotations

import pytest

from summarizer.asking.rules.tenses import PASSIVE, PAST, PERFECT, SHORTFALL, Told, told_in


def only(text: str) -> Told:
    (told,) = told_in(text)
    return told


@pytest.mark.parametrize(
    ("text", "form", "verb"),
    [
        ("Floods have closed our mill.", PERFECT, "closed"),
        ("Our mill has from time to time been closed.", PERFECT, "been closed"),
        ("Our mill was badly damaged.", PASSIVE, "damaged"),
        ("We recorded net losses.", PAST, "recorded"),
        ("A flood damaged our mill.", PAST, "damaged"),
        ("Our sales fell by a tenth.", PAST, "fell"),
        ("A baker, our oldest customer, sued us.", PAST, "sued"),
        ("In May 2023 the bank demanded repayment.", PAST, "demanded"),
        ("We have not yet earned a profit.", SHORTFALL, "earned"),
    ],
)
def test_each_form_is_found(text: str, form: str, verb: str) -> None:
    told = only(text)
    assert (told.form, told.verb) == (form, verb)


@pytest.mark.parametrize(
    "text",
    [
        "Floods close our mill.",
        "Reduced sales may follow from damaged grain.",
        "We have limited stores of grain.",
        "The flood of orders may exceed our needs.",
        "We have never closed a mill.",
        "Prices are low, given the weak demand.",
        "Mills run by families exceed the need.",
    ],
)
def test_participles_present_tenses_and_denials_tell_nothing(text: str) -> None:
    assert list(told_in(text)) == []


@pytest.mark.parametrize(
    ("text", "verb", "after"),
    [
        ("Floods have closed, and may again close, our mill.", "closed", "our mill"),
        ("We have been and may in the future be sued by farmers.", "been sued", "by farmers"),
        ("Our pumps in the past have been, or could be, flooded.", "been flooded", ""),
        ("Storms have and could in the future stop our barges.", "stop", "our barges"),
    ],
)
def test_a_modal_beside_the_past_is_read_over(text: str, verb: str, after: str) -> None:
    told = only(text)
    assert (told.verb, told.after.strip()) == (verb, after)


def test_verbs_joined_by_and_are_each_found() -> None:
    verbs = [told.verb for told in told_in("We rebuilt a mill, closed a weir and recorded a loss.")]
    assert "recorded" in verbs


def test_an_abbreviation_ends_no_clause() -> None:
    assert only("If Dr. Harl left the mill, we would suffer.").before.startswith("If Dr.")


def test_the_verb_is_placed_in_the_whole_text() -> None:
    text = "Hail has hurt and may hurt our crops, and a fire has burned our barn."
    last = list(told_in(text))[-1]
    assert text[last.start : last.end] == "has burned"


def test_a_clause_ends_at_a_semicolon() -> None:
    told = only("Grain is dear; floods have closed our mill; roads may wash away.")
    assert (told.before, told.after.strip()) == ("floods ", "our mill")
