"""Passing faults are asked again, with patience that the server can direct."""

from __future__ import annotations

import pytest
from asking_samples import engine_of, request

from summarizer.calling import with_retries
from summarizer.calling.retrying import LONGEST_RETRY_AFTER
from summarizer.errors import EndpointDownError, ModelBusyError, ModelError, RejectedError
from summarizer.records import Answer, Engine, Request, Usage

ANSWER = Answer(text="{}", model="fake", usage=Usage(calls=1))


class Script:
    """An engine that raises ``errors`` in turn and then answers; notes how long it was let wait."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.asked = 0
        self.waits: list[float] = []

    def ask(self, _request: Request) -> Answer:
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)
        return ANSWER

    def engine(self, attempts: int = 4) -> Engine:
        return with_retries(engine_of(self.ask), attempts=attempts, sleep=self.waits.append)


def busy(retry_after: float | None = None, problem: str = "Busy.") -> ModelBusyError:
    return ModelBusyError(problem, fix="Wait.", retry_after=retry_after)


@pytest.mark.parametrize("kind", [RejectedError, EndpointDownError])
def test_what_is_refused_is_not_asked_again(kind: type[ModelBusyError]) -> None:
    script = Script(kind("No.", fix="Go."))
    with pytest.raises(kind):
        script.engine().ask(request())
    assert script.asked == 1


def test_a_passing_fault_is_asked_again() -> None:
    script = Script(busy(), busy())
    assert script.engine().ask(request()) == ANSWER
    assert script.asked == 3
    assert len(script.waits) == 2


def test_the_servers_word_is_kept_and_spread_by_less_than_a_second() -> None:
    script = Script(busy(7.0), busy(0.0))
    script.engine().ask(request())
    assert 7.0 <= script.waits[0] <= 8.0
    assert 0.0 <= script.waits[1] <= 1.0


def test_without_the_servers_word_the_waits_grow() -> None:
    script = Script(*[busy() for _ in range(7)])
    script.engine(attempts=8).ask(request())
    assert script.waits[6] > script.waits[3] > script.waits[0]
    assert max(script.waits) <= 61.0


def test_the_last_fault_is_raised_when_attempts_are_used_up() -> None:
    script = Script(*[busy(problem=f"Busy {n}.") for n in range(9)])
    with pytest.raises(ModelBusyError, match=r"Busy 3\."):
        script.engine(attempts=4).ask(request())
    assert script.asked == 4


def test_a_final_fault_is_raised_at_once() -> None:
    script = Script(ModelError("Wrong key.", fix="Set it."))
    with pytest.raises(ModelError, match="Wrong key"):
        script.engine().ask(request())
    assert (script.asked, script.waits) == (1, [])


def test_a_wait_past_all_patience_is_not_begun() -> None:
    script = Script(busy(LONGEST_RETRY_AFTER + 1))
    with pytest.raises(ModelBusyError):
        script.engine().ask(request())
    assert (script.asked, script.waits) == (1, [])


def test_calls_do_not_use_up_each_others_attempts() -> None:
    script = Script(busy(), busy())
    engine = script.engine(attempts=2)
    with pytest.raises(ModelBusyError):
        engine.ask(request())
    assert engine.ask(request()) == ANSWER


def test_the_engine_stays_what_it_was_otherwise() -> None:
    engine = Script().engine()
    assert (engine.name, engine.limit, engine.language_model) == ("fake", None, True)
