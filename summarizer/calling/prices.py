"""What tokens cost, by the price list that genai-prices carries; nothing is looked up online."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import version

from summarizer.records import Usage

_NEWEST = datetime(9999, 12, 31, 12, tzinfo=UTC)
"""When prices are looked up: where they change on a date or with the hour, the newest, by day.

The clock has no say, so that the same answers come to the same price on another day.
"""

BATCH_SHARE = 0.5
"""Of the list price, for what comes by batch, where the list has no price for batches.

Source: https://platform.openai.com/docs/guides/batch.
"""


def price_of(usage: Usage, model: str, *, batch: bool = False) -> float | None:
    """US dollars for the tokens at the list price of ``model``; None if it has none.

    ``batch`` is at the price of batches: the list's own (which may leave cached tokens dear), else
    BATCH_SHARE. Where long requests are dearer, the average length of the calls decides: their sum
    is no request.
    """
    import genai_prices  # noqa: PLC0415 - a large list, needed only where money is spoken of

    calls = Decimal(max(1, usage.calls))
    read = min(usage.cached_tokens, usage.input_tokens)  # a server may count as it likes
    written = min(usage.cache_write_tokens, usage.input_tokens - read)
    average = genai_prices.Usage(
        input_tokens=usage.input_tokens / calls,
        cache_read_tokens=read / calls,
        cache_write_tokens=written / calls,
        output_tokens=usage.output_tokens / calls,
    )
    try:
        listed = genai_prices.calc_price(average, model_ref=model, genai_request_timestamp=_NEWEST)
        price = listed.total_price
        if batch:
            found = genai_prices.calc_price(
                average,
                model_ref=model,
                genai_request_timestamp=_NEWEST,
                price_context={"processing": "batch"},
            )
            known = found.model_price != listed.model_price
            price = found.total_price if known else price * Decimal(BATCH_SHARE)
    except LookupError:
        return None
    return float(round(price * calls, 9))


def bills_cache_writes(model: str) -> bool:
    """Whether tokens that ``model`` writes to its cache cost more than others."""
    plain = Usage(input_tokens=1_000_000)
    price, written = (
        price_of(usage, model) for usage in (plain, replace(plain, cache_write_tokens=1_000_000))
    )
    return price is not None and written is not None and written > price


def price_list() -> str:
    """The price list and its version."""
    return f"genai-prices {version('genai-prices')}"
