"""Labels side by side: of two engines, and of several runs of one."""

from __future__ import annotations

from memo_samples import record, status

from summarizer.comparing import second_opinion, stability_of
from summarizer.comparing.labels import labels_of
from summarizer.memo import RiskRecord


def rated(number: int = 1, level: int = 3, happened: str = "hypothetical") -> RiskRecord:
    return record(number, severity=level, status=status(happened))


def differences(one: RiskRecord, other: RiskRecord) -> list[tuple[str, str, str, str]]:
    told = second_opinion([one], {other.risk_id: labels_of(other)}, "rules").differences
    return [(d.risk_id, d.field, d.value, d.other) for d in told]


def test_one_level_of_severity_is_not_told() -> None:
    assert differences(rated(level=3), rated(level=4)) == []


def test_two_levels_of_severity_are_told() -> None:
    assert differences(rated(level=2), rated(level=4)) == [("RF-01", "severity", "2", "4")]


def test_every_difference_in_status_is_told() -> None:
    one, other = rated(), rated(happened="materialised")
    assert differences(one, other) == [("RF-01", "status", "hypothetical", "materialised")]


def test_only_factors_that_both_rated_are_compared() -> None:
    opinion = second_opinion([rated(1), rated(2)], {"RF-02": labels_of(rated(2, 5))}, "rules")
    assert opinion.compared == 1
    assert [one.risk_id for one in opinion.differences] == ["RF-02"]


def test_equal_runs_agree_on_everything() -> None:
    stability = stability_of([[rated()], [rated()]])
    assert (stability.runs, stability.compared, stability.unstable) == (2, 1, ())
    assert {one.share for one in stability.agreement} == {1.0}


def test_the_share_is_of_factors_on_which_all_runs_agree() -> None:
    runs = [
        [rated(1, 3), rated(2, 3)],
        [rated(1, 3), rated(2, 2)],
        [rated(1, 3), rated(2, 3)],
    ]
    stability = stability_of(runs)
    shares = {one.field: one.share for one in stability.agreement}
    assert (shares["severity"], shares["status"]) == (0.5, 1.0)
    assert [(u.risk_id, u.values) for u in stability.unstable] == [("RF-02", ("3", "2", "3"))]


def test_a_factor_that_a_run_could_not_read_is_not_compared() -> None:
    stability = stability_of([[rated(1)], []])
    assert (stability.compared, stability.agreement, stability.unstable) == (0, (), ())
