"""Tables whose columns only their alignment tells, between lines from side to side or without any."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bizgraph.source.pdf.cells import words_of_cell
from bizgraph.source.pdf.lines import Line, levels, whole
from bizgraph.source.pdf.parts import TableCell, TablePart
from bizgraph.source.pdf.sheets import Box, Ruling, Sheet

_LONGEST_HEADING = 10  # characters of the heading of a column
_COLUMNS_BELOW_A_LINE = 3  # at least so many, where a line runs above or below the headings
_COLUMNS = 4  # at least so many, where none does: names with their offices stand in two or three
_FEWEST_ROWS = 3  # with the headings
_NEAR = 2.0  # of the size: how far a line may be from the headings
_FAR = 3.0  # of the size: what is further below is no part of the table
_APART = 1.25  # of the distance of lines within a cell: rows are apart

_Level = list[Line]
_Interval = tuple[float, float]


def aligned_tables(sheet: Sheet, lines: Sequence[Line]) -> tuple[list[TablePart], list[Line]]:
    """Return the tables that only alignment makes, and the lines that are of none."""
    rows = levels(lines)
    found: list[TablePart] = []
    outside: list[Line] = []
    at = 0
    while at < len(rows):
        end, columns = _extent(rows, at) if _could_be_headings(sheet, rows[at]) else (at, [])
        if sum(len(level) >= len(columns) - 1 for level in rows[at:end]) >= _FEWEST_ROWS:
            found.append(_part(sheet, rows[at:end], columns))
            at = end
        else:
            outside += rows[at]
            at += 1
    return found, outside


def _could_be_headings(sheet: Sheet, level: _Level) -> bool:
    if len(level) < _COLUMNS_BELOW_A_LINE or any(len(each.text) > _LONGEST_HEADING for each in level):
        return False
    if any(each.text[-1] in ":：。;；" for each in level):
        return False
    return len(level) >= _COLUMNS or any(_underlines(ruling, level) for ruling in sheet.across)


def _underlines(ruling: Ruling, level: _Level) -> bool:
    near = abs(ruling.at - level[0].baseline) <= _NEAR * level[0].size
    return near and ruling.start <= level[0].left + 2 and ruling.end >= level[-1].right - 2


def _extent(rows: Sequence[_Level], start: int) -> tuple[int, list[_Interval]]:
    """Where the table ends whose headings stand at `start`, and its columns.

    It goes on as long as every stretch stands below one heading only.
    """
    columns: list[_Interval] = [(each.left, each.right) for each in rows[start]]
    end = start + 1
    while end < len(rows):
        above, level = rows[end - 1], rows[end]
        if level[0].baseline - above[0].baseline > _FAR * level[0].size:
            break
        wider = _merged([*columns, *((each.left, each.right) for each in level)])
        if len(wider) != len(columns):
            break
        columns = wider
        end += 1
    return end, columns


def _merged(intervals: Sequence[_Interval]) -> list[_Interval]:
    merged: list[_Interval] = []
    for left, right in sorted(intervals):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _part(sheet: Sheet, rows: Sequence[_Level], columns: Sequence[_Interval]) -> TablePart:
    xs = (
        columns[0][0],
        *((before[1] + after[0]) / 2 for before, after in pairwise(columns)),
        columns[-1][1],
    )
    cells: list[TableCell] = []
    groups = _groups(rows, columns[0])
    for row, group in enumerate(groups):
        for column, (left, right) in enumerate(columns):
            inside = [each for level in group for each in level if left - 1 <= each.left <= right]
            lines = tuple(whole(level) for level in levels(inside))
            words = words_of_cell(lines, right - left)
            cells.append(TableCell(lines, xs[column], xs[column + 1], row, 1, words))
    box = Box(xs[0], rows[0][0].top, xs[-1], rows[-1][0].bottom)
    return TablePart(sheet.number, box, xs, len(groups), tuple(cells))


def _groups(rows: Sequence[_Level], first: _Interval) -> list[list[_Level]]:
    """The lines of each row: parted where they are further apart, else where the first column is filled."""
    gaps = [after[0].baseline - before[0].baseline for before, after in pairwise(rows)]
    by_distance = max(gaps) > _APART * min(gaps)
    groups = [[rows[0]]]
    for gap, level in zip(gaps, rows[1:], strict=True):
        opens = gap > _APART * min(gaps) if by_distance else level[0].left <= first[1]
        if opens or len(groups) == 1:
            groups.append([])
        groups[-1].append(level)
    return groups
