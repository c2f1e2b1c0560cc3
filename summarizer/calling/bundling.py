"""Every answer that a memo rests on, kept as it comes, and given again in a replay."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from summarizer.calling.ledger import key_of
from summarizer.errors import ModelError
from summarizer.records import Answer, Engine, Request


@dataclass(slots=True)
class Bundle:
    """The answers of a run by the hash of what was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def with_bundle(engine: Engine, bundle: Bundle) -> Engine:
    """``engine``, each of whose answers goes into ``bundle`` as well."""

    def ask(request: Request) -> Answer:
        answer = engine.ask(request)
        with bundle.lock:
            bundle.answers[key_of(engine, request)] = answer
        return answer

    return dataclasses.replace(engine, ask=ask)


def replaying_engine(engine: Engine, answers: Mapping[str, Answer]) -> Engine:
    """``engine`` as it answered once: what was not asked then is a ModelError."""

    def ask(request: Request) -> Answer:
        answer = answers.get(key_of(engine, request))
        if answer is None:
            raise ModelError(
                f"The bundle holds no answer about {request.chunk.numbered.factor.id}: the filing, "
                "the prompts or the program differ.",
                fix="Replay it with the filing and the version of the program that made it.",
            )
        return answer

    return dataclasses.replace(engine, ask=ask)
