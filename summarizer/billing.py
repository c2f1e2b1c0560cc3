"""What a memo takes in tokens and money: by the list price, and by the tokens of its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from summarizer.calling import price_of
from summarizer.memo import Cost, ModelUsage
from summarizer.records import Answer, Chunk, Usage, usage_of


def text_tokens(chunked: Iterable[Sequence[Chunk]]) -> int:
    """Tokens of the risk factors as requests show them; 0 where nobody counted."""
    return sum(chunk.tokens or 0 for chunks in chunked for chunk in chunks)


def used_by_model(answers: Iterable[Answer], asked: str | None) -> tuple[ModelUsage, ...]:
    """What the answers of each model took, live and by batch, in order of the models' names.

    A model without a price under the name that it gives itself has that of the name ``asked``;
    None is the embedded engine, which has none.
    """
    by_model: dict[tuple[str, bool], list[Answer]] = {}
    for answer in answers:
        by_model.setdefault((answer.model, answer.batch), []).append(answer)
    used = (
        ModelUsage(model=m, batch=b, usage=usage_of(by_model[m, b]), dollars=None)
        for m, b in sorted(by_model)
    )
    return tuple(replace(one, dollars=_price(one, asked)) for one in used)


def cost_of(used: Sequence[ModelUsage], asked: str | None, text: int) -> Cost:
    """What the usage comes to in all; ``text`` is the tokens of the risk factors."""
    usage = sum((one.usage for one in used), Usage())
    overhead = usage.input_tokens / text if text and usage.input_tokens else None
    share = _share_paid(used, asked)
    return Cost(
        usage=usage,
        dollars=_sum([one.dollars for one in used]) if usage.input_tokens else None,
        overhead=None if overhead is None else round(overhead, 2),
        overhead_cached=None if overhead is None or share is None else round(overhead * share, 2),
    )


def _share_paid(used: Iterable[ModelUsage], asked: str | None) -> float | None:
    """Of the price that the input has without a cache, the share that it has with it."""
    read = [replace(one, usage=replace(one.usage, output_tokens=0)) for one in used]
    bare = [
        replace(one, usage=replace(one.usage, cached_tokens=0, cache_write_tokens=0))
        for one in read
    ]
    paid, plain = (_sum([_price(one, asked) for one in ones]) for ones in (read, bare))
    return paid / plain if plain and paid is not None else None


def _price(used: ModelUsage, asked: str | None) -> float | None:
    if asked is None:
        return None
    found = price_of(used.usage, used.model, batch=used.batch)
    return price_of(used.usage, asked, batch=used.batch) if found is None else found


def _sum(prices: Sequence[float | None]) -> float | None:
    """The sum, None where one of them is not known."""
    known = [price for price in prices if price is not None]
    return round(sum(known), 9) if len(known) == len(prices) else None
