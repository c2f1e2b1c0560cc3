"""OpenAI's Batch API: requests go up in a file, results come down in two, within a day.

Sources: https://platform.openai.com/docs/guides/batch and the API reference of files and batches.
The engine lends its client, turns the SDK's errors into ours and reads the answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from summarizer.asking.replies import count_of, part, read_json, text_of
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
LISTED, MOST_LISTED = 100, 1_000
"""Batches asked for at once, and looked through in all, for one that was begun and not noted.

The newest come first.
"""

OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAIBatches:
    """A ``BatchService``. ``errors`` turns what the SDK raises into ours, naming what was wanted;
    ``json`` is the value of a reply, ``read`` the answer in a completion, ``said`` makes a server's
    words fit to be shown.
    """

    client: openai.OpenAI
    chat: str
    errors: Callable[[str], AbstractContextManager[None]]
    json: Callable[[bytes], object]
    read: Callable[[Mapping[str, Any]], Answer]
    said: Callable[[str], str]

    def line(self, custom_id: str, body: Mapping[str, Any]) -> bytes:
        """The line of a file that asks ``body``."""
        asked = {"custom_id": custom_id, "method": "POST", "url": self.chat, "body": body}
        return json.dumps(asked, ensure_ascii=False, default=dict).encode() + b"\n"

    def upload(self, lines: bytes) -> str:
        """The id of a new file with these lines."""
        with self.errors("the file of a batch"):
            file = self.client.files.with_raw_response.create(
                file=(FILE_NAME, lines), purpose="batch"
            )
            return _id(self.json(file.content))

    def begin(self, file: str) -> str:
        """The id of a new batch over the file."""
        with self.errors(f"a batch over {file}"):
            chat = cast("Endpoint", self.chat)
            batch = self.client.batches.with_raw_response.create(
                input_file_id=file, endpoint=chat, completion_window=WINDOW
            )
            return _id(self.json(batch.content))

    def find(self, file: str) -> str | None:
        """The id of the batch that was begun over the file, if there is one."""
        where: dict[str, object] = {"limit": LISTED}
        for _ in range(MOST_LISTED // LISTED):
            with self.errors("a list of batches"):
                page = self.client.batches.with_raw_response.list(extra_query=where)
                listed = self.json(page.content)
            found = part(listed, "data")
            batches = found if isinstance(found, list) else []
            for batch in batches:
                if text_of(batch, "input_file_id") == file:
                    return _id(batch)
            last = text_of(batches[-1], "id") if batches else ""
            if not last or part(listed, "has_more") is False:
                return None
            where["after"] = last
        return None

    def look(self, batch: str) -> BatchState:
        """How the batch stands."""
        with self.errors(f"the batch {batch}"):
            reply = self.client.batches.with_raw_response.retrieve(batch)
            found = self.json(reply.content)
        status, counts = text_of(found, "status"), part(found, "request_counts")
        return BatchState(
            id=_id(found),
            status=self.said(status or "in no state").rstrip("."),
            ended=status in ENDED,
            done=count_of(counts, "completed"),
            failed=count_of(counts, "failed"),
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
            value = read_json(line)
        except ValueError:
            value = None
        custom_id, response = text_of(value, "custom_id"), part(value, "response")
        if not custom_id:
            return BatchReply(custom_id=None, fault="the line names no request")
        body = part(response, "body")
        if isinstance(body, dict) and part(response, "status_code") == OK:
            try:
                return BatchReply(custom_id=custom_id, answer=self.read(body))
            except ModelBusyError:
                return BatchReply(custom_id=custom_id, fault="its completion holds no answer")
        fault = _message(part(value, "error")) or _message(body) or "no reason is given"
        return BatchReply(custom_id=custom_id, fault=self.said(fault).rstrip("."))


def _id(made: object) -> str:
    """The id that the server gave."""
    found = text_of(made, "id")
    if not found:
        raise ModelBusyError("The reply to a batch call bears no id.", fix="Check --base-url.")
    return found


def _files(batch: object) -> tuple[str, ...]:
    """The files of results; where there is none, some servers say so with an empty name."""
    names = (text_of(batch, name) for name in ("output_file_id", "error_file_id"))
    return tuple(name for name in names if name)


def _faults(batch: object) -> Iterator[str]:
    """Why the batch was refused as a whole."""
    faults = part(part(batch, "errors"), "data")
    for fault in faults if isinstance(faults, list) else ():
        yield _message(fault) or "no reason is given"


def _message(value: object) -> str | None:
    """The server's words about a request: its error, or the body that holds one."""
    inner = part(value, "error")
    told = inner if isinstance(inner, dict) else value
    return text_of(told, "message") or text_of(told, "code") or None
