"""Risk factors for the rules, numbered by the project's own station from plain paragraphs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from summarizer.asking import rules_engine
from summarizer.asking.rules.page import Line
from summarizer.asking.wire import ASKED
from summarizer.numbering import number_factor
from summarizer.records import (
    Block,
    BlockKind,
    Chunk,
    Filing,
    Purpose,
    Request,
    RiskFactor,
    Span,
)

ISSUER = "Brackwater Mills"


def chunk_of(title: str, body: str, bullets: Sequence[str] = (), rest: str = "") -> Chunk:
    """A numbered factor: a title, a paragraph, a list and a last paragraph."""
    blocks, text = [], title
    for kind, content in (
        (BlockKind.PARAGRAPH, body),
        *((BlockKind.LIST_ITEM, item) for item in bullets),
        (BlockKind.PARAGRAPH, rest),
    ):
        if content:
            start = len(text) + 2
            text = f"{text}\n\n{content}"
            blocks.append(Block(span=Span(start, len(text)), kind=kind))
    factor = RiskFactor(
        id="RF-01",
        title=title,
        group=None,
        title_span=Span(0, len(title)),
        span=Span(0, len(text)),
        body=tuple(blocks),
    )
    filing = Filing(source="made-up.txt", sha256="0" * 64, text=text, blocks=tuple(blocks))
    numbered = number_factor(filing, factor)
    return Chunk(numbered=numbered, units=numbered.units, part=1, parts=1, text="", tokens=None)


def answer_to(chunk: Chunk, fields: Sequence[str] = ASKED[Purpose.WHOLE]) -> dict[str, Any]:
    """What the engine says of ``chunk``, as JSON."""
    request = Request(
        purpose=Purpose.WHOLE,
        system="",
        user="",
        schema_name="",
        schema={},
        chunk=chunk,
        issuer=ISSUER,
        fields=tuple(fields),
    )
    value: dict[str, Any] = json.loads(rules_engine().ask(request).text)
    return value


def lines(*texts: str) -> tuple[Line, ...]:
    """The first text as the heading, the others as sentences."""
    ids = ["h", *(f"s{number}" for number in range(1, len(texts)))]
    return tuple(Line(id=i, text=t, marked=t) for i, t in zip(ids, texts, strict=True))
