"""One line of JSON a call: ids, tokens, milliseconds and outcome, and no text of the filing."""

from __future__ import annotations

import dataclasses
import json
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

from summarizer.errors import ModelError
from summarizer.records import Answer, Engine, Request


def with_log(engine: Engine, target: TextIO) -> Engine:
    """``engine``, with a line in ``target`` for each call that goes out, retries one by one."""
    lock = threading.Lock()

    def write(line: Mapping[str, Any]) -> None:
        text = json.dumps(line, ensure_ascii=False)
        with lock:
            target.write(text + "\n")
            target.flush()

    def ask(request: Request) -> Answer:
        start = time.monotonic()
        about = _about(engine, request)
        try:
            answer = engine.ask(request)
        except ModelError as error:
            write({**about, "ms": _since(start), "outcome": type(error).__name__})
            raise
        write({**about, "ms": _since(start), **_came(answer)})
        return answer

    return dataclasses.replace(engine, ask=ask)


def batch_log(engine: Engine, target: TextIO) -> Callable[[Request, Answer], None]:
    """What writes such a line, without milliseconds, for an answer that came by batch."""

    def write(request: Request, answer: Answer) -> None:
        line = {**_about(engine, request), **_came(answer), "batch": True}
        target.write(json.dumps(line, ensure_ascii=False) + "\n")
        target.flush()

    return write


def _about(engine: Engine, request: Request) -> dict[str, Any]:
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "risk_id": request.chunk.numbered.factor.id,
        "part": request.chunk.part,
        "purpose": request.purpose.value,
        "model": engine.name,
    }


def _came(answer: Answer) -> dict[str, Any]:
    outcome = answer.stopped or "answered"
    return {"outcome": outcome, "answered_by": answer.model, **dataclasses.asdict(answer.usage)}


def _since(start: float) -> int:
    return round((time.monotonic() - start) * 1000)
