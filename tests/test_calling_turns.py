"""Threads that take turns: one computes at a time, and calls are under way side by side."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from asking_samples import engine_of, request

from summarizer.calling import with_turns
from summarizer.errors import ModelError
from summarizer.records import Answer, Request, Usage

ANSWER = Answer(text="{}", model="m", usage=Usage(calls=1))


def test_calls_are_under_way_side_by_side() -> None:
    turn, all_here = threading.Lock(), threading.Barrier(4)

    def ask(_: Request) -> Answer:
        all_here.wait(timeout=5)  # passes only where four calls are under way at once
        return ANSWER

    engine = with_turns(engine_of(ask), turn)

    def job(_: int) -> Answer:
        with turn:
            return engine.ask(request())

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(job, range(4))) == [ANSWER] * 4


def test_the_turn_is_taken_again_after_an_answer_and_after_an_error() -> None:
    turn = threading.Lock()

    def fails(_: Request) -> Answer:
        assert not turn.locked()
        raise ModelError("No reply.", fix="Wait.")

    with turn:
        assert with_turns(engine_of(lambda _: ANSWER), turn).ask(request()) == ANSWER
        assert turn.locked()
        with pytest.raises(ModelError):
            with_turns(engine_of(fails), turn).ask(request())
        assert turn.locked()
