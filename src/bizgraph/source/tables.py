"""Tables with merged cells to lines `a | b | c |`: one row, one line.

A table is first laid out on its grid (`Spanned` cells to `Slot`s, `None` where nothing stands), then its
header rows become one, then each row becomes a line. What knows its columns writes `COVERED` for a cell that
a cell above reaches into: every row then has all its columns. What only knows that a cell is covered gives
`None` to `flattened`: the cell is left out, and the row is shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

COVERED: Final = "〃"
_LONGEST_HEADING: Final = 14
_MOST_COLUMNS: Final = 200
_MOST_SLOTS: Final = 400_000
_LINES_OF_A_PAGE: Final = 8
_SHARE_OF_A_PAGE: Final = 0.6
_MOST_ROWS_SPANNED: Final = 5000
_BARS: Final = str.maketrans("|\uff5c", "¦¦")
_NUMBER: Final = re.compile(r"[(\uff08]?(?:\d{1,3}|[〇零一二三四五六七八九十百]{1,4})[)\uff09]?[、.\uff0e]?")


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell with the number of columns and rows that it takes."""

    words: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a grid and the cell in it: whether it begins here (`first`), or in a row `above`."""

    cell: Spanned
    column: int
    row: int
    first: bool
    above: bool


Grid = list[list[Slot | None]]


def flattened(rows: Iterable[Sequence[str | None]]) -> Iterator[str]:
    """Yield the line of each row. `None` is a cell that a merged cell covers: it is left out.

    Lines inside a cell are put behind one another with two blanks between them, which keeps them apart when
    the text is cleaned; a bar inside a cell becomes a broken one, `¦`. A row without any words gives no line.
    """
    for row in rows:
        cells = [one_line(words) for words in row if words is not None]
        if any(words not in ("", COVERED) for words in cells):
            yield "".join(f"{words} | " for words in cells).rstrip(" ")


def one_line(words: str) -> str:
    """Return the words of a cell in one line, without bars that could be taken for borders."""
    return "  ".join(line.strip() for line in words.splitlines() if line.strip()).translate(_BARS)


def table_lines(rows: Sequence[Sequence[Spanned]]) -> list[tuple[int, str]]:
    """Return the lines of a table, each with the index of the row it came from.

    Header rows of which some cells reach over several become one line. A row that is one cell over the whole
    width (a title, or the name of a group of rows) is a line without bars; behind a group's name the header
    is written again, so that the rows below it can be read by themselves.
    """
    grid = _without_empty(laid_out(rows))
    if not grid:
        return []
    lines: list[tuple[int, str]] = []
    header: tuple[int, str] | None = None
    due = False  # the header is yet to be written over the rows that come
    index = 0
    while index < len(grid):
        height, band = 1, _band(grid[index])
        if band is not None:
            lines.append((index, one_line(band)))
            due = header is not None
        elif header is None and len(grid[0]) > 1:
            height = _header_height(grid, index)
            header, due = (index, _header(grid[index : index + height])), True
        elif line := _line(grid[index]):
            if due and header is not None and header[1] != line:
                lines.append((index, header[1]) if header in lines else header)
            due = False
            lines.append((index, line))
        index += height
    if due and header is not None and header not in lines:
        lines.append(header)
    return [(number, line) for number, line in lines if line]


def is_layout(rows: Sequence[Sequence[Spanned]]) -> bool:
    """Tell whether a table only arranges a page: it is one row or column, or nearly all is in one cell."""
    written = [cell.words.strip() for row in rows for cell in row if cell.words.strip()]
    if sum(any(cell.words.strip() for cell in row) for row in rows) < 2 or max(map(len, rows)) < 2:
        return True
    longest = max(written, key=len)
    lines = [line for line in longest.splitlines() if line.strip()]
    return len(lines) >= _LINES_OF_A_PAGE and len(longest) > _SHARE_OF_A_PAGE * sum(map(len, written))


def laid_out(rows: Sequence[Sequence[Spanned]]) -> Grid:
    """Return the grid of these rows, as wide as the widest; cells keep clear of cells that reach down."""
    grid: Grid = []
    most = min(_MOST_COLUMNS, max(1, _MOST_SLOTS // max(len(rows), 1)))
    reaching: dict[int, tuple[Slot, int]] = {}
    for number, cells in enumerate(rows):
        line: dict[int, Slot] = {}
        for column, (slot, left) in list(reaching.items()):
            line[column] = Slot(slot.cell, slot.column, slot.row, False, True)
            if left > 1:
                reaching[column] = (slot, left - 1)
            else:
                del reaching[column]
        column = 0
        for cell in cells:
            while column in line:
                column += 1
            for offset in range(max(1, min(cell.columns, most - column))):
                if column + offset in line:
                    break
                slot = Slot(cell, column, number, offset == 0, False)
                line[column + offset] = slot
                if cell.rows > 1:
                    reaching[column + offset] = (slot, min(cell.rows, _MOST_ROWS_SPANNED) - 1)
            if column >= most:
                break
        grid.append([line.get(i) for i in range(max(line, default=-1) + 1)])
    width = max(map(len, grid), default=0)
    return _joined_columns([row + [None] * (width - len(row)) for row in grid])


def _joined_columns(grid: Grid) -> Grid:
    """Two borders that no row has both are one: tables drawn by hand have edges that do not quite meet."""
    width = len(grid[0]) if grid else 0
    borders = [_borders(row) for row in grid]
    kept: list[int] = [0]
    for column in range(1, width):
        alone = any(column in row and kept[-1] in row for row in borders)
        if alone:
            kept.append(column)
        elif any(column in row for row in borders):
            for row in borders:
                if column in row:
                    row.add(kept[-1])
    if len(kept) == width:
        return grid
    return [[_in_stretch(row, a, b) for a, b in pairwise([*kept, width])] for row in grid]


def _borders(row: Sequence[Slot | None]) -> set[int]:
    """The columns at which a cell of the row begins, whether in this row or above."""
    return {i for i, slot in enumerate(row) if slot is not None and slot.column == i}


def _in_stretch(row: Sequence[Slot | None], start: int, end: int) -> Slot | None:
    """What stands in columns that are one: the cell that begins there, else what reaches in."""
    slots = [slot for slot in row[start:end] if slot is not None]
    beginning = [slot for slot in slots if slot.column >= start]
    return next(iter(beginning or slots), None)


def _without_empty(grid: Grid) -> Grid:
    """Leave out the columns that hold no words in any row."""
    columns = [
        i
        for i in range(len(grid[0]) if grid else 0)
        if any(_printed(row[i]) not in ("", COVERED) for row in grid)
    ]
    return [[row[i] for i in columns] for row in grid]


def _printed(slot: Slot | None) -> str:
    """The words of a cell where it begins, the sign for what reaches down from above, else nothing."""
    if slot is None:
        return ""
    if slot.first:
        return slot.cell.words.strip()
    return COVERED if slot.above and slot.cell.words.strip() else ""


def _band(row: Sequence[Slot | None]) -> str | None:
    """The words of a row that is one cell over the whole width, a number in front of it joined to it."""
    cells = [slot for slot in row if slot is not None and slot.first]
    if any(slot is not None and slot.above for slot in row):
        return None
    written = [slot.cell for slot in cells if slot.cell.words.strip()]
    if len(row) < 2 or not written or written[-1].columns < 2:
        return None
    if len(written) == 1 and len(cells) == 1:
        return written[0].words.strip()
    number = written[0].words.strip()
    if len(written) == 2 and len(cells) == 2 and _NUMBER.fullmatch(number):
        mark = "" if number[-1] in "、.\uff0e)\uff09" else "、"
        return f"{number}{mark}{written[1].words.strip()}"
    return None


def _header_height(grid: Grid, index: int) -> int:
    """How many rows the header takes: as many as its tallest cell, where a cell of it is divided below."""
    cells = {id(slot.cell): slot.cell for slot in grid[index] if slot is not None and slot.first}.values()
    height = max((cell.rows for cell in cells), default=1)
    divided = any(cell.columns > 1 for cell in cells) and any(cell.rows > 1 for cell in cells)
    return max(1, min(height, len(grid) - index - 1)) if divided and 1 < height <= 3 else 1


def _line(row: Sequence[Slot | None]) -> str:
    return "".join(flattened([[_printed(slot) for slot in row]]))


def _header(rows: Grid) -> str:
    """One heading a column: what stands over it in several rows, from the top, where that stays short."""
    if len(rows) == 1:
        return _line(rows[0])
    headings: list[str] = []
    for column in range(len(rows[0])):
        words: list[str] = []
        for slot in (row[column] for row in rows):
            heading = "".join(slot.cell.words.split()) if slot else ""
            if heading and heading not in words:
                words.append(heading)
        whole = "".join(words)
        headings.append(whole if len(whole) <= _LONGEST_HEADING else words[-1])
    return "".join(flattened([headings]))
