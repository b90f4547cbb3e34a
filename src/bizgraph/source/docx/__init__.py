"""The text of a Word file."""

from __future__ import annotations

from bizgraph.errors import SourceError
from bizgraph.source.decoding import MAX_BYTES
from bizgraph.source.docx.body import Body
from bizgraph.source.docx.numbering import Numbering
from bizgraph.source.docx.package import open_package
from bizgraph.source.docx.styles import Styles
from bizgraph.source.extracted import Extracted, Place, PlaceKind, assembled


def read_docx(data: bytes, name: str) -> Extracted:
    """Return the text of a Word file as a person sees it, with automatic numbers and tables as lines.

    Headers, footers, comments, notes, tables of contents, hidden text and what tracked changes have deleted
    are left out. Raises SourceError when the file is broken, encrypted, out of bounds or without text.
    """
    package = open_package(data, name)
    styles = Styles(package.styles)
    body = Body(styles, Numbering(package.numbering, styles))
    parts = ((Place(PlaceKind.PARAGRAPH, number), words) for number, words in body.parts(package.document))
    extracted = assembled(parts)
    if not extracted.text:
        raise SourceError(f"{name}: the Word file holds no text (a scan?); recognise its text and save that")
    if len(extracted.text) > MAX_BYTES:
        raise SourceError(f"{name}: more than {MAX_BYTES:,} characters; split it into its documents")
    return extracted
