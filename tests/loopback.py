"""A server on this machine that answers as told: what an engine meets, without the network."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass(frozen=True)
class Reply:
    """One reply. ``body`` is sent as JSON, or as it is if bytes; ``hang_up`` sends half of it."""

    status: int = 200
    body: Any = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hang_up: bool = False

    def payload(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass
class Seen:
    """What the server was asked: bodies and headers in order of arrival."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def loopback_is_up() -> bool:
    """Whether this machine can talk to itself: in a bare network namespace it cannot."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        return probe.connect_ex(("127.0.0.1", 9)) == 0


Answering = Callable[[dict[str, Any]], Reply]


@contextmanager
def serving(*replies: Reply) -> Iterator[Seen]:
    """A server that gives ``replies`` in turn, the last one for ever after."""
    left = list(replies)

    def reply(_: dict[str, Any]) -> Reply:
        return left.pop(0) if len(left) > 1 else left[0]

    with answering(reply) as seen:
        yield seen


@contextmanager
def answering(reply: Answering) -> Iterator[Seen]:
    """A server that replies to each body as ``reply`` says."""
    seen = Seen(url="")
    with listening(handler(reply, seen)) as seen.url:
        yield seen


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server whose requests ``handler`` answers."""
    if not loopback_is_up():
        pytest.skip("the loopback interface is down here")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def handler(answer: Answering, seen: Seen) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()

    class Scripted(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            with lock:
                seen.bodies.append(json.loads(raw))
                reply = answer(seen.bodies[-1])
                seen.headers.append({name.lower(): value for name, value in self.headers.items()})
            payload = reply.payload()
            self.send_response(reply.status)
            headers = {"content-type": "application/json", **reply.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload[: len(payload) // 2] if reply.hang_up else payload)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
            pass

    return Scripted


# ── what an OpenAI-compatible server says ────────────────────────────────────────────────────────
def completion(content: str | None = "{}", **changes: Any) -> Reply:
    """A chat completion; ``finish_reason``, ``refusal``, ``usage`` and ``model`` can be changed."""
    usage = {
        "prompt_tokens": 1200,
        "completion_tokens": 80,
        "total_tokens": 1280,
        "prompt_tokens_details": {"cached_tokens": 1024},
    }
    message = {"role": "assistant", "content": content, "refusal": changes.get("refusal")}
    choice = {
        "index": 0,
        "finish_reason": changes.get("finish_reason", "stop"),
        "logprobs": None,
        "message": message,
    }
    return Reply(
        body={
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": changes.get("model", "test-model-2026"),
            "choices": [choice],
            "usage": changes.get("usage", usage),
        }
    )


def failure(
    status: int,
    message: str = "as told",
    *,
    headers: Mapping[str, str] | None = None,
    **facts: Any,
) -> Reply:
    """An error in OpenAI's form; ``code``, ``type`` and ``param`` can be given."""
    error = {"message": message, "type": "test_error", "param": None, "code": None, **facts}
    return Reply(status=status, body={"error": error}, headers=headers or {})
