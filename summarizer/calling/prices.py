"""What tokens cost, by the price list that genai-prices carries; nothing is looked up online."""

from __future__ import annotations

from summarizer.records import Usage


def price_of(usage: Usage, model: str) -> float | None:
    """US dollars for the tokens at the list price of ``model``; None if it has none."""
    import genai_prices  # noqa: PLC0415 - a large list, needed only where money is spoken of

    tokens = genai_prices.Usage(
        input_tokens=usage.input_tokens,
        cache_read_tokens=usage.cached_tokens,
        output_tokens=usage.output_tokens,
    )
    try:
        return float(genai_prices.calc_price(tokens, model_ref=model).total_price)
    except LookupError:
        return None
