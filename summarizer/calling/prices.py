"""What tokens cost, by the price list that genai-prices carries; nothing is looked up online."""

from __future__ import annotations

from summarizer.records import Usage

BATCH_SHARE = 0.5
"""Of the list price, for what comes by batch, where the list has no price for batches.

Source: https://platform.openai.com/docs/guides/batch.
"""


def price_of(usage: Usage, model: str, *, batch: bool = False) -> float | None:
    """US dollars for the tokens at the list price of ``model``; None if it has none.

    ``batch`` is at the price of batches: the list's own (which may leave cached tokens dear), else
    BATCH_SHARE.
    """
    import genai_prices  # noqa: PLC0415 - a large list, needed only where money is spoken of

    tokens = genai_prices.Usage(
        input_tokens=usage.input_tokens,
        cache_read_tokens=usage.cached_tokens,
        output_tokens=usage.output_tokens,
    )
    try:
        listed = genai_prices.calc_price(tokens, model_ref=model)
        if not batch:
            return float(listed.total_price)
        found = genai_prices.calc_price(
            tokens, model_ref=model, price_context={"processing": "batch"}
        )
    except LookupError:
        return None
    known = found.model_price != listed.model_price
    return float(found.total_price) if known else BATCH_SHARE * float(listed.total_price)
