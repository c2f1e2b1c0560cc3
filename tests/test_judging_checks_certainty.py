"""Checks of certainty: will, negation, modals, reports."""

from __future__ import annotations

import pytest
from judging_samples import HARD, LICENCE, RIGHT, SOFT, draft, found, saying, source_of

from summarizer.judging.checks import certainty
from summarizer.judging.drafts import draft_of

PAGE = f"""{LICENCE}
s6 The board may revoke the licence by decree, and the fees for the licence will rise."""


@pytest.mark.parametrize(
    ("text", "unit", "findings"),
    [
        ("The licence will expire.", "s3", []),
        ("The Harbour Board will revoke the licence.", "s1", HARD),
        ("The board'll revoke the licence.", "s1", HARD),
        ("Goodwill is at stake.", "s1", []),
        ("The board acts against the will of the issuer.", "s1", []),
        ("The licence will be revoked by the board.", "s6", SOFT),  # will, but of something else
        ("The fees for the licence will rise.", "s6", []),
    ],
)
def test_will_stands_only_where_a_cited_unit_has_it(
    text: str, unit: str, findings: list[object]
) -> None:
    assert found(certainty.will_is_printed, saying(text, unit), source_of(PAGE)) == findings


def test_the_modality_will_needs_the_word() -> None:
    effect = RIGHT["consequences"][0] | {"modality": "will"}
    wrong = found(certainty.will_is_printed, draft(consequences=[effect]))
    assert wrong == [("consequences", 0, True)]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("The storm did not have a material effect on income.", []),
        ("The storm had a material effect on income.", SOFT),
        ("The storm was without material effect on income.", []),
    ],
)
def test_a_negation_is_kept(text: str, findings: list[object]) -> None:
    assert found(certainty.negation_kept, saying(text, "s2"), source_of(PAGE)) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("A revocation could reduce revenue.", []),
        ("A revocation reduces revenue.", SOFT),
        ("A revocation is a risk to revenue.", []),
        ("If it comes, a revocation reduces revenue.", SOFT),  # the condition is not of the verb
        ("It is possible that a revocation reduces revenue.", []),
    ],
)
def test_a_modal_is_kept(text: str, findings: list[object]) -> None:
    assert found(certainty.modal_kept, saying(text, "s2"), source_of(PAGE)) == findings


def test_a_reported_loss_stays_reported() -> None:
    label = RIGHT["amounts"][0] | {"role": "loss_incurred"}
    for text, soft in (
        ("In May the Harbour Board fined Orrin Ferries {a1}.", []),
        ("The Harbour Board may fine Orrin Ferries {a1}.", SOFT),
        ("The Harbour Board might fine Orrin Ferries.", SOFT),
    ):
        answer = draft_of({"amounts": [label], "briefing": [{"text": text, "units": ["s4"]}]})
        assert found(certainty.reports_stay, answer, source_of(PAGE)) == soft, text
