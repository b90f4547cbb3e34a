"""The body of a Word file to paragraphs and rows of tables, as a person sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bizgraph.source.docx.numbering import Numbering
from bizgraph.source.docx.package import Element, W
from bizgraph.source.docx.runs import Fields, Words, words_of
from bizgraph.source.docx.styles import Styles, number, value
from bizgraph.source.tables import Spanned, is_layout, table_lines

_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# What only holds other parts, and what tracked changes have put in.
_TRANSPARENT: Final = frozenset(
    W + each for each in ("sdtContent", "customXml", "ins", "moveTo", "smartTag", "body")
)
_CONTENTS: Final = frozenset({"Table of Contents"})


@dataclass
class _Cell:
    """A cell being read."""

    words: str
    columns: int
    rows: int = 1

    def spanned(self) -> Spanned:
        return Spanned(self.words, self.columns, self.rows)


@dataclass
class Body:
    """Reads the body of one file from its beginning to its end."""

    styles: Styles
    numbering: Numbering
    _fields: Fields = field(default_factory=Fields)
    _carried: str = ""

    def parts(self, document: Element) -> Iterator[tuple[int, str]]:
        """Yield the paragraphs and rows that hold words, numbered from 1; a row may have two lines."""
        count = 0
        for element in document.findall(f"{W}body"):
            for block in self._blocks(element):
                last = None
                for row, words in block:
                    if not words.strip():
                        continue
                    count += row != last
                    last = row
                    yield count, words

    def _blocks(self, container: Element, *, in_cell: bool = False) -> Iterator[list[tuple[int, str]]]:
        """Yield the paragraphs and tables of a container, each as lines with the rows they belong to."""
        for child in container:
            if child.tag == f"{W}p":
                words = self._paragraph(child, in_cell=in_cell)
                if words is not None:
                    yield [(0, words.text)]
                    for box in words.boxes:
                        yield from self._blocks(box)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}sdt":
                if not _is_contents(child):
                    yield from self._blocks(child)
            elif child.tag == _ALTERNATE:
                yield from self._blocks(child[0] if len(child) else child)
            elif child.tag in _TRANSPARENT:
                yield from self._blocks(child, in_cell=in_cell)

    def _paragraph(self, paragraph: Element, *, in_cell: bool) -> Words | None:
        """The words of a paragraph behind its number; None where it is hidden or goes on in the next."""
        properties = paragraph.find(f"{W}pPr")
        style = value(properties.find(f"{W}pStyle")) if properties is not None else None
        style = style or self.styles.default
        words = words_of(paragraph, self.styles, self._fields, hidden=self.styles.is_hidden(style))
        if self.styles.is_contents(style):
            return None
        mark = None if properties is None else properties.find(f"{W}rPr")
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            self._carried += words.text
            return Words("", words.boxes)
        label = self.numbering.label(properties, style)
        text, self._carried = self._carried + words.text, ""
        if not text.strip() and not in_cell:
            return Words("", words.boxes)
        return Words(f"{label} {text.lstrip()}".rstrip() if label else text, words.boxes)

    def _table(self, table: Element) -> Iterator[list[tuple[int, str]]]:
        rows = [[cell.spanned() for cell in row] for row in self._rows(table)]
        if not any(cell.words.strip() for row in rows for cell in row):
            return
        if is_layout(rows):
            for line in (line for row in rows for cell in row for line in cell.words.split("\n")):
                yield [(0, line)]
        else:
            yield table_lines(rows)

    def _rows(self, table: Element) -> list[list[_Cell]]:
        rows: list[list[_Cell]] = []
        reaching: dict[int, _Cell] = {}
        for row in _inside(table, "tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            before = None if properties is None else number(properties.find(f"{W}gridBefore"))
            rows.append(self._row(row, before or 0, reaching))
        return rows

    def _row(self, row: Element, before: int, reaching: dict[int, _Cell]) -> list[_Cell]:
        """The cells that begin in a row; those that reach into it from above take one row more."""
        cells = [_Cell("", before)] if before > 0 else []
        column = max(before, 0)
        for cell in _inside(row, "tc"):
            properties = cell.find(f"{W}tcPr")
            width, down, across = 1, None, None
            if properties is not None:
                width = max(1, number(properties.find(f"{W}gridSpan")) or 1)
                down, across = properties.find(f"{W}vMerge"), properties.find(f"{W}hMerge")
            if across is not None and value(across) != "restart" and cells:
                cells[-1].columns += width
            elif down is not None and value(down) != "restart" and column in reaching:
                reaching[column].rows += 1
            else:
                words = "\n".join(line for block in self._blocks(cell, in_cell=True) for _, line in block)
                cells.append(_Cell(words.strip("\n"), width))
                reaching.pop(column, None)
                if down is not None:
                    reaching[column] = cells[-1]
            column += width
        return cells


def _inside(container: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those that controls or changes wrap."""
    for child in container:
        if child.tag == W + name:
            yield child
        elif child.tag == f"{W}sdt" or child.tag in _TRANSPARENT:
            yield from _inside(child, name)


def _is_contents(control: Element) -> bool:
    kind = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return value(kind) in _CONTENTS
