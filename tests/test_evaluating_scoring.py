"""What agrees between two raters or a rater and an engine, and what is counted as a miss."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from label_samples import UNITS, engine, figure, person, risk

from summarizer.errors import LabelsError
from summarizer.evaluating import Score, compare
from summarizer.evaluating.agreement import Overlap, Ratio
from summarizer.evaluating.labels import FIELDS, Labelled
from summarizer.evaluating.scoring import Agreement, Miss


def of(score: Score, field: str) -> Agreement:
    return next(one for one in (*score.fields, *score.figure_fields) if one.field.name == field)


# ── labels ───────────────────────────────────────────────────────────────────────────────────────
def test_equal_labels_are_right_and_others_named() -> None:
    gold = person(risk(1, severity=(4,)), risk(2, severity=(2,)))
    score = compare(gold, engine(risk(1, severity=(4,)), risk(2, severity=(3,))))
    assert of(score, "severity").accuracy == Ratio(1, 2)
    assert score.misses == (Miss(risk_id="RF-02", field="severity", figure=None, gold=(2,), got=3),)


def test_what_is_accepted_is_right() -> None:
    gold = person(risk(likelihood=("expected", "already_occurred")))
    score = compare(gold, engine(risk(likelihood=("already_occurred",))))
    assert (of(score, "likelihood").accuracy, score.misses) == (Ratio(1, 1), ())


def test_what_the_gold_does_not_label_is_not_scored() -> None:
    gold = person(risk(1, severity=(4,)), risk(2, status=("hypothetical",)))
    both = {"severity": (4,), "status": ("hypothetical",)}
    score = compare(gold, engine(risk(1, **both), risk(2, **both)))
    assert of(score, "severity").accuracy == of(score, "status").accuracy == Ratio(1, 1)


def test_a_risk_factor_without_any_label_is_left_out() -> None:
    score = compare(person(risk(1, severity=(4,)), risk(2)), engine(risk(1, severity=(4,))))
    assert score.headings == Ratio(1, 1)


def test_what_an_engine_does_not_answer_is_not_right_and_not_in_kappa() -> None:
    gold = person(risk(1, severity=(4,)), risk(2, severity=(2,)), risk(3, severity=(3,)))
    score = compare(gold, engine(risk(1, severity=(4,)), risk(2, severity=(2,))))
    severity = of(score, "severity")
    assert (severity.accuracy, severity.compared, severity.kappa) == (Ratio(2, 3), 2, 1.0)
    assert [(miss.risk_id, miss.got) for miss in score.misses] == [("RF-03", None)]


def test_what_a_person_leaves_out_is_not_scored() -> None:
    gold = person(risk(1, severity=(4,)), risk(2, severity=(2,)))
    score = compare(gold, person(risk(1, severity=(4,))))
    assert (of(score, "severity").accuracy, score.headings) == (Ratio(1, 1), Ratio(1, 2))
    assert score.misses == ()


def test_a_label_that_another_person_left_open_is_not_scored() -> None:
    gold = person(risk(severity=(4,), status=("hypothetical",)))
    score = compare(gold, person(risk(severity=(4,))))
    assert of(score, "status").accuracy == Ratio(0, 0)


def test_severity_is_weighed_by_squares_and_category_is_not() -> None:
    gold = person(
        *(
            risk(n, severity=(s,), category=(c,))
            for n, s, c in ((1, 1, "a"), (2, 3, "b"), (3, 5, "c"))
        )
    )
    other = engine(
        *(
            risk(n, severity=(s,), category=(c,))
            for n, s, c in ((1, 1, "a"), (2, 3, "b"), (3, 4, "b"))
        )
    )
    score = compare(gold, other)
    # 1 squared over 3 pairs; by chance (0+4+9 + 4+0+1 + 16+4+1) / 9 = 39 / 9
    assert of(score, "severity").kappa == pytest.approx(1 - (1 / 3) / (39 / 9))
    # seen 2/3; by chance 1/9 + 2/9
    assert of(score, "category").kappa == pytest.approx((2 / 3 - 1 / 3) / (1 - 1 / 3))


def test_hypothetical_wording_is_also_scored_as_yes_or_no() -> None:
    classes = ("disclosed_here", "disclosed_elsewhere", "none", "none")
    said = ("disclosed_elsewhere", "none", "disclosed_here", "none")
    gold = person(*(risk(n, hypothetical_wording=(c,)) for n, c in enumerate(classes)))
    score = compare(gold, engine(*(risk(n, hypothetical_wording=(c,)) for n, c in enumerate(said))))
    assert score.flags == Overlap(both=1, gold=2, got=2)
    assert of(score, "hypothetical_wording").accuracy == Ratio(1, 4)


def test_a_flag_on_what_no_record_was_made_of_is_not_found() -> None:
    gold = person(risk(1, hypothetical_wording=("disclosed_here",)))
    assert compare(gold, engine()).flags == Overlap(both=0, gold=1, got=0)


# ── which risk factor is which ───────────────────────────────────────────────────────────────────
def test_risk_factors_are_the_same_by_their_headings() -> None:
    moved = dataclasses.replace(risk(2, severity=(4,)), risk_id="RF-07")
    score = compare(person(risk(2, severity=(4,))), engine(risk(1, severity=(1,)), moved))
    assert of(score, "severity").accuracy == Ratio(1, 1)


def test_ids_decide_between_equal_headings() -> None:
    twins = [
        dataclasses.replace(risk(n, severity=(n,)), heading="Our docks may fail.") for n in (1, 2)
    ]
    score = compare(person(twins[1]), engine(*twins))
    assert of(score, "severity").accuracy == Ratio(1, 1)


def test_a_heading_that_is_not_there_is_not_matched() -> None:
    score = compare(person(risk(1, severity=(4,))), engine(risk(2, severity=(4,))))
    assert (score.headings, of(score, "severity").accuracy) == (Ratio(0, 1), Ratio(0, 1))


def test_labels_of_two_files_are_not_compared() -> None:
    gold = person(risk(severity=(4,)))
    with pytest.raises(LabelsError, match=r"ferries.html .*another file"):
        compare(gold, dataclasses.replace(gold, sha256="77" * 32))


# ── figures and evidence ─────────────────────────────────────────────────────────────────────────
PAID, COVER = figure("$3.1 million", "s1"), figure("$9 million", "s2")


def test_figures_are_the_same_by_their_exact_place() -> None:
    longer = dataclasses.replace(COVER, start=COVER.start - 4, text="for $9 million")
    gold = person(risk(figures=(PAID, COVER), figures_checked=True))
    score = compare(gold, engine(risk(figures=(PAID, longer), figures_checked=True)))
    assert score.amounts == Overlap(both=1, gold=2, got=2)
    assert [(miss.gold, miss.got) for miss in score.misses] == [
        (("$9 million",), None),
        ((), "for $9 million"),
    ]


def test_a_list_of_figures_that_nobody_checked_is_not_scored() -> None:
    gold = person(risk(figures=(PAID,)))
    score = compare(gold, engine(risk(figures=(PAID, COVER), figures_checked=True)))
    assert score.amounts == Overlap()
    assert of(score, "role").accuracy == Ratio(1, 1)


def test_measure_and_role_are_scored_where_both_have_the_figure() -> None:
    gold = person(risk(figures=(PAID, COVER), figures_checked=True))
    other = dataclasses.replace(PAID, role=("exposure",))
    score = compare(gold, engine(risk(figures=(other,), figures_checked=True)))
    assert of(score, "measure").accuracy == Ratio(1, 1)
    assert of(score, "role").accuracy == Ratio(0, 1)
    assert score.misses[0] == Miss(
        risk_id="RF-01",
        field="role",
        figure="$3.1 million",
        gold=("loss_incurred",),
        got="exposure",
    )


def test_units_that_were_cut_otherwise_are_known_by_their_text() -> None:
    cut = {"h": UNITS["h"], "s1": "A new sentence.", "s2": UNITS["s1"], "s3": UNITS["s2"]}
    later = dataclasses.replace(PAID, unit="s2")
    gold = person(risk(figures=(PAID,), figures_checked=True, evidence=frozenset({"s1", "s2"})))
    other = risk(
        units=cut, figures=(later,), figures_checked=True, evidence=frozenset({"s1", "s2"})
    )
    score = compare(gold, engine(other))
    assert score.amounts == Overlap(both=1, gold=1, got=1)
    assert score.evidence == Overlap(both=1, gold=2, got=2)
    assert [(m.gold, m.got) for m in score.misses] == [(("s2",), None), ((), "other s1")]


def test_evidence_is_summed_over_the_risk_factors() -> None:
    gold = person(risk(1, evidence=frozenset({"h", "s1"})), risk(2, evidence=frozenset({"s2"})))
    other = engine(risk(1, evidence=frozenset({"s1", "s2"})), risk(2, evidence=frozenset({"s2"})))
    assert compare(gold, other).evidence == Overlap(both=2, gold=3, got=3)


def test_no_evidence_at_all_is_a_label() -> None:
    gold = person(risk(evidence=frozenset()))
    score = compare(gold, engine(risk(evidence=frozenset({"s1"}))))
    assert score.evidence == Overlap(both=0, gold=0, got=1)


# ── what holds of any labels ─────────────────────────────────────────────────────────────────────
def labelled(number: int) -> st.SearchStrategy[Labelled]:
    some = {
        field.name: st.lists(
            st.sampled_from(field.scale or ("a", "b", "none")), unique=True, max_size=2
        ).map(tuple)
        for field in FIELDS
    }
    evidence = st.none() | st.frozensets(st.sampled_from(sorted(UNITS)))
    figures = st.lists(st.sampled_from((PAID, COVER)), unique=True).map(tuple)
    return st.builds(
        risk,
        st.just(number),
        evidence=evidence,
        figures=figures,
        figures_checked=st.booleans(),
        **some,
    )


several = st.tuples(labelled(1), labelled(2), labelled(3))


@given(several)
def test_whoever_is_compared_with_himself_has_no_miss(risks: tuple[Labelled, ...]) -> None:
    assert compare(person(*risks), person(*risks)).misses == ()


@given(several, several)
def test_two_raters_agree_as_much_from_either_side(
    ours: tuple[Labelled, ...], theirs: tuple[Labelled, ...]
) -> None:
    one, other = compare(person(*ours), person(*theirs)), compare(person(*theirs), person(*ours))
    assert [(a.accuracy, a.kappa) for a in one.fields] == [
        (a.accuracy, a.kappa) for a in other.fields
    ]
    assert one.evidence.precision == other.evidence.recall
    assert one.amounts.precision == other.amounts.recall
