"""Which format a file is in."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath
from typing import Final

_ZIP: Final = b"PK\x03\x04"
_HTML_BEGINS: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_SNIFFED: Final = 4096  # bytes at the beginning of a file that tell whether it is a web page
_HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})


class Format(StrEnum):
    """The formats that documents come in."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


def format_of(data: bytes, name: str) -> Format:
    """Return the format of a file: told by how it begins; where that does not tell, by the end of its name.

    What is none of the formats counts as text, and reading it says what is wrong with it.
    """
    if data.startswith(b"%PDF-"):
        return Format.PDF
    if data.startswith(_ZIP) and _is_word(data):
        return Format.DOCX
    if PurePath(name).suffix.lower() in _HTML_SUFFIXES or _begins_as_html(data):
        return Format.HTML
    return Format.TEXT


def _begins_as_html(data: bytes) -> bool:
    beginning = data[:_SNIFFED]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if beginning.startswith(mark):
            beginning = beginning[len(mark) :].decode(encoding, "ignore").encode()
    return bool(_HTML_BEGINS.match(beginning.removeprefix(codecs.BOM_UTF8)))


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
