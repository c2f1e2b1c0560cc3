"""Recorded exchanges: a cassette replays exactly what it holds, all of it, or the test fails."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import vcr
import yaml

CASSETTES = Path(__file__).resolve().parent.parent / "cassettes"
KEPT_HEADERS = {"content-type"}
"""All other headers are dropped: keys, cookies and organisations are among them."""


def recorded_answers() -> dict[str, str]:
    """What was answered to each question about the example, by the last message of it."""
    tape = yaml.safe_load((CASSETTES / "test_recorded" / "memo.yaml").read_text(encoding="utf-8"))
    answers: dict[str, str] = {}
    for exchange in tape["interactions"]:
        asked = json.loads(exchange["request"]["body"])
        said = json.loads(exchange["response"]["body"]["string"])
        answers[asked["messages"][-1]["content"]] = said["choices"][0]["message"]["content"]
    return answers


def without_headers(message: Any) -> Any:
    """A request or response with only the headers that a replay needs."""
    headers = message["headers"] if isinstance(message, dict) else message.headers
    for name in list(headers):
        if name.lower() not in KEPT_HEADERS:
            del headers[name]
    return message


def same_body(ours: Any, recorded: Any) -> None:
    """Bodies are compared by digest: comparing all pairs as text stalls on many long prompts."""
    assert digest(ours.body) == digest(recorded.body)


def digest(body: Any) -> bytes:
    return hashlib.sha256(body if isinstance(body, bytes) else str(body).encode()).digest()


@contextmanager
def cassette(name: str, *, record: bool = False) -> Iterator[Any]:
    """Replay ``cassettes/<name>.yaml``; unless ``record``, every exchange in it must be used."""
    tape = vcr.VCR(
        record_mode="all" if record else "none",
        decode_compressed_response=True,
        before_record_request=without_headers,
        before_record_response=without_headers,
    )
    tape.register_matcher("digest", same_body)
    path = CASSETTES / f"{name}.yaml"
    if record:
        path.unlink(missing_ok=True)
    with tape.use_cassette(str(path), match_on=["method", "path", "digest"]) as played:
        yield played
    if not record:
        assert played.all_played, f"{path.name} holds exchanges that were not made"
