"""The prompts: what is the same for every call first, then the page, then what is asked of it.

``static.md`` is the system message. The user message is ``page.md`` around the filing's text and
the task of the request's purpose (``whole.md``, ``part.md``, ``merge.md``, ``repair.md``): a repair
thus begins with the very characters of the request that it repeats, and the provider's cache serves
them. Templates are string.Template; what is filled in is never itself a template.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from summarizer.asking.wire import ASKED, wire_schema
from summarizer.errors import SettingsError
from summarizer.records import Chunk, Purpose, Request
from summarizer.resources import prompt_text, schema

if TYPE_CHECKING:
    from summarizer.numbering import TokenCounter

STATIC = "static.md"
PAGE = "page.md"
TASKS: Mapping[Purpose, str] = {purpose: f"{purpose}.md" for purpose in Purpose}

PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    PAGE: frozenset({"issuer", "part", "parts", "text", "task"}),
    TASKS[Purpose.WHOLE]: frozenset(),
    TASKS[Purpose.PART]: frozenset({"fields"}),
    TASKS[Purpose.MERGE]: frozenset({"fields"}),
    TASKS[Purpose.REPAIR]: frozenset({"fields", "complaints"}),
}
"""The placeholders of each template: all of them must be there, and no others."""

TEMPLATES = (STATIC, *PLACEHOLDERS)
"""The files of a prompts folder."""

LONGEST_ISSUER = 120
"""Characters of the issuer's name that a page shows."""

LONGEST_COMPLAINTS = 1_600
"""Characters of complaints in one repair; the rest waits for the next."""

COMPLAINT_TOKENS = 500
MESSAGE_TOKENS = 60
"""Reserved for the complaints of a repair; for issuer, part numbers and the API's own framing."""

FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
VERSION = re.compile(r"""^version:[ \t]*["']?([^\s"']+)["']?[ \t]*$""", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    """The templates of a run. ``version`` is the front matter's; edited ones add their digest."""

    system: str
    page: Template
    tasks: Mapping[Purpose, Template]
    version: str


# ── loading ──────────────────────────────────────────────────────────────────────────────────────
def load_prompts(folder: Path | None) -> Prompts:
    """The templates of ``folder``, or the installed ones if None.

    Raises SettingsError that names every missing, undecodable or broken template at once.
    """
    read = prompt_text if folder is None else _reader(folder)
    texts: dict[str, str] = {}
    faults: list[str] = []
    for name in TEMPLATES:
        try:
            texts[name] = _normal(read(name))
        except UnicodeDecodeError:
            faults.append(f"{name} is not UTF-8 text")
        except OSError as error:
            faults.append(f"{name} cannot be read ({error.strerror or 'no such file'})")
        else:
            faults.extend(f"{name} {fault}" for fault in _template_faults(name, texts[name]))
    if faults:
        raise SettingsError(
            f"The prompts in {folder or 'the package'} are broken: {'; '.join(faults)}.",
            fix="Mend these files, or begin again from the prompts/ folder of this project.",
        )
    return _prompts(texts, edited=folder is not None)


def _reader(folder: Path) -> Callable[[str], str]:
    """Reads a template of ``folder``; raises SettingsError where that is no folder."""
    if not folder.is_dir():
        raise SettingsError(
            f"There is no prompts folder {folder}.",
            fix="Give --prompts a folder that holds " + ", ".join(TEMPLATES) + ".",
        )
    return lambda name: (folder / name).read_text(encoding="utf-8")


def _normal(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _template_faults(name: str, text: str) -> Iterator[str]:
    """What is wrong with the template ``name``, each as the rest of a sentence."""
    if name == STATIC:
        head = FRONT_MATTER.match(text)
        if head is None or not VERSION.search(head["head"]):
            yield "must begin with front matter that gives a version: '---', 'version: 1', '---'"
        elif not head["body"].strip():
            yield "says nothing after its front matter"
        return
    template = Template(_body(text))
    if not template.is_valid():
        yield "has a '$' that begins no placeholder (write '$$' for the sign itself)"
        return
    found = set(template.get_identifiers())
    missing, unknown = sorted(PLACEHOLDERS[name] - found), sorted(found - PLACEHOLDERS[name])
    if missing:
        yield "lacks " + ", ".join(f"${one}" for one in missing)
    if unknown:
        yield "has unknown " + ", ".join(f"${one}" for one in unknown)


def _body(text: str) -> str:
    """The text without front matter and outer blank lines."""
    head = FRONT_MATTER.match(text)
    return (head["body"] if head else text).strip()


def _prompts(texts: Mapping[str, str], *, edited: bool) -> Prompts:
    head = FRONT_MATTER.match(texts[STATIC])
    version = VERSION.search(head["head"]) if head else None
    assert version is not None  # noqa: S101 - _template_faults has seen it
    suffix = f"+{_digest(texts)}" if edited else ""
    return Prompts(
        system=_body(texts[STATIC]),
        page=Template(_body(texts[PAGE])),
        tasks={purpose: Template(_body(texts[name])) for purpose, name in TASKS.items()},
        version=version[1] + suffix,
    )


def _digest(texts: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:8]


# ── asking ───────────────────────────────────────────────────────────────────────────────────────
def build_request(
    prompts: Prompts,
    chunk: Chunk,
    *,
    purpose: Purpose,
    issuer: str,
    complaints: Sequence[str] = (),
    fields: Sequence[str] | None = None,
) -> Request:
    """The request that asks ``fields`` (None: those of the purpose) of the text of ``chunk``.

    ``complaints`` go into a repair, as many as fit; blanks in them and in ``issuer`` are folded.
    """
    asked = tuple(ASKED[purpose] if fields is None else fields)
    task = prompts.tasks[purpose].substitute(
        fields=", ".join(asked), complaints=_listed(complaints)
    )
    user = prompts.page.substitute(
        issuer=" ".join(issuer.split())[:LONGEST_ISSUER],
        part=chunk.part,
        parts=chunk.parts,
        text=chunk.text,
        task=task,
    )
    wire = answer_wire_schema()
    return Request(
        purpose=purpose,
        system=prompts.system,
        user=user,
        schema_name=schema("answer")["title"],
        schema=wire,
        chunk=chunk,
        issuer=issuer,
        fields=asked,
    )


@cache
def answer_wire_schema() -> Mapping[str, Any]:
    """The answer's schema for the wire, one and the same object for every call."""
    return wire_schema(schema("answer"))


def _listed(complaints: Sequence[str]) -> str:
    """The complaints as a list, one a line, up to LONGEST_COMPLAINTS characters."""
    lines: list[str] = []
    room = LONGEST_COMPLAINTS
    for complaint in complaints:
        line = "- " + " ".join(complaint.split())
        if lines and len(line) > room:
            break
        lines.append(line[:room])
        room -= len(lines[-1])
    return "\n".join(lines)


def shared_tokens(prompts: Prompts, counter: TokenCounter) -> int:
    """The tokens of what is the same in every request: system message and schema."""
    wire = json.dumps(answer_wire_schema(), ensure_ascii=False, separators=(",", ":"))
    return counter.count(prompts.system) + counter.count(wire)


def request_overhead(prompts: Prompts, counter: TokenCounter) -> int:
    """The tokens of a request beside the chunk's text, for whichever purpose needs most.

    Exact for prompt and schema; complaints, issuer and the API's framing have a fixed reserve.
    """
    everything = ", ".join(ASKED[Purpose.WHOLE])
    tasks = [
        counter.count(task.substitute(fields=everything, complaints="")) for task in _tasks(prompts)
    ]
    frame = prompts.page.substitute(issuer="", part=1, parts=1, text="", task="")
    return (
        shared_tokens(prompts, counter)
        + counter.count(frame)
        + max(tasks)
        + COMPLAINT_TOKENS
        + MESSAGE_TOKENS
    )


def _tasks(prompts: Prompts) -> tuple[Template, ...]:
    return tuple(prompts.tasks.values())
