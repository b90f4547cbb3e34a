"""A file to a `Text`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bizgraph.errors import SourceError
from bizgraph.source.cleaning import clean
from bizgraph.source.decoding import MAX_BYTES, decode
from bizgraph.source.extracted import Extracted
from bizgraph.source.formats import Format, format_of
from bizgraph.source.text import Text


def read_file(path: Path) -> Text:
    """Read one document.

    Raises SourceError when the file does not exist, cannot be read, or holds no readable text.
    """
    return read_bytes(content(path), path.name)


def content(path: Path) -> bytes:
    """Return what is in a file. Raises SourceError where it cannot be read, or is too large."""
    try:
        size = path.stat().st_size
        if size <= MAX_BYTES:
            return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    raise SourceError(
        f"{path}: {size:,} bytes are more than the {MAX_BYTES:,} that one document may have; "
        "split a collection into its documents"
    )


def read_bytes(data: bytes, name: str) -> Text:
    """Read one document from its bytes; `name` is what messages call it. Raises SourceError."""
    extracted = extract_text(data, name)
    mapped = clean(extracted.text)
    sha256 = hashlib.sha256(data).hexdigest()
    return Text(name, extracted.text, mapped.characters, mapped.origins, sha256, extracted.places)


def extract_text(data: bytes, name: str) -> Extracted:
    """Return the text of a file, whatever its format, and where it stood there. Raises SourceError.

    What a file is, is told by how it begins, and only then by its name. The readers of formats are
    imported where they are needed: they take long to load.
    """
    match format_of(data, name):
        case Format.HTML:
            from bizgraph.source.html import read_html

            return read_html(data, name)
        case Format.DOCX:
            from bizgraph.source.docx import read_docx

            return read_docx(data, name)
        case Format.PDF:
            from bizgraph.source.pdf import read_pdf

            return read_pdf(data, name)
        case Format.TEXT:
            return Extracted(decode(data, name))
