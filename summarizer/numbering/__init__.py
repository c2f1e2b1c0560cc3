"""Numbering: a risk factor becomes numbered units with figures marked, and chunks to a limit."""

from summarizer.numbering.chunks import TextChunk, chunk_factor, chunk_text
from summarizer.numbering.page import page_line, page_text
from summarizer.numbering.sentences import cut_sentences
from summarizer.numbering.tokens import TokenCounter, load_counter
from summarizer.numbering.units import number_factor

__all__ = [
    "TextChunk",
    "TokenCounter",
    "chunk_factor",
    "chunk_text",
    "cut_sentences",
    "load_counter",
    "number_factor",
    "page_line",
    "page_text",
]
