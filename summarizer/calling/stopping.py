"""Where nothing more is to be asked the run stops with what it has, and nobody waits for nothing.

A circuit breaker sees when asking on is hopeless: the endpoint is plainly down, its quota is used
up, it wants to be left alone for longer than anybody waits, or it takes no call at all (a wrong
key). It tells the run's ``Stop``, and whoever waits by that is woken. Calls under way are paid for:
where the whole run fails, they have a short grace to bring what they cost into the ledger.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from summarizer.calling.retrying import LONGEST_RETRY_AFTER
from summarizer.errors import EndpointDownError, ModelBusyError, ModelError, RejectedError
from summarizer.records import Answer, Engine, Request

FAILURES = 6
"""Calls that failed one after the other, none between them answered."""

SPAN = 15.0
"""Seconds that such a row has to last: a server that starts anew is not down."""

GRACE = 10.0
"""Seconds that calls under way have to come back once their run has failed."""

LONG_WAIT = 5.0
"""Seconds of waiting from which on it is told."""

_MINUTE, _HOUR, _DAY = 60.0, 3_600.0, 86_400.0


def _untold(_: str) -> None:
    """Nobody is told of a wait."""


@dataclass(slots=True)
class Stop:
    """One for all calls of a run: whether the endpoint is asked on, and how many are under way.

    ``say`` is told of the first long wait, and again where one is more than twice as long.
    """

    say: Callable[[str], None] = _untold
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _error: Exception | None = None
    _over: bool = False
    _under_way: int = 0
    _told: float = LONG_WAIT / 2

    def tell(self, error: Exception) -> None:
        """Nothing more is asked of the endpoint, because of this; the first reason stands."""
        with self._changed:
            self._error = self._error or error
            self._changed.notify_all()

    def check(self) -> None:
        """Raises what was told, if anything was."""
        if self._error is not None:
            raise self._error

    def sleep(self, seconds: float) -> None:
        """Waits so long; raises what is told before or meanwhile."""
        with self._changed:
            if self._error is None and seconds > 2 * self._told:
                self._told = seconds
                self.say(f"waiting {_in_words(seconds)} until the endpoint may be asked again")
            self._changed.wait_for(lambda: self._error is not None, timeout=seconds)
        self.check()

    @contextmanager
    def call(self) -> Iterator[None]:
        """A call is under way while this lasts; none begins once the run is over."""
        with self._changed:
            if self._over:
                self.check()
            self._under_way += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def end(self, error: Exception, *, grace: float = GRACE) -> int:
        """The run is over: none begins any more, and those under way have ``grace`` seconds.

        How many have not come back by then.
        """
        with self._changed:
            self._over = True
        self.tell(error)
        with self._changed:
            self._changed.wait_for(lambda: self._under_way == 0, timeout=grace)
            return self._under_way


def with_stop(engine: Engine, stop: Stop) -> Engine:
    """``engine``, its calls counted as under way; what it stores of an answer is part of a call."""

    def ask(request: Request) -> Answer:
        with stop.call():
            return engine.ask(request)

    return dataclasses.replace(engine, ask=ask)


def with_breaker(
    engine: Engine,
    stop: Stop | None = None,
    *,
    failures: int = FAILURES,
    span: float = SPAN,
    clock: Callable[[], float] = time.monotonic,
) -> Engine:
    """``engine``, asked no more, and ``stop`` told, once asking on is hopeless.

    That is after an error that no call gets round, or once nothing but faults have come back for a
    while; a limit that is reached (429) or a request refused is no fault. From then on what was
    told is raised at once: the error, or EndpointDownError where the fault may pass another day.
    """
    told = Stop() if stop is None else stop
    lock = threading.Lock()
    row: list[float] = []

    def lasting(error: ModelError) -> bool:
        """Whether this fault is one of a row that lasts."""
        if not isinstance(error, ModelBusyError) or isinstance(error, RejectedError):
            return False
        if error.limited:
            return False
        with lock:
            row.append(clock())
            return len(row) >= failures and row[-1] - row[0] >= span

    def ask(request: Request) -> Answer:
        told.check()
        try:
            answer = engine.ask(request)
        except ModelError as error:
            hopeless = _hopeless(engine, error, lasting=lasting(error))
            if hopeless is None:
                raise
            told.tell(hopeless)
            raise hopeless from (None if hopeless is error else error)
        with lock:
            row.clear()
        return answer

    return dataclasses.replace(engine, ask=ask)


def _hopeless(engine: Engine, error: ModelError, *, lasting: bool) -> ModelError | None:
    """The error that ends the asking, None where asking on may help."""
    if not isinstance(error, ModelBusyError) or isinstance(error, EndpointDownError):
        return error
    later = "Run the same command later: answers that are in the ledger are not paid again."
    if (error.retry_after or 0.0) > LONGEST_RETRY_AFTER:
        return EndpointDownError(
            f"{error.problem} It says to come back in {_in_words(error.retry_after or 0.0)}, and "
            "no more is asked of it until then.",
            fix=later,
        )
    if lasting:
        return EndpointDownError(
            f"The endpoint of {engine.name} is down, and no more is asked of it: {error.problem}",
            fix=later,
        )
    return None


def _in_words(seconds: float) -> str:
    """A length of time in its largest unit: "40 seconds", "3 days"."""
    for size, unit in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (1.0, "second")):
        if seconds >= 2 * size or size == 1.0:
            return f"{seconds / size:.0f} {unit}s"
    raise AssertionError("a second is the smallest unit")
