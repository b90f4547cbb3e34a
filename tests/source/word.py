"""Small Word files in plain markup, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_file(
    body: str, lists: str = "", styles: str = "", more: Mapping[str, bytes] | None = None, head: str = ""
) -> bytes:
    """Return a Word file with this body; `more` are further parts, `head` stands before the document."""
    parts = {
        "_rels/.rels": b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        + f"<Relationship Id='a' Type='{_OFFICE}/officeDocument' Target='word/document.xml'/>".encode()
        + b"</Relationships>",
        "word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body></w:document>".encode(),
        "word/numbering.xml": f"<w:numbering {W}>{lists}</w:numbering>".encode(),
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>".encode(),
        **(more or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def p(words: str = "", properties: str = "", runs: str = "") -> str:
    """Return a paragraph of words, and of runs behind them."""
    text = f"<w:r><w:t>{words}</w:t></w:r>" if words else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{text}{runs}</w:p>"


def item(words: str, level: int = 0, number: int = 1) -> str:
    """Return a paragraph of a list."""
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(words: str, properties: str = "") -> str:
    """Return a cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"


def tbl(*rows: str) -> str:
    """Return a table of rows, each the markup of its cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def lvl(index: int, format_name: str, text: str, more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format_name}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(index: int, *levels: str) -> str:
    """Return the definition of a list."""
    return f'<w:abstractNum w:abstractNumId="{index}">{"".join(levels)}</w:abstractNum>'


def num(number: int, index: int, more: str = "") -> str:
    """Return a use of a list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{index}"/>{more}</w:num>'
