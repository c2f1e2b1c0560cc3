"""Checks of certainty, negation, names, and of what the cited units bear."""

from __future__ import annotations

import pytest
from judging_samples import RIGHT, draft, found, saying, source_of

from summarizer.judging.checks import wording
from summarizer.judging.drafts import draft_of

HARD = [("briefing", 0, True)]
SOFT = [("briefing", 0, False)]

PAGE = """\
h Our licence may be revoked
s1 The Harbour Board may revoke our licence if we do not meet its safety rules.
s2 A revocation could reduce our revenue, but the storm did not have a material effect on income.
s3 Our licence will expire in Lindow at our own will.
s4 In May the Harbour Board fined us {a1|$2 million}, and Hask Marine paid {a2|$1 million}.
s5 We maintain insurance."""


@pytest.mark.parametrize(
    ("text", "unit", "findings"),
    [
        ("The licence will expire.", "s3", []),
        ("The Harbour Board will revoke the licence.", "s1", HARD),
        ("The board'll revoke the licence.", "s1", HARD),
        ("Goodwill is at stake.", "s1", []),
        ("The board acts against the will of the issuer.", "s1", []),
    ],
)
def test_will_stands_only_where_a_cited_unit_has_it(
    text: str, unit: str, findings: list[object]
) -> None:
    assert found(wording.will_is_printed, saying(text, unit), source_of(PAGE)) == findings


def test_the_modality_will_needs_the_word() -> None:
    effect = RIGHT["consequences"][0] | {"modality": "will"}
    wrong = found(wording.will_is_printed, draft(consequences=[effect]))
    assert wrong == [("consequences", 0, True)]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("The Harbour Board may act, and Hask Marine's dock is near Lindow.", []),
        ("The disaster of Fukuoka could cut power.", HARD),
        ("Orrin Ferries may lose its licence.", []),
        ("Yesterday the board met.", []),
        ("The board met. Yesterday Kestrel Shipping left.", HARD),
        ("The licences of the Company may end.", []),
        ("It is a Lindower licence of the HB.", []),
        ("The licence of the QZ may end.", HARD),
    ],
)
def test_a_name_stands_in_the_risk_factor(text: str, findings: list[object]) -> None:
    assert found(wording.names_known, saying(text, "s1"), source_of(PAGE)) == findings


def test_a_figures_owner_is_a_name_too() -> None:
    label = RIGHT["amounts"][0]
    wrong = draft_of({"amounts": [label | {"entity": "the Kestrel Group"}]})
    assert found(wording.names_known, wrong) == [("amounts", 0, True)]
    assert found(wording.names_known, draft_of({"amounts": [label]})) == []


@pytest.mark.parametrize(
    ("text", "unit", "findings"),
    [
        ("The Harbour Board may revoke the licence of Orrin Ferries.", "s1", []),
        ("The Harbour Board may revoke the licence of Orrin Ferries.", "s5", HARD),
        ("Failed safety rules could harm the standing of the licence abroad.", "s1", SOFT),
        ("It may be so.", "s5", []),
        ("Competition from newer vessels depresses passenger fares.", "s1", HARD),
    ],
)
def test_a_sentence_shares_its_words_with_its_units(
    text: str, unit: str, findings: list[object]
) -> None:
    assert found(wording.units_bear, saying(text, unit), source_of(PAGE)) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("The storm did not have a material effect on income.", []),
        ("The storm had a material effect on income.", SOFT),
        ("The storm was without material effect on income.", []),
    ],
)
def test_a_negation_is_kept(text: str, findings: list[object]) -> None:
    assert found(wording.negation_kept, saying(text, "s2"), source_of(PAGE)) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("A revocation could reduce revenue.", []),
        ("A revocation reduces revenue.", SOFT),
        ("A revocation is a risk to revenue.", []),
    ],
)
def test_a_modal_is_kept(text: str, findings: list[object]) -> None:
    assert found(wording.modal_kept, saying(text, "s2"), source_of(PAGE)) == findings


def test_a_reported_loss_stays_reported() -> None:
    label = RIGHT["amounts"][0] | {"role": "loss_incurred"}
    for text, soft in (
        ("In May the Harbour Board fined Orrin Ferries {a1}.", []),
        ("The Harbour Board may fine Orrin Ferries {a1}.", SOFT),
        ("The Harbour Board might fine Orrin Ferries.", SOFT),
    ):
        answer = draft_of({"amounts": [label], "briefing": [{"text": text, "units": ["s4"]}]})
        assert found(wording.reports_stay, answer, source_of(PAGE)) == soft, text


@pytest.mark.parametrize(
    ("text", "unit", "findings"),
    [
        ("Orrin Ferries maintains insurance.", "s5", []),
        ("Insurance mitigates the risk to the licence.", "s1", SOFT),
    ],
)
def test_a_mitigating_measure_is_printed(text: str, unit: str, findings: list[object]) -> None:
    assert found(wording.mitigation_is_printed, saying(text, unit), source_of(PAGE)) == findings


def test_a_direction_is_printed() -> None:
    source = source_of(PAGE)
    assert found(wording.direction_is_printed, saying("Revenue may fall.", "s2"), source) == []
    assert found(wording.direction_is_printed, saying("Fines may increase.", "s1"), source) == SOFT


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("Orrin Ferries was fined {a1} by the Harbour Board.", []),
        ("Hask Marine paid {a2}.", []),
        ("The town of Lindow paid {a2}.", SOFT),
        ("Lindow paid {a2}.", SOFT),
    ],
)
def test_a_figure_keeps_its_owner(text: str, findings: list[object]) -> None:
    assert found(wording.owners_kept, saying(text, "s4", "s3"), source_of(PAGE)) == findings


def test_a_quotation_of_a_unit_needs_no_further_proof() -> None:
    source = source_of(PAGE, prose_rules=False)
    verbatim = saying("Our licence will expire in Lindow at our own will.", "s3")
    for check in (wording.will_is_printed, wording.names_known, wording.units_bear):
        assert found(check, verbatim, source) == []
