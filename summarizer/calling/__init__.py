"""Between a question and an endpoint: ledger, budget, log, retries, pacing; each wraps an engine.

From the outside in: what the ledger knows is not asked; what is asked is held against the budget,
noted in the log, asked again where a fault can pass, and sent at the pace that the server allows.
"""

from summarizer.calling.budget import Spending, with_budget
from summarizer.calling.bundling import Bundle, replaying_engine, with_bundle
from summarizer.calling.ledger import Ledger, default_ledger, open_ledger, with_ledger
from summarizer.calling.logging import with_log
from summarizer.calling.pacing import Pacer, with_pacing
from summarizer.calling.prices import bills_cache_writes, price_list, price_of
from summarizer.calling.retrying import with_retries
from summarizer.calling.stopping import with_breaker
from summarizer.calling.turns import with_turns

__all__ = [
    "Bundle",
    "Ledger",
    "Pacer",
    "Spending",
    "bills_cache_writes",
    "default_ledger",
    "open_ledger",
    "price_list",
    "price_of",
    "replaying_engine",
    "with_breaker",
    "with_budget",
    "with_bundle",
    "with_ledger",
    "with_log",
    "with_pacing",
    "with_retries",
    "with_turns",
]
