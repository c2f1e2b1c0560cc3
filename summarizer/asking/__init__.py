"""Request to Answer: prompts, the schema on the wire, and the engines."""

from summarizer.asking.openai_engine import openai_engine
from summarizer.asking.prompts import (
    TEMPLATES,
    Prompts,
    build_request,
    load_prompts,
    request_overhead,
    shared_tokens,
)
from summarizer.asking.rules import rules_engine
from summarizer.asking.wire import ASKED, EMPTY, wire_schema

__all__ = [
    "ASKED",
    "EMPTY",
    "TEMPLATES",
    "Prompts",
    "build_request",
    "load_prompts",
    "openai_engine",
    "request_overhead",
    "rules_engine",
    "shared_tokens",
    "wire_schema",
]
