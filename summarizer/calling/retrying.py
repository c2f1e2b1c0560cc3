"""Asks again where the fault can pass: tenacity around an engine."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
    wait_random,
)

from summarizer.errors import EndpointDownError, ModelBusyError, RejectedError
from summarizer.records import Answer, Engine, Request

ATTEMPTS = 6
LONGEST_BACK_OFF = 60.0
"""Seconds between two attempts where the server does not say when to come back."""

LONGEST_RETRY_AFTER = 300.0
"""Seconds that we wait on the server's word; asked for more, we give up at once."""

_back_off = wait_exponential_jitter(multiplier=0.5, max=LONGEST_BACK_OFF, jitter=1.0)
_spread = wait_random(0.0, 1.0)
_T = TypeVar("_T")


def with_retries(
    engine: Engine, *, attempts: int = ATTEMPTS, sleep: Callable[[float], None] = time.sleep
) -> Engine:
    """``engine``, asked up to ``attempts`` times while it raises ModelBusyError."""

    def ask(request: Request) -> Answer:
        return patiently(partial(engine.ask, request), attempts=attempts, sleep=sleep)

    return dataclasses.replace(engine, ask=ask)


def patiently(
    call: Callable[[], _T], *, attempts: int = ATTEMPTS, sleep: Callable[[float], None] = time.sleep
) -> _T:
    """What ``call`` gives, tried up to ``attempts`` times while it raises ModelBusyError.

    Waits as long as the server's Retry-After says (and up to a second more, lest all come back
    at once), else ever longer with jitter. The last ModelBusyError is raised again.
    """
    retrying = Retrying(
        retry=retry_if_exception(_can_pass),
        stop=_gives_up(attempts),
        wait=_wait,
        sleep=sleep,
        reraise=True,
    )
    return retrying(call)


def _can_pass(error: BaseException) -> bool:
    hopeless = isinstance(error, EndpointDownError | RejectedError)
    return isinstance(error, ModelBusyError) and not hopeless


def _gives_up(attempts: int) -> Callable[[RetryCallState], bool]:
    """Stops after ``attempts``, or where the server's Retry-After is past our patience."""
    enough = stop_after_attempt(attempts)
    return lambda state: enough(state) or (_retry_after(state) or 0.0) > LONGEST_RETRY_AFTER


def _wait(state: RetryCallState) -> float:
    asked = _retry_after(state)
    return _back_off(state) if asked is None else asked + _spread(state)


def _retry_after(state: RetryCallState) -> float | None:
    """The server's word in seconds, if it gave one."""
    error = state.outcome.exception() if state.outcome else None
    return error.retry_after if isinstance(error, ModelBusyError) else None
