"""Checks of names: nobody whom the risk factor does not name."""

from __future__ import annotations

import pytest
from judging_samples import HARD, LICENCE, RIGHT, SOFT, draft, found, saying, source_of

from summarizer.judging.checks import naming
from summarizer.judging.drafts import draft_of


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("The Harbour Board may act, and Hask Marine's dock is near Lindow.", []),
        ("The disaster of Fukuoka could cut power.", HARD),
        ("Orrin Ferries may lose its licence.", []),
        ("Yesterday the board met.", SOFT),  # not in the text, but perhaps nobody's name
        ("Kestrel paid the fine.", HARD),
        ("Kestrel's licence may end.", HARD),
        ("Rivals may lose a licence.", SOFT),
        ("Meeting the rules may cost more.", []),
        ("The board met. Yesterday Kestrel Shipping left.", HARD),
        ("The licences of the Company may end.", []),
        ("It is a Lindower licence of the HB.", []),
        ("The licence of the QZ may end.", HARD),
    ],
)
def test_a_name_stands_in_the_risk_factor(text: str, findings: list[object]) -> None:
    assert found(naming.names_known, saying(text, "s1"), source_of(LICENCE)) == findings


def test_a_figures_owner_is_a_name_too() -> None:
    label = RIGHT["amounts"][0]
    wrong = draft_of({"amounts": [label | {"entity": "the Kestrel Group"}]})
    assert found(naming.names_known, wrong) == [("amounts", 0, True)]
    opening = draft_of({"amounts": [label | {"entity": "Kestrel"}]})
    assert found(naming.names_known, opening) == [("amounts", 0, True)]
    assert found(naming.names_known, draft_of({"amounts": [label]})) == []


def test_a_listed_name_is_printed_in_the_factor() -> None:
    assert found(naming.names_printed, draft()) == []
    names = [{"name": "Lindow Harbour Trust", "kind": "partner"}]
    assert found(naming.names_printed, draft(names=names)) == [("names", 0, True)]
