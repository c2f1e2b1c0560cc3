"""From a file to a ``Filing``."""

from __future__ import annotations

import hashlib
from pathlib import Path

from summarizer.errors import FilingError
from summarizer.files import read_bytes
from summarizer.reading.cover import cover_of
from summarizer.reading.edgar import find_submission
from summarizer.reading.furniture import mark_furniture
from summarizer.reading.html import read_html
from summarizer.reading.sniffing import Content, container_of, decode, markup_of
from summarizer.reading.text import read_text
from summarizer.records import Filing


def read_filing(path: Path) -> Filing:
    """The filing at ``path``, told by its content: HTML, text, EDGAR submission, PDF or DOCX.

    Raises FilingError where there is no such file, or it is none of these; the error says what to
    do. Time and memory are linear in the file's size.
    """
    raw = _bytes(path)
    submission = None
    match container_of(raw):
        case Content.PDF:
            from summarizer.reading.pdf import read_pdf

            layout = read_pdf(raw, path.name)
        case Content.DOCX:
            from summarizer.reading.docx import read_docx

            layout = read_docx(raw, path.name)
        case _:
            text = decode(raw, path.name)
            submission = find_submission(text)
            if submission is not None:
                text = submission.main.of(text)
            layout = read_html(text) if markup_of(text) is Content.HTML else read_text(text)
    if not layout.blocks:
        raise FilingError(
            f"{path.name} shows no text.", fix="Give a file that holds the filing's text."
        )
    blocks = mark_furniture(layout)
    header = submission.header if submission else {}
    return Filing(
        source=path.name,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=layout.text,
        blocks=blocks,
        cover=cover_of(layout.text, blocks, submission.form if submission else None, header),
        notes=layout.notes,
    )


def _bytes(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except FileNotFoundError:
        raise FilingError(f"There is no file {path}.", fix="Check the path.") from None
    except IsADirectoryError:
        raise FilingError(
            f"{path} is a directory.", fix="Give the path of one filing in it."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FilingError(
            f"{path} cannot be read: {reason}.", fix="Check the path and its permissions."
        ) from None
