"""The embedded engine: rubric and taxonomy applied by rule, no model, no network, no prompt.

It reads the units of a request's chunk and answers in the form that is asked of a model. Its
briefing is made of whole sentences of the source. The same request gets the same answer.
"""

from __future__ import annotations

import json

from summarizer.asking.rules.answer import answer
from summarizer.records import Answer, Engine, Request, Usage
from summarizer.settings import RULES

__all__ = ["rules_engine"]


def rules_engine() -> Engine:
    """The engine ``rules``: no limit, no cost, never fails."""
    return Engine(name=RULES, ask=_ask, limit=None, language_model=False)


def _ask(request: Request) -> Answer:
    text = json.dumps(answer(request), ensure_ascii=False, separators=(",", ":"))
    return Answer(text=text, model=RULES, usage=Usage(calls=1))
