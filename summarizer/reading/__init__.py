"""Reading: a file becomes a ``Filing``, one canonical text with its layout."""

from summarizer.reading.filing import read_filing

__all__ = ["read_filing"]
