"""The text of a PDF file with a text layer.

    bytes ──scan──▶ sheets ──▶ parts of pages: strips, tables ──▶ paragraphs, rows ──▶ text with pages

A page is read from where its characters and lines stand on it; the order in which the file has them counts
for nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pypdfium2 as pdfium

from bizgraph.errors import SourceError
from bizgraph.source.extracted import Extracted
from bizgraph.source.pdf.aligned import aligned_tables
from bizgraph.source.pdf.assembling import assembled_text
from bizgraph.source.pdf.cells import table_parts
from bizgraph.source.pdf.columns import reading_order
from bizgraph.source.pdf.furniture import furniture, without_watermarks
from bizgraph.source.pdf.lines import Line, lines_of
from bizgraph.source.pdf.opening import opened
from bizgraph.source.pdf.parts import Part, TablePart
from bizgraph.source.pdf.scanning import scan
from bizgraph.source.pdf.sheets import Sheet

MAX_CHARACTERS = 3_000_000
_MOSTLY = 0.3  # of the characters: if so many cannot be told, the text cannot be read
_FEWEST = 12  # characters a page: a scanned file has fewer
_ALONE = threading.Lock()  # the library is not made for several threads


def read_pdf(data: bytes, name: str) -> Extracted:
    """Return the text of a PDF file with a text layer; the place of each stretch is its page.

    Paragraphs are put together from their lines, also over pages; running heads, page numbers and watermarks
    are left out. Raises SourceError, naming the file, when it is damaged, needs a password, is too large, has
    only pictures, or has fonts that do not say what their signs mean.
    """
    with _ALONE, opened(data, name) as document:
        sheets = _sheets(document, name)
    _refuse_pictures(sheets, name)
    return assembled_text(_parts(without_watermarks(sheets)))


def _sheets(document: pdfium.PdfDocument, name: str) -> list[Sheet]:
    sheets: list[Sheet] = []
    held = 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pdfium.PdfiumError as error:
            raise SourceError(
                f"{name}: page {number} of the PDF cannot be read: the file is damaged, fetch it again"
            ) from error
        try:
            sheets.append(scan(page, number))
        finally:
            page.close()
        held += len(sheets[-1].glyphs)
        if held > MAX_CHARACTERS:
            raise SourceError(
                f"{name}: more than {MAX_CHARACTERS:,} characters on the first {number} pages; "
                "split a collection into its documents"
            )
    return sheets


def _refuse_pictures(sheets: Sequence[Sheet], name: str) -> None:
    known = sum(len(sheet.glyphs) for sheet in sheets)
    unmapped = sum(sheet.unmapped for sheet in sheets)
    if unmapped > _MOSTLY * (known + unmapped):
        raise SourceError(
            f"{name}: {unmapped:,} of {known + unmapped:,} characters cannot be told: the fonts of the PDF "
            "do not say what their signs mean; run text recognition (OCR) over it and read what that gives"
        )
    if known < _FEWEST and known < _FEWEST * len(sheets):
        raise SourceError(
            f"{name}: the PDF has no text, only pictures of it (a scan); run text recognition (OCR) over it "
            "and read what that gives"
        )


def _parts(sheets: Sequence[Sheet]) -> list[Part]:
    """Return what the pages consist of, in the order of reading, without what is furniture."""
    tables = [table_parts(sheet) for sheet in sheets]
    pages = [lines_of(outside) for _, outside in tables]
    dropped = furniture(sheets, pages)
    contents: list[tuple[int, float, Sequence[Line], Sequence[TablePart]]] = []
    for sheet, (ruled, _), lines, furnished in zip(sheets, tables, pages, dropped, strict=True):
        kept = [line for line in lines if line not in furnished]
        aligned, rest = aligned_tables(sheet, kept)
        contents.append((sheet.number, sheet.width, rest, [*ruled, *aligned]))
    return reading_order(contents)
