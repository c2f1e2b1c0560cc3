"""A circuit breaker: where the endpoint is plainly down, the run stops with what it has."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable

from summarizer.errors import EndpointDownError, ModelBusyError, RejectedError
from summarizer.records import Answer, Engine, Request

FAILURES = 6
"""Calls that failed one after the other, none between them answered."""

SPAN = 15.0
"""Seconds that such a row has to last: a server that starts anew is not down."""


def with_breaker(
    engine: Engine,
    *,
    failures: int = FAILURES,
    span: float = SPAN,
    clock: Callable[[], float] = time.monotonic,
) -> Engine:
    """``engine``, asked no more once nothing but faults have come back for a while.

    A limit that is reached (429) or a request refused is no fault. Raises EndpointDownError from
    then on, at once.
    """
    lock = threading.Lock()
    row: list[float] = []
    down: list[ModelBusyError] = []

    def ask(request: Request) -> Answer:
        if down:
            raise _stopped(engine, down[0])
        try:
            answer = engine.ask(request)
        except ModelBusyError as error:
            if error.limited or isinstance(error, RejectedError):
                raise
            with lock:
                row.append(clock())
                lasting = len(row) >= failures and row[-1] - row[0] >= span
                if lasting or isinstance(error, EndpointDownError):
                    down.append(error)
            if down and not isinstance(error, EndpointDownError):
                raise _stopped(engine, error) from error
            raise
        with lock:
            row.clear()
        return answer

    return dataclasses.replace(engine, ask=ask)


def _stopped(engine: Engine, error: ModelBusyError) -> EndpointDownError:
    if isinstance(error, EndpointDownError):
        return error
    return EndpointDownError(
        f"The endpoint of {engine.name} is down, and no more is asked of it: {error.problem}",
        fix="Run the same command later: answers that are in the ledger are not paid again.",
    )
