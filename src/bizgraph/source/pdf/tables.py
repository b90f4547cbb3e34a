"""Parts of tables to lines of text: those that go on over pages are put together first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bizgraph.source.pdf.lines import joined
from bizgraph.source.pdf.parts import TableCell, TablePart
from bizgraph.source.pdf.signs import opens_item
from bizgraph.source.tables import Spanned, table_lines

_SAME_EDGE = 8.0  # points: edges of a table on two pages that are no further apart are one
_ENDS = "。；;！？!?…"
_ROOM = 1.3  # in characters: a line that leaves more is the last of its words
_CLOSERS = "”’》)）】"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a whole table, which may go on over pages: its first row, and how many.

    `finished` where its words cannot go on in another.
    """

    words: str
    left: float
    right: float
    row: int
    rows: int
    finished: bool


def goes_on(before: TablePart, after: TablePart) -> bool:
    """Tell whether a part is the table of the page before, continued."""
    return (
        after.page == before.page + 1
        and abs(before.box.left - after.box.left) <= _SAME_EDGE
        and abs(before.box.right - after.box.right) <= _SAME_EDGE
        and len(_edges([before, after])) <= max(len(before.xs), len(after.xs)) + 1
    )


def lines_of_table(parts: Sequence[TablePart]) -> list[tuple[int, str]]:
    """Return the lines of a table that may go on over pages, each with the page on which its row begins."""
    cells: list[_Cell] = []
    pages: list[int] = []
    for index, part in enumerate(parts):
        if index:
            part = _without_headings(parts[0], part)
        _append(cells, pages, part)
    edges = _edges(parts)
    rows = [
        [
            Spanned(
                cell.words,
                max(1, _index(edges, cell.right) - _index(edges, cell.left)),
                min([cell.rows, *(c.row - cell.row for c in cells if _is_below(c, cell))]),
            )
            for cell in sorted((c for c in cells if c.row == row), key=lambda cell: cell.left)
        ]
        for row in range(len(pages))
    ]
    return [(pages[row], line) for row, line in table_lines(rows)]


def _is_below(cell: _Cell, other: _Cell) -> bool:
    return (
        cell.row > other.row and cell.left < other.right - _SAME_EDGE and cell.right > other.left + _SAME_EDGE
    )


def _edges(parts: Sequence[TablePart]) -> list[float]:
    """Where columns are parted in any of the parts."""
    edges: list[float] = []
    for x in sorted(x for part in parts for x in part.xs):
        if not edges or x - edges[-1] > _SAME_EDGE:
            edges.append(x)
    return edges


def _index(edges: Sequence[float], x: float) -> int:
    at = bisect_left(edges, x)
    return min((i for i in (at - 1, at) if 0 <= i < len(edges)), key=lambda i: abs(edges[i] - x))


def _row_words(part: TablePart, row: int) -> tuple[str, ...]:
    cells = sorted((cell for cell in part.cells if cell.row == row), key=lambda cell: cell.left)
    return tuple("".join(cell.broken.split()) for cell in cells)


def _without_headings(first: TablePart, part: TablePart) -> TablePart:
    """Leave out the rows at the head of a part that the table began with."""
    repeated = 0
    while (
        repeated < min(first.rows, part.rows)
        and any(_row_words(part, repeated))
        and _row_words(part, repeated) == _row_words(first, repeated)
    ):
        repeated += 1
    if not repeated:
        return part
    cells = tuple(replace(cell, row=cell.row - repeated) for cell in part.cells if cell.row >= repeated)
    return replace(part, rows=part.rows - repeated, cells=cells)


def _append(cells: list[_Cell], pages: list[int], part: TablePart) -> None:
    """Add a part's rows; cells of its first row that go on from the page before are joined to those."""
    start = len(pages)
    torn = bool(pages) and _is_torn(cells, start, part)
    if torn:
        start -= 1
    new = [_part_cell(cell, start) for cell in part.cells]
    pages.extend([part.page] * (start + part.rows - len(pages)))
    if not cells:
        cells += new
        return
    first = start + 1 if torn else start
    for cell in new:
        above = _above(cells, cell, first)
        if cell.row == start and above is not None and (torn or _spans_on(cell, new, above, cells)):
            index = cells.index(above)
            rows = max(above.rows, cell.row + cell.rows - above.row)
            words = _continued(above.words, cell.words)
            cells[index] = replace(above, words=words, rows=rows, finished=cell.finished)
        else:
            cells.append(cell)


def _above(cells: Sequence[_Cell], cell: _Cell, before: int) -> _Cell | None:
    """The last cell over this one in the rows before."""
    over = [
        c
        for c in cells
        if c.row < before
        and abs(c.left - cell.left) <= _SAME_EDGE
        and abs(c.right - cell.right) <= _SAME_EDGE
        and c.row + c.rows >= before
    ]
    return max(over, key=lambda c: c.row, default=None)


def _is_torn(cells: Sequence[_Cell], start: int, part: TablePart) -> bool:
    """Whether the first row of a part is the rest of the last row of the page before.

    Cells that were full and unfinished go on, or cells are filled that were empty; and what the row before
    had in short cells (its number, who is to act, and when) does not come again.
    """
    first = sorted((cell for cell in part.cells if cell.row == 0), key=lambda cell: cell.left)
    pairs = [(cell, _above(cells, _part_cell(cell, start), start)) for cell in first]
    filled = [(cell, above) for cell, above in pairs if cell.broken]
    emptied = [cell for cell, above in pairs if not cell.broken and above and above.words]
    if not filled or any(above is None for _, above in filled):
        return False
    going_on = [above for _, above in filled if above and above.words and not above.finished]
    come_late = [cell for cell, above in filled if above and not above.words]
    if len(going_on) + len(come_late) == len(filled):
        return bool(going_on or emptied)
    if any(opens_item(cell.broken) for cell, _ in filled[:-1]):
        return False
    return len(filled) == 1 and any(cell.left > filled[0][0].left for cell in emptied)


def _part_cell(cell: TableCell, start: int) -> _Cell:
    return _Cell(cell.broken, cell.left, cell.right, cell.row + start, cell.rows, _is_finished(cell))


def _is_finished(cell: TableCell) -> bool:
    """Whether the words of a cell end there: with a stop, or in a line that had room for more."""
    if not cell.lines or cell.broken.rstrip(_CLOSERS)[-1:] in _ENDS:
        return True
    widest = max(line.right - line.left for line in cell.lines)
    last = cell.lines[-1]
    padding = min(4.0, max(0.0, cell.right - cell.left - widest) / 2)
    return cell.right - cell.left - 2 * padding - (last.right - last.left) > _ROOM * last.size


def _spans_on(cell: _Cell, new: Sequence[_Cell], above: _Cell, cells: Sequence[_Cell]) -> bool:
    """Whether an empty cell at the head of a page goes on from the page before.

    It does if cells right of it are filled and none left of it is; elsewhere if it is of several rows there
    or here, or if the row has no first cell of its own (a number aside), and more cells of the column are of
    several rows than empty.
    """
    if cell.words or not above.words:
        return False
    others = [c for c in new if c.row == cell.row and c.words]
    leading = all(c.left > cell.left or c.rows > 1 for c in others) and any(
        c.left > cell.left for c in others
    )
    if leading or above.rows > 1 or cell.rows > 1:
        return True
    named = [c for c in new if c.row == cell.row and not c.words.isdigit()]
    if min(named, key=lambda c: c.left).words:
        return False
    column = [c for c in (*cells, *new) if abs(c.left - cell.left) <= _SAME_EDGE and c is not cell]
    return sum(c.rows > 1 for c in column) > sum(not c.words for c in column)


def _continued(words: str, more: str) -> str:
    if not more or more == words:
        return words
    return joined([words, more])
