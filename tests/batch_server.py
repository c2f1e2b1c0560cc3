"""A server on this machine with files, batches and chat, whose batches end as a test tells it."""

from __future__ import annotations

import email
import email.policy
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from loopback import Reply, completion, failure, listening

Line = dict[str, Any]
Chat = Callable[[dict[str, Any]], Reply]


@dataclass
class BatchServer:
    """Answers each request, live or by batch, as ``chat`` says.

    ``end`` is told a batch and its lines of results and says how it ends (a status with the lines
    of the output and of the error file), or None while it has not ended.
    """

    chat: Chat
    end: Callable[[BatchServer, list[Line]], dict[str, Any] | None] | None = None
    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    uploads: list[dict[str, str]] = field(default_factory=list)
    created: list[dict[str, Any]] = field(default_factory=list)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    live: list[dict[str, Any]] = field(default_factory=list)
    looks: int = 0
    looked: threading.Event = field(default_factory=threading.Event)
    faults: dict[str, list[Reply]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def reply(self, method: str, path: str, form: str, raw: bytes) -> Reply:
        call = f"{method} {path}"
        with self.lock:
            if self.faults.get(call):
                return self.faults[call].pop(0)
            if method == "POST":
                return self.upload(form, raw) if path == "/files" else self.told(path, raw)
            if path == "/batches":
                return Reply(body={"object": "list", "data": [*self.batches.values()][::-1]})
            return self.found(*path.split("/")[1:3])

    def told(self, path: str, raw: bytes) -> Reply:
        body = json.loads(raw)
        if path == "/batches":
            return self.create(body)
        self.live.append(body)
        return self.chat(body)

    def found(self, kind: str, name: str) -> Reply:
        if kind == "batches" and name in self.batches:
            return self.look(self.batches[name])
        if kind == "files" and name in self.files:
            headers = {"content-type": "application/octet-stream"}
            return Reply(body=self.files[name], headers=headers)
        return failure(404, f"No such thing: {name}")

    def upload(self, form: str, raw: bytes) -> Reply:
        head = f"content-type: {form}\r\n\r\n".encode()
        message = email.message_from_bytes(head + raw, policy=email.policy.HTTP)
        parts = {
            str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
            for part in message.iter_parts()
        }
        self.uploads.append({name: bytes(value).decode() for name, value in parts.items()})
        return Reply(body=self.stored(bytes(parts["file"])))

    def stored(self, content: bytes) -> dict[str, Any]:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = content
        return {
            "id": name,
            "object": "file",
            "bytes": len(content),
            "created_at": 1,
            "filename": "x.jsonl",
            "purpose": "batch",
            "status": "processed",
        }

    def create(self, body: dict[str, Any]) -> Reply:
        self.created.append(body)
        batch = {
            "id": f"batch_{len(self.batches) + 1}",
            "object": "batch",
            "status": "validating",
            "created_at": 1,
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
            **body,
        }
        self.batches[batch["id"]] = batch
        return Reply(body=batch)

    def look(self, batch: dict[str, Any]) -> Reply:
        self.looks += 1
        end = (self.end or done)(self, self.results(batch))
        if end is None:
            batch["status"] = "in_progress"
        elif batch["status"] in {"validating", "in_progress"}:
            for name in ("output", "error"):
                lines = end.pop(name, [])
                text = "".join(
                    line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines
                )
                if text:
                    batch[f"{name}_file_id"] = self.stored(text.encode())["id"]
            batch.update(end)
        self.looked.set()
        return Reply(body=batch)

    def results(self, batch: dict[str, Any]) -> list[Line]:
        """What each line of the input file would be answered."""
        lines = map(json.loads, self.files[batch["input_file_id"]].splitlines())
        return [result(line["custom_id"], self.chat(line["body"])) for line in lines]


def result(custom_id: str, reply: Reply) -> Line:
    """A line of the output file."""
    response = {"status_code": reply.status, "request_id": "req_1", "body": reply.body}
    return {"id": "batch_req_1", "custom_id": custom_id, "response": response, "error": None}


def fault(custom_id: str, code: str, message: str) -> Line:
    """A line of the error file."""
    error = {"code": code, "message": message}
    return {"id": "batch_req_1", "custom_id": custom_id, "response": None, "error": error}


# ── how a batch may end ──────────────────────────────────────────────────────────────────────────
def done(_: BatchServer, lines: list[Line]) -> dict[str, Any] | None:
    """All answered; the empty name of an error file is what some servers send."""
    counts = {"total": len(lines), "completed": len(lines), "failed": 0}
    return {"status": "completed", "output": lines, "error_file_id": "", "request_counts": counts}


def never(_: BatchServer, __: list[Line]) -> dict[str, Any] | None:
    return None


def ending(status: str, keep: slice, **more: Any) -> Callable[..., dict[str, Any]]:
    """Ends in ``status`` with the lines of ``keep`` alone; the counts claim that none failed."""

    def end(_: BatchServer, lines: list[Line]) -> dict[str, Any]:
        counts = {"total": len(lines), "completed": len(lines[keep]), "failed": 0}
        return {"status": status, "output": lines[keep], "request_counts": counts, **more}

    return end


@contextmanager
def batch_server(chat: Chat | None = None) -> Iterator[BatchServer]:
    """A server whose batches are all answered at the first look, unless told otherwise."""
    server = BatchServer(chat or (lambda _: completion("{}")))

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0))
            path = self.path.partition("?")[0].removeprefix("/v1")
            reply = server.reply(self.command, path, self.headers.get("content-type", ""), raw)
            payload = reply.payload()
            self.send_response(reply.status)
            for name, value in {"content-type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        do_GET = do_POST = respond  # noqa: N815 - the base's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
            pass

    with listening(Handler) as server.url:
        yield server
