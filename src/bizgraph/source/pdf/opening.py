"""Opening a PDF file, within bounds."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from bizgraph.errors import SourceError

MAX_PAGES = 1000
MAX_INFLATED = 32_000_000  # bytes that one compressed stream of drawing instructions may hold
_CHUNK = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 4096  # bytes in front of a stream in which its dictionary is looked for
# Pictures and fonts may be large, and no picture is ever decoded here.
_LARGE = re.compile(rb"/(?:Image|Length1|FontFile\d?|CIDFontType0C|Type1C|OpenType)\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_BEGINNING = b"%PDF-"


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pdfium.PdfDocument]:
    """Give the open document. Raises SourceError, naming the file, when it cannot be read within bounds.

    Nothing in it is executed or fetched: forms, scripts, actions and attachments are never initialised.
    """
    _refuse_bombs(data, name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise SourceError(_why_not(name, getattr(error, "err_code", None))) from error
    try:
        pages = len(document)
        if pages == 0:
            raise SourceError(f"{name}: the PDF has no page that can be read; it is damaged, fetch it again")
        if pages > MAX_PAGES:
            raise SourceError(
                f"{name}: {pages:,} pages are more than the {MAX_PAGES:,} that one document may have; "
                "split a collection into its documents"
            )
        yield document
    finally:
        document.close()


def _why_not(name: str, code: int | None) -> str:
    if code == raw.FPDF_ERR_PASSWORD:
        return f"{name}: the PDF is encrypted with a password; save it without one and read that"
    if code == raw.FPDF_ERR_SECURITY:
        return f"{name}: the PDF is encrypted in a way that cannot be read; save it without encryption"
    return f"{name}: the PDF is damaged or truncated and cannot be opened; fetch it again"


def _refuse_bombs(data: bytes, name: str) -> None:
    """Inflate each compressed stream piece by piece, keeping nothing, to see how much it holds.

    A stream that is compressed twice, with another filter or encrypted cannot be judged so; what it may
    cost is bounded by the memory of the process that reads it.
    """
    for match in _STREAM.finditer(data):
        dictionary = data[max(0, match.start() - _DICTIONARY) : match.start()]
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        filters = _FLATE.findall(dictionary)
        if len(filters) > 1:
            raise SourceError(f"{name}: a stream of the PDF is compressed {len(filters)} times; not read")
        if filters and not _LARGE.search(dictionary) and _inflates_beyond(data, match.end(), MAX_INFLATED):
            raise SourceError(
                f"{name}: a stream of the PDF at byte {match.start():,} inflates to more than "
                f"{MAX_INFLATED:,} bytes; not read"
            )


def _inflates_beyond(data: bytes, start: int, limit: int) -> bool:
    """Tell whether the compressed stream that begins at `start` holds more than `limit` bytes."""
    inflating = zlib.decompressobj()
    held = 0
    waiting = memoryview(data)[start : start + _CHUNK]
    position = start + len(waiting)
    try:
        while waiting and not inflating.eof:
            held += len(inflating.decompress(waiting, _CHUNK))
            if held > limit:
                return True
            waiting = memoryview(inflating.unconsumed_tail)
            if not waiting:
                waiting = memoryview(data)[position : position + _CHUNK]
                position += len(waiting)
    except zlib.error:
        return False
    return False
