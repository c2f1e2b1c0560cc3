"""Abbreviations: a wrong definition and a missing one are found, whims and names are left alone."""

from __future__ import annotations

import pytest

from summarizer.judging.abbreviations import misdefined, undefined


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ('We run a Harbour Light System ("HLX").', "HLX"),
        ("These are private branch lines (“PBX”) of ours.", "PBX"),
    ],
)
def test_letters_that_stand_in_none_of_the_words_are_a_mismatch(text: str, short: str) -> None:
    assert [found for found, _ in misdefined(text)] == [short]


def test_the_quote_begins_with_the_words_defined() -> None:
    ((_, quote),) = misdefined('Last year we ran a Harbour Light System ("HLX") there.')
    assert quote == 'Harbour Light System ("HLX")'


@pytest.mark.parametrize(
    "text",
    [
        'the Harbour Light System ("HLS")',
        'interbank offered rates in Lindow ("LIBRO")',
        'average hourly crossing prices ("ACPs")',
        'a letter of intent ("LOI")',
        'the Federal Office for Ferries ("BAF")',
        'accounting principles generally accepted ("GAAP")',
        'Port Lindow Trust ("HARBOR")',
    ],
)
def test_a_definition_that_fits_or_follows_another_rule_is_none(text: str) -> None:
    assert list(misdefined(text)) == []


def test_what_the_file_nowhere_explains_is_undefined() -> None:
    assert list(undefined("We must file a PQRD in time.", "We must file a PQRD in time.")) == [
        "PQRD"
    ]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "the Port Quay Registration Deed (PQRD)",
        "the deed (the “PQRD”) of the port",
        "the deed, or PQRD, of the port",
        "PQRD (Port Quay Registration Deed)",
        "a Port Quay Registration Deed is filed",
        "a deed known as PQRD",
    ],
)
def test_what_the_file_explains_somewhere_is_not(elsewhere: str) -> None:
    assert list(undefined("We must file a PQRD in time.", f"It has {elsewhere}.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The SEC may object.",
        "We compete with PQR Ferries.",
        "Our Lindow PQR is old.",
        "It is in Part III of the report.",
        "The bill PQR 375 was passed.",
        "WE MAY FAIL.",
        "Rated BBB by all.",
        "It is an IT matter.",
    ],
)
def test_common_ones_names_numerals_and_headings_are_left_alone(text: str) -> None:
    assert list(undefined(text, text)) == []
