"""What a page consists of, in the order of reading: strips of lines, and parts of tables."""

from __future__ import annotations

from dataclasses import dataclass

from bizgraph.source.pdf.lines import Line
from bizgraph.source.pdf.sheets import Box


@dataclass(frozen=True, slots=True)
class Strip:
    """Lines under each other, of the whole width of a page or of one of its columns.

    `column` of `columns` counts from 0.
    """

    page: int
    page_width: float
    lines: tuple[Line, ...]
    column: int = 0
    columns: int = 1


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its lines as printed, where it begins and ends, across in points and down in rows of its part.

    `broken` are its words with a line end wherever the line was ended on purpose.
    """

    lines: tuple[Line, ...]
    left: float
    right: float
    row: int
    rows: int
    broken: str = ""


@dataclass(frozen=True, slots=True)
class TablePart:
    """What stands on one page of a table; its rows are counted from 0."""

    page: int
    box: Box
    xs: tuple[float, ...]
    rows: int
    cells: tuple[TableCell, ...]


Part = Strip | TablePart
