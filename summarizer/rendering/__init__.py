"""A memo or a section in, text out: one module per form."""

from summarizer.rendering.briefings import render_briefings
from summarizer.rendering.json import memo_json
from summarizer.rendering.markdown import render_memo
from summarizer.rendering.risks_table import explanation_table, risks_json, risks_table

__all__ = [
    "explanation_table",
    "memo_json",
    "render_briefings",
    "render_memo",
    "risks_json",
    "risks_table",
]
