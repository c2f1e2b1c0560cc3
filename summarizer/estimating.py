"""What a memo will take, before anything is asked: calls, tokens, money and time."""

from __future__ import annotations

import json
from dataclasses import dataclass

from summarizer.asking import request_overhead
from summarizer.calling import price_of
from summarizer.numbering import load_counter
from summarizer.pipeline import Plan
from summarizer.records import Usage

ANSWER_TOKENS = 650
"""Tokens of an answer, measured over the recorded answers to the example; thoughts come on top."""

THOUGHTS = 1.6
"""What reasoning at low effort makes of the answer's tokens, as providers bill it: a guess."""

REPAIRS = 0.15
"""Of the calls that are asked for again with the complaints."""

SECONDS = 12.0
"""A call's time at low effort: a guess, which the first answers correct."""

MERGE_SHARE = 0.5
"""Of a factor's text that its last call, over the units cited, shows again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Expected usage; ``dollars`` is None where the model's price is not known.

    ``overhead`` is input tokens sent by tokens of the risk factors, ``overhead_cached`` the same
    with the repeated part at the price of cached tokens (None without a price).
    """

    model: str
    risk_factors: int
    usage: Usage
    dollars: float | None
    seconds: float
    overhead: float
    overhead_cached: float | None


def estimate(plan: Plan, model: str, *, concurrency: int, requests: int | None = None) -> Estimate:
    """The expected usage of ``plan`` with ``model``; ``requests`` is a limit a minute, if known."""
    counter = load_counter(model)
    texts = [sum(chunk.tokens or 0 for chunk in chunks) for chunks in plan.chunked]
    merges = [text for text, chunks in zip(texts, plan.chunked, strict=True) if len(chunks) > 1]
    first = sum(map(len, plan.chunked)) + len(merges)
    calls = first + round(REPAIRS * first)
    same = _same_tokens(plan, model)
    shown = sum(texts) + MERGE_SHARE * sum(merges)
    sent = calls * request_overhead(plan.prompts, counter) + shown * calls / max(1, first)
    usage = Usage(
        calls=calls,
        input_tokens=round(sent),
        cached_tokens=max(0, calls - 1) * same,
        output_tokens=round(calls * ANSWER_TOKENS * THOUGHTS),
    )
    waves = -(-calls // max(1, concurrency))
    pace = 60.0 * calls / requests if requests else 0.0
    return Estimate(
        model=model,
        risk_factors=len(plan.chunked),
        usage=usage,
        dollars=price_of(usage, model),
        seconds=max(waves * SECONDS, pace) if calls else 0.0,
        overhead=sent / max(1, sum(texts)),
        overhead_cached=_at_cached_price(usage, sum(texts), model),
    )


def _same_tokens(plan: Plan, model: str) -> int:
    """Tokens of the part that is the same in every call: schema and system message."""
    request = next(plan.requests(), None)
    if request is None:
        return 0
    counter = load_counter(model)
    schema = json.dumps(request.schema, default=dict, separators=(",", ":"))
    return counter.count(request.system) + counter.count(schema)


def _at_cached_price(usage: Usage, text: int, model: str) -> float | None:
    plain = price_of(Usage(input_tokens=usage.input_tokens), model)
    paid = price_of(
        Usage(input_tokens=usage.input_tokens, cached_tokens=usage.cached_tokens), model
    )
    if not plain or paid is None:
        return None
    return usage.input_tokens / max(1, text) * paid / plain
