"""Records in, memo out: order, bottom line and questions, all computed from the records."""

from summarizer.composing.board_memo import compose_memo

__all__ = ["compose_memo"]
