"""Reading: a file becomes a ``Filing``, one canonical text with its layout."""

from summarizer.reading.cover import short_name
from summarizer.reading.filing import read_filing

__all__ = ["read_filing", "short_name"]
