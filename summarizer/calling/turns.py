"""Threads that take turns at thinking, and wait for their answers side by side.

Python computes in one thread at a time and goes round all that are ready: the answers of many
calls that come back together would then all be judged by the same late moment, with no call under
way meanwhile. Where each has its turn, the first asks its next question while others are judged.
"""

from __future__ import annotations

import dataclasses
import threading

from summarizer.records import Answer, Engine, Request


def with_turns(engine: Engine, turn: threading.Lock) -> Engine:
    """``engine``, asked by threads that hold ``turn`` except while a call is under way."""

    def ask(request: Request) -> Answer:
        turn.release()
        try:
            return engine.ask(request)
        finally:
            turn.acquire()

    return dataclasses.replace(engine, ask=ask)
