"""Comparing: the labels of a record against those of another engine, or of the same one again."""

from summarizer.comparing.second_opinion import second_opinion
from summarizer.comparing.stability import stability_of

__all__ = ["second_opinion", "stability_of"]
