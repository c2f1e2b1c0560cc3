"""OpenAI's Batch API: requests go up in a file, results come down in two, within a day.

Sources: https://platform.openai.com/docs/guides/batch and the API reference of files and batches.
The engine lends its client, turns the SDK's errors into ours and reads the answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, cast

from summarizer.errors import ModelBusyError
from summarizer.records import Answer, BatchReply, BatchState

if TYPE_CHECKING:
    import openai

    Endpoint = Literal["/v1/chat/completions"]

CHAT = "/v1/chat/completions"
AZURE_CHAT = "/chat/completions"
"""What Azure calls the same.

Source: https://learn.microsoft.com/azure/ai-services/openai/how-to/batch.
"""

ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
WINDOW: Literal["24h"] = "24h"
FILE_NAME = "risk-summarizer.jsonl"
MOST_LISTED = 1_000
"""Batches looked through for one that was begun and not noted: the newest come first."""

OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAIBatches:
    """A ``BatchService``. ``errors`` turns what the SDK raises into ours, naming what was wanted;
    ``read`` is the answer in a completion, ``said`` makes a server's words fit to be shown.
    """

    client: openai.OpenAI
    chat: str
    errors: Callable[[str], AbstractContextManager[None]]
    read: Callable[[Mapping[str, Any]], Answer]
    said: Callable[[str], str]

    def line(self, custom_id: str, body: Mapping[str, Any]) -> bytes:
        """The line of a file that asks ``body``."""
        asked = {"custom_id": custom_id, "method": "POST", "url": self.chat, "body": body}
        return json.dumps(asked, ensure_ascii=False, default=dict).encode() + b"\n"

    def upload(self, lines: bytes) -> str:
        """The id of a new file with these lines."""
        with self.errors("the file of a batch"):
            file = self.client.files.create(file=(FILE_NAME, lines), purpose="batch")
            return _id(file)

    def begin(self, file: str) -> str:
        """The id of a new batch over the file."""
        with self.errors(f"a batch over {file}"):
            chat = cast("Endpoint", self.chat)
            batch = self.client.batches.create(
                input_file_id=file, endpoint=chat, completion_window=WINDOW
            )
            return _id(batch)

    def find(self, file: str) -> str | None:
        """The id of the batch that was begun over the file, if there is one."""
        with self.errors("a list of batches"):
            for batch in islice(self.client.batches.list(limit=100), MOST_LISTED):
                if getattr(batch, "input_file_id", None) == file:
                    return _id(batch)
        return None

    def look(self, batch: str) -> BatchState:
        """How the batch stands."""
        with self.errors(f"the batch {batch}"):
            found = self.client.batches.retrieve(batch)
            return BatchState(
                id=_id(found),
                status=self.said(str(getattr(found, "status", None))).rstrip("."),
                ended=getattr(found, "status", None) in ENDED,
                done=_count(found, "completed"),
                failed=_count(found, "failed"),
                files=_files(found),
                faults=tuple(self.said(fault).rstrip(".") for fault in _faults(found)),
            )

    def replies(self, file: str) -> Iterator[BatchReply]:
        """What a file of results says, in no particular order."""
        with self.errors(f"the file {file}"):
            content = self.client.files.content(file).content
        return (self._reply(line) for line in content.split(b"\n") if line.strip())

    def _reply(self, line: bytes) -> BatchReply:
        """One line; nothing in it is taken for granted."""
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if not isinstance(value, dict) or not isinstance(value.get("custom_id"), str):
            return BatchReply(custom_id=None, fault="the line names no request")
        custom_id, response = value["custom_id"], value.get("response")
        if not isinstance(response, dict):
            response = {}
        body = response.get("body")
        if isinstance(body, dict) and response.get("status_code") == OK:
            try:
                return BatchReply(custom_id=custom_id, answer=self.read(body))
            except ModelBusyError:
                return BatchReply(custom_id=custom_id, fault="its completion holds no answer")
        fault = _message(value.get("error")) or _message(body) or "no reason is given"
        return BatchReply(custom_id=custom_id, fault=self.said(fault).rstrip("."))


def _id(made: object) -> str:
    """The id that the server gave."""
    found = getattr(made, "id", None)
    if not isinstance(found, str) or not found:
        raise ModelBusyError("The reply to a batch call bears no id.", fix="Check --base-url.")
    return found


def _count(batch: object, name: str) -> int:
    return getattr(getattr(batch, "request_counts", None), name, None) or 0


def _files(batch: object) -> tuple[str, ...]:
    """The files of results; where there is none, some servers say so with an empty name."""
    names = (getattr(batch, name, None) for name in ("output_file_id", "error_file_id"))
    return tuple(name for name in names if name)


def _faults(batch: object) -> Iterator[str]:
    """Why the batch was refused as a whole."""
    for fault in getattr(getattr(batch, "errors", None), "data", None) or ():
        yield str(getattr(fault, "message", None) or getattr(fault, "code", None) or fault)


def _message(value: object) -> str | None:
    """The server's words about a request: its error, or the body that holds one."""
    if not isinstance(value, dict):
        return None
    inner = value.get("error")
    told = inner if isinstance(inner, dict) else value
    words = told.get("message") or told.get("code")
    return str(words) if words else None
