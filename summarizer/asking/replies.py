"""What a server's reply says, live or in a line of a batch: nothing in it is taken for granted.

Servers that are merely compatible leave things out, put them elsewhere or send another type; a
broken one sends what cannot be kept. This is the only place that reads a reply's JSON.
"""

from __future__ import annotations

import json
import re

from summarizer.records import MOST_TOKENS, Allowance, Answer, Usage

LONGEST_TEXT = 200_000
"""Characters of an answer: far more than its tokens could be, and what is read in half a second."""

LONGEST_NAME = 100
"""Characters of a model's name that are kept."""

_THOUGHTS = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_BROKEN_OFF = frozenset({"length", "content_filter"})


def read_json(raw: bytes) -> object:
    """The JSON value; raises ValueError where there is none, or none that could be written again.

    That is also a half of a pair of surrogates, a number of thousands of digits, and a value that
    is nested too deep.
    """
    try:
        value: object = json.loads(raw)
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    return value


def part(value: object, name: str) -> object:
    """The member of a JSON object; None where there is none, or no object."""
    return value.get(name) if isinstance(value, dict) else None


def text_of(value: object, name: str) -> str:
    """The member where it is a text, else the empty one."""
    found = part(value, name)
    return found if isinstance(found, str) else ""


def count_of(value: object, name: str) -> int:
    """The member where it is a number that tokens or requests can be counted by, else 0."""
    found = part(value, name)
    if not isinstance(found, int) or isinstance(found, bool):
        return 0
    return found if 0 < found <= MOST_TOKENS else 0


def answer_of(completion: object, asked: str, allowance: Allowance | None = None) -> Answer | None:
    """What a completion of the model ``asked`` says, None where it holds no answer at all.

    An answer that broke off or was refused has no text but a reason.
    """
    choices = part(completion, "choices")
    if not isinstance(choices, list) or not choices:
        return None
    text = _text(part(choices[0], "message"))
    stopped = _stopped(choices[0], text)
    name = "".join(sign for sign in text_of(completion, "model") if sign.isprintable())
    return Answer(
        text="" if stopped else text,
        model=name[:LONGEST_NAME] or asked,
        usage=_usage(completion),
        stopped=stopped,
        allowance=allowance or Allowance(),
    )


def _text(message: object) -> str:
    """The answer's text, wherever the server puts it: a string, parts, after thoughts."""
    content = part(message, "content")
    if isinstance(content, list):
        content = "".join(text_of(one, "text") for one in content)
    if not isinstance(content, str) or not content.strip():
        content = text_of(message, "reasoning_content")
    return _THOUGHTS.sub("", content)


def _stopped(choice: object, text: str) -> str | None:
    """Why there is no whole answer, or None if there is one."""
    if part(part(choice, "message"), "refusal"):
        return "refusal"
    reason = text_of(choice, "finish_reason")
    if reason in _BROKEN_OFF:
        return reason
    if len(text) > LONGEST_TEXT:
        return "length"
    return None if text.strip() else "empty"


def _usage(completion: object) -> Usage:
    """The tokens that the server counted; 0 where it says nothing."""
    usage = part(completion, "usage")
    details = part(usage, "prompt_tokens_details")
    return Usage(
        calls=1,
        input_tokens=count_of(usage, "prompt_tokens"),
        cached_tokens=count_of(details, "cached_tokens"),
        output_tokens=count_of(usage, "completion_tokens"),
        cache_write_tokens=count_of(details, "cache_write_tokens"),
    )
