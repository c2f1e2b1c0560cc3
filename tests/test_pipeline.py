"""The journey as a whole, with engines that answer as told."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from threading import Event
from typing import cast

import pytest

from summarizer import ModelError, SettingsError, rules_engine, summarize
from summarizer.errors import ModelBusyError
from summarizer.judging import Judged
from summarizer.pipeline import short_name, side_by_side
from summarizer.records import Answer, Chunk, Engine, Request, Usage


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    path = tmp_path / "filing.txt"
    path.write_text(
        "Item 1A. Risk Factors\n\n"
        "You should consider the following risks together with all other information in this "
        "report.\n\n"
        "We depend on one foundry, and its loss could stop our production.\n\n"
        "All of our castings come from one foundry in Ostrava. If it closed, we could lose "
        "customers.\n\n"
        "Higher energy prices may harm our results.\n\n"
        "We paid $4.1 million for energy in 2024. If prices rise, our results may suffer.\n\n"
        "Item 1B. Unresolved Staff Comments\n\nNone.\n",
        encoding="utf-8",
    )
    return path


def failing_on(risk_id: str, error: Exception) -> Engine:
    """The embedded engine, but for one risk factor, on which it raises."""
    rules = rules_engine()

    def ask(request: Request) -> Answer:
        if request.chunk.numbered.factor.id == risk_id:
            raise error
        return rules.ask(request)

    return dataclasses.replace(rules, ask=ask)


def test_a_factor_that_the_engine_is_too_busy_for_becomes_a_gap(filing: Path) -> None:
    engine = failing_on("RF-01", ModelBusyError("Busy.", fix="Wait."))
    memo = summarize(filing, engine=engine)
    assert [record.risk_id for record in memo.risks] == ["RF-02"]
    assert [gap.risk_id for gap in memo.gaps] == ["RF-01"]


def test_an_engine_that_cannot_answer_at_all_stops_the_run(filing: Path) -> None:
    with pytest.raises(ModelError, match="wrong key"):
        summarize(filing, engine=failing_on("RF-02", ModelError("A wrong key.", fix="Mend it.")))


def test_a_memo_without_any_record_is_an_error(filing: Path) -> None:
    engine = Engine(
        name="silent",
        ask=lambda _: Answer(text="no", model="silent", usage=Usage(calls=1)),
        limit=None,
        language_model=True,
    )
    with pytest.raises(ModelError, match="silent gave no usable answer"):
        summarize(filing, engine=engine)


def test_results_come_in_the_order_given_whichever_is_done_first() -> None:
    second_is_done = Event()

    def judge(chunks: tuple[Chunk, ...]) -> Judged:
        if chunks is first:
            assert second_is_done.wait(timeout=5)
        second_is_done.set()
        answer = Answer(text="", model="m", usage=Usage(calls=len(chunks)))
        return Judged(record=None, gaps=(), answers=(answer,), repairs=0)

    first: tuple[Chunk, ...] = ()
    given: list[tuple[Chunk, ...]] = [first, (cast("Chunk", None),)]
    judged = side_by_side(judge, given, workers=2, progress=None)
    assert [one.usage.calls for one in judged] == [0, 1]


def test_progress_is_told_for_each_factor(filing: Path) -> None:
    told: list[tuple[int, int]] = []
    summarize(filing, engine=rules_engine(), progress=lambda *numbers: told.append(numbers))
    assert told == [(1, 2), (2, 2)]


def test_only_the_factors_named_are_asked_about(filing: Path) -> None:
    memo = summarize(filing, engine=rules_engine(), only=["RF-02"])
    assert [record.risk_id for record in memo.risks] == ["RF-02"]


def test_a_factor_that_the_filing_does_not_have_is_named(filing: Path) -> None:
    with pytest.raises(SettingsError, match="RF-09"):
        summarize(filing, engine=rules_engine(), only=["RF-09"])


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("Example Widgets, Inc.", "Example Widgets"),
        ("Example Holdings Co., Ltd.", "Example"),
        ("EXAMPLE S.A.", "EXAMPLE"),
        ("Incorporated", "Incorporated"),
        (None, "the company"),
    ],
)
def test_short_names_leave_the_legal_form_out(issuer: str | None, name: str) -> None:
    assert short_name(issuer) == name
