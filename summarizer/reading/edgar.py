"""EDGAR full submissions: an SGML header and the documents filed together, in one text file.

The forms of the header are those of the EDGAR Filer Manual, volume II, and PEM headers before 2000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from summarizer.records import Span

_DOCUMENT = re.compile(r"^<DOCUMENT>[ \t]*$", re.MULTILINE)
_TYPE = re.compile(r"^<TYPE>[ \t]*(\S+)", re.MULTILINE)
_TEXT = re.compile(r"^<TEXT>[ \t]*\n?", re.MULTILINE)
_TEXT_END = re.compile(r"^</TEXT>", re.MULTILINE)
_FIELD = re.compile(r"^[ \t]*([A-Z][A-Z .]+):[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_HEADER_WINDOW = 20_000  # characters
# The main document is the one of the form itself, not an exhibit (EX-), graphic or XBRL part.
_NOT_MAIN = re.compile(r"EX-|GRAPHIC|XML|ZIP|EXCEL|COVER|CORRESP|PDF|JSON", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Submission:
    """The main document's span in the file, and the header's fields by their printed names."""

    main: Span
    form: str | None
    header: dict[str, str] = field(default_factory=dict)


def find_submission(text: str) -> Submission | None:
    """The submission's main document, or None where ``text`` is not a submission."""
    first = _DOCUMENT.search(text)
    if first is None:
        return None
    header = {
        name.strip(): value
        for name, value in reversed(_FIELD.findall(text[: min(first.start(), _HEADER_WINDOW)]))
    }
    starts = [match.end() for match in _DOCUMENT.finditer(text)]
    documents = [
        _document(text, start, end)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]
    filed = header.get("CONFORMED SUBMISSION TYPE")
    main = next(
        (found for found in documents if found[0] == filed),
        next((found for found in documents if not _NOT_MAIN.match(found[0])), documents[0]),
    )
    return Submission(main[1], filed or main[0] or None, header)


def _document(text: str, start: int, end: int) -> tuple[str, Span]:
    kind = _TYPE.search(text, start, end)
    body = _TEXT.search(text, start, end)
    first = body.end() if body else start
    closing = _TEXT_END.search(text, first, end)
    return kind.group(1) if kind else "", Span(first, closing.start() if closing else end)
