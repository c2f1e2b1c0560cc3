"""A chunk and a request to ask with, of a company that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from summarizer.asking import build_request, load_prompts
from summarizer.records import (
    Answer,
    Chunk,
    Engine,
    NumberedFactor,
    Purpose,
    Request,
    RiskFactor,
    Span,
    Unit,
)

TITLE = "A breakdown could stop our only creamery."
SENTENCE = "The creamery made all our butter in fiscal 2024."
PAGE = f"h {TITLE}\ns1 {SENTENCE}"


def chunk(text: str = PAGE, *, part: int = 1, parts: int = 1) -> Chunk:
    title = Span(0, len(TITLE))
    body = Span(title.end + 1, title.end + 1 + len(SENTENCE))
    factor = RiskFactor(
        id="RF-01",
        title=TITLE,
        group=None,
        title_span=title,
        span=Span(0, body.end),
        body=(),
    )
    units = (
        Unit(id="h", text=TITLE, spans=(title,)),
        Unit(id="s1", text=SENTENCE, spans=(body,)),
    )
    numbered = NumberedFactor(factor=factor, units=units)
    return Chunk(numbered=numbered, units=units, part=part, parts=parts, text=text, tokens=None)


def request(purpose: Purpose = Purpose.WHOLE, **changes: Any) -> Request:
    settings = {"issuer": "Hollin", **changes}
    return build_request(load_prompts(None), chunk(), purpose=purpose, **settings)


def engine_of(ask: Callable[[Request], Answer]) -> Engine:
    return Engine(name="fake", ask=ask, limit=None, language_model=True)
