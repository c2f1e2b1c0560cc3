"""Small PDFs for tests, drawn with PDFium itself: words at places, in the standard fonts."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

WIDTH, HEIGHT = 612, 792  # points: US letter
FONTS = {
    "plain": "Times-Roman",
    "bold": "Times-Bold",
    "italic": "Times-Italic",
    "both": "Times-BoldItalic",
}


@dataclass(frozen=True)
class Drawn:
    """Text at a place; ``base`` is counted from the top of the page, as a writer counts."""

    text: str
    left: float
    base: float
    font: str = "plain"
    size: float = 10.0


@dataclass(frozen=True)
class Ruled:
    """A thin horizontal bar."""

    left: float
    right: float
    base: float


def pdf_of(*pages: Iterable[Drawn | Ruled]) -> bytes:
    """A PDF with these pages."""
    document = pypdfium2.PdfDocument.new()
    fonts: dict[str, object] = {}
    for number, drawn in enumerate(pages):
        page = document.new_page(WIDTH, HEIGHT)
        for item in drawn:
            _draw(document, page, item, fonts)
        if not pdfium.FPDFPage_GenerateContent(page.raw):
            raise RuntimeError(f"page {number} was not drawn")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def lines(
    texts: Sequence[str], *, left: float = 72, top: float = 72, leading: float = 12, **look: object
) -> list[Drawn]:
    """Lines under one another."""
    return [
        Drawn(text, left, top + number * leading, **look)  # type: ignore[arg-type]
        for number, text in enumerate(texts)
    ]


def _draw(
    document: pypdfium2.PdfDocument,
    page: pypdfium2.PdfPage,
    item: Drawn | Ruled,
    fonts: dict[str, object],
) -> None:
    if isinstance(item, Ruled):
        bar = pdfium.FPDFPageObj_CreateNewRect(
            item.left, HEIGHT - item.base, item.right - item.left, 0.6
        )
        pdfium.FPDFPath_SetDrawMode(bar, pdfium.FPDF_FILLMODE_WINDING, 0)
        pdfium.FPDFPage_InsertObject(page.raw, bar)
        return
    if item.font not in fonts:
        fonts[item.font] = pdfium.FPDFText_LoadStandardFont(document.raw, FONTS[item.font].encode())
    words = pdfium.FPDFPageObj_CreateTextObj(document.raw, fonts[item.font], item.size)
    encoded = (item.text + "\0").encode("utf-16-le")
    buffer = ctypes.cast(ctypes.create_string_buffer(encoded), pdfium.FPDF_WIDESTRING)
    pdfium.FPDFText_SetText(words, buffer)
    pdfium.FPDFPageObj_Transform(words, 1, 0, 0, 1, item.left, HEIGHT - item.base)
    pdfium.FPDFPage_InsertObject(page.raw, words)
