"""Requests at the server's pace, on a clock that the tests turn."""

from __future__ import annotations

import pytest
from asking_samples import engine_of, request

from summarizer.calling import Pacer, with_pacing
from summarizer.calling.retrying import LONGEST_RETRY_AFTER
from summarizer.errors import ModelBusyError
from summarizer.records import Allowance, Answer, Request, Usage


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds

    def pacer(self, requests: int | None = None, tokens: int | None = None) -> Pacer:
        return Pacer(requests, tokens, sleep=self.sleep, clock=lambda: self.now)


def test_without_limits_nothing_waits() -> None:
    clock = Clock()
    pacer = clock.pacer()
    for _ in range(1_000):
        pacer.enter(10_000)
        pacer.leave(10_000)
    assert clock.now == 0


def test_a_full_bucket_goes_out_at_once_and_the_rest_at_the_rate() -> None:
    clock = Clock()
    pacer = clock.pacer(requests=600)
    for _ in range(900):
        pacer.enter(1)
        pacer.leave(1)
    assert 30 <= clock.now <= 31.5


def test_tokens_are_a_limit_of_their_own() -> None:
    clock = Clock()
    pacer = clock.pacer(tokens=60_000)
    for _ in range(20):
        pacer.enter(6_000)
        pacer.leave(6_000)
    assert 60 <= clock.now <= 63


def test_a_request_larger_than_the_limit_waits_for_a_full_bucket_and_goes() -> None:
    clock = Clock()
    pacer = clock.pacer(tokens=1_000)
    pacer.enter(5_000)
    pacer.enter(5_000)
    assert clock.now < 400


def test_limits_are_learnt_from_replies() -> None:
    clock = Clock()
    pacer = clock.pacer()
    pacer.enter(1)
    pacer.leave(1, Allowance(requests=60, requests_left=0))
    pacer.enter(1)
    assert 1.0 <= clock.now <= 1.1


def test_what_is_under_way_counts_against_what_the_server_says_is_left() -> None:
    clock = Clock()
    pacer = clock.pacer()
    for _ in range(11):
        pacer.enter(1)
    pacer.leave(1, Allowance(requests=60, requests_left=10))
    pacer.enter(1)
    assert clock.now >= 1.0


def test_after_a_429_nothing_goes_out_for_as_long_as_it_says() -> None:
    clock = Clock()
    pacer = clock.pacer()
    pacer.slow_down(7.0)
    pacer.enter(1)
    assert clock.now == pytest.approx(7.0)


def test_an_engine_is_held_back_by_its_own_429() -> None:
    clock = Clock()
    replies: list[Answer | ModelBusyError] = [
        ModelBusyError("Limit.", fix="Wait.", retry_after=3.0, limited=True),
        Answer(text="{}", model="m", usage=Usage(), allowance=Allowance(requests=600)),
    ]

    def ask(_: Request) -> Answer:
        reply = replies.pop(0)
        if isinstance(reply, ModelBusyError):
            raise reply
        return reply

    engine = with_pacing(engine_of(ask), clock.pacer())
    with pytest.raises(ModelBusyError):
        engine.ask(request())
    assert engine.ask(request()).text == "{}"
    assert clock.now == pytest.approx(3.0)


def test_a_pause_past_all_patience_is_not_sat_out() -> None:
    clock = Clock()
    pacer = clock.pacer()
    pacer.slow_down(1e9)
    pacer.enter(1)
    assert clock.now == pytest.approx(LONGEST_RETRY_AFTER)


@pytest.mark.parametrize(
    "nonsense",
    [
        Allowance(tokens=1, tokens_left=0),
        Allowance(requests=0, requests_left=0, tokens=0, tokens_left=0),
    ],
)
def test_a_limit_below_what_was_just_let_in_is_not_believed(nonsense: Allowance) -> None:
    clock = Clock()
    pacer = clock.pacer()
    for _ in range(20):
        pacer.enter(6_000)
        pacer.leave(6_000, nonsense)
    assert clock.now == 0


def test_a_learnt_limit_makes_nobody_wait_for_more_than_a_minute() -> None:
    clock = Clock()
    pacer = clock.pacer()
    for _ in range(50):
        pacer.enter(6_000)
    pacer.leave(6_000, Allowance(requests=3, requests_left=0, tokens=6_000, tokens_left=0))
    for _ in range(5):
        before = clock.now
        pacer.enter(20_000)
        assert clock.now - before <= 62


def test_a_limit_set_by_hand_stands_whatever_the_server_allows() -> None:
    clock = Clock()
    pacer = clock.pacer(requests=60)
    for _ in range(120):
        pacer.enter(1)
        pacer.leave(1, Allowance(requests=10_000, requests_left=9_999))
    assert 60 <= clock.now <= 63
