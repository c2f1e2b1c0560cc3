"""What a file is, by its content: its name may say anything."""

from __future__ import annotations

import re
from enum import Enum

from summarizer.errors import FilingError
from summarizer.reading.layout import with_printed_signs


class Content(Enum):
    """The forms of content that a reader takes."""

    HTML = "html"
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"


# Signatures of files that are not text, with what to do about them.
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive and no DOCX", "Unpack it and give the filing's own file."),
    (
        b"\xd0\xcf\x11\xe0",
        "an old or encrypted Office document",
        "Save it as DOCX without a password and give that file.",
    ),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it first."),
    (b"{\\rtf", "an RTF document", "Save it as DOCX or plain text and give that file."),
    (b"\x89PNG", "an image", "Run text recognition (OCR) and give its text."),
    (b"\xff\xd8\xff", "an image", "Run text recognition (OCR) and give its text."),
    (b"GIF8", "an image", "Run text recognition (OCR) and give its text."),
    (b"II*\x00", "an image", "Run text recognition (OCR) and give its text."),
)
_SIGNATURE_WINDOW = 1024  # bytes: PDF readers accept a header that is so late
_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_WORD_PART = b"word/document"  # the name of a DOCX's main part stands uncompressed in the file
_CONTROL = bytes({*range(9), *range(14, 27), *range(28, 32)})
_BINARY_SHARE = 0.01  # of control characters; text has next to none
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|body|head|meta|p|div|font|center|h[1-6]|span|br|ul|li)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG_WINDOW = 200_000  # characters
_FEW_TAGS = 3


def decode(raw: bytes, name: str) -> str:
    """The text of a file's bytes; FilingError for what is not text.

    UTF-8 where the bytes are that, else what the page declares, else windows-1252, which is what
    filings that declare nothing or ISO 8859-1 are written in (as browsers take it).
    """
    _refuse(raw, name)
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return _lines(raw.decode(encoding, "replace"))
    if _is_binary(raw):
        raise FilingError(
            f"{name} is not a text: it holds control characters.",
            fix="Give the filing as HTML or plain text.",
        )
    try:
        return _lines(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _lines(raw.decode(_declared(raw), "replace"))


def container_of(raw: bytes) -> Content | None:
    """Whether the bytes are those of a PDF or a DOCX, None for anything else."""
    if _PDF in raw[:_SIGNATURE_WINDOW]:
        return Content.PDF
    return Content.DOCX if raw.startswith(_ZIP) and _WORD_PART in raw else None


def markup_of(text: str) -> Content:
    """Whether ``text`` is HTML: marked up by tags that EDGAR's plain text (<TABLE>, <S>) lacks."""
    tags = _HTML.findall(text[:_TAG_WINDOW])
    return Content.HTML if len(tags) >= _FEW_TAGS else Content.TEXT


def _refuse(raw: bytes, name: str) -> None:
    if not raw.strip(b"\x00 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise FilingError(f"{name} is empty.", fix="Give a file that holds the filing's text.")
    for signature, kind, way_out in _SIGNATURES:
        if raw.startswith(signature):
            raise FilingError(f"{name} is {kind}, which this version cannot read.", fix=way_out)


def _is_binary(raw: bytes) -> bool:
    controls = len(raw) - len(raw.translate(None, _CONTROL))
    return controls > _BINARY_SHARE * len(raw)


def _declared(raw: bytes) -> str:
    match = _CHARSET.search(raw[: _SIGNATURE_WINDOW * 4])
    label = match.group(1).decode("ascii", "replace").lower() if match else ""
    if label in {"shift_jis", "euc-jp", "gb2312", "gbk", "big5", "euc-kr", "windows-1251"}:
        return label
    return "cp1252"


def _lines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return with_printed_signs(text.replace("\x00", "") if "\x00" in text else text)
