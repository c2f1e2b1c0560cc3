"""Parties across factors: roles from the words round a name, or from the engine."""

from __future__ import annotations

import dataclasses

import pytest
from memo_samples import naming

from summarizer.linking.parties import party_links
from summarizer.memo import Named, Party

BOUGHT = "We buy castings from Osk Foundry."


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("We compete with Osk Foundry in the north.", "competitor"),
        ("Our competitors include Hale Works, Osk Foundry and Mott Brothers.", "competitor"),
        ("As our largest shareholder, Osk Foundry may block decisions.", "shareholder"),
        ("Osk Foundry, our largest shareholder, may sell.", "shareholder"),
        ("Osk Foundry and its affiliates own 20% of our voting stock.", "shareholder"),
        ("It hurts our best customer, Osk Foundry.", "customer"),
        ("Last year Osk Foundry accounted for 30% of our sales.", "customer"),
        ("We have a joint venture with Osk Foundry in Harl.", "partner"),
    ],
)
def test_one_party_in_two_roles_is_linked(sentence: str, role: str) -> None:
    (link,) = party_links([naming(1, BOUGHT), naming(2, sentence)], "Tarn")
    assert link.kind == "party_in_several_roles"
    assert [side.says for side in link.sides] == ["supplier", role]


def test_a_group_a_legal_form_and_a_defined_short_name_are_one_party() -> None:
    records = [
        naming(1, 'We buy castings from Osk Foundry and Forge Corporation ("Osk").'),
        naming(2, "We compete with the Osk Group."),
        naming(3, "In the end Osk, our largest shareholder, decides."),
    ]
    (link,) = party_links(records, "Tarn")
    assert [side.says for side in link.sides] == ["supplier", "competitor", "shareholder"]


def test_two_names_in_one_breath_are_two_parties() -> None:
    records = [naming(1, "We buy castings from Osk and Hale."), naming(2, "We compete with Hale.")]
    (link,) = party_links(records, "Tarn")
    assert link.subject == "Hale"


def test_the_engines_role_counts_where_words_tell_none() -> None:
    told = Named(
        segments=(),
        geographies=(),
        entities=(),
        counterparties=("Osk Foundry",),
        roles=(Party(name="Osk Foundry", kind="customer"),),
    )
    second = naming(2, "Much hangs on Osk Foundry and its plans.")
    records = [naming(1, BOUGHT), dataclasses.replace(second, affected=told)]
    (link,) = party_links(records, "Tarn")
    assert [side.says for side in link.sides] == ["supplier", "customer"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Osk Foundry lies on the river.",
        "We sell pumps to customers in Germany.",
        "We compete with others.",
    ],
)
def test_a_name_without_a_role_is_no_link(sentence: str) -> None:
    assert party_links([naming(1, BOUGHT), naming(2, sentence)], "Tarn") == ()


def test_places_authorities_and_kinds_of_thing_are_no_parties() -> None:
    sentences = ("We buy from the U.S. and from the FDA.", "We buy from each OEM; OEMs differ.")
    again = "We compete with the U.S., the FDA and each OEM."
    assert party_links([naming(1, *sentences), naming(2, again)], "Tarn") == ()


def test_sides_quote_the_unit_that_tells_the_role() -> None:
    (link,) = party_links([naming(1, "We are old.", BOUGHT), naming(2, BOUGHT)], "Tarn")
    assert (link.kind, link.sides[0].unit_id) == ("party_in_several_risks", "s2")
    assert link.sides[0].quote == BOUGHT
