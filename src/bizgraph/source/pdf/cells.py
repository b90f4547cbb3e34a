"""Glyphs within a grid of ruling lines to the cells of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from bizgraph.source.pdf.grids import Grid, grids
from bizgraph.source.pdf.lines import Line, beyond_a_character, joined, levels, lines_of, whole
from bizgraph.source.pdf.parts import TableCell, TablePart
from bizgraph.source.pdf.sheets import Glyph, Sheet
from bizgraph.source.pdf.signs import opens_item

_ROOM = 1.7  # in characters: a line that leaves more was ended on purpose
_ENDS = "。；;！？!?"


def table_parts(sheet: Sheet) -> tuple[list[TablePart], list[Glyph]]:
    """Return the tables of a page that ruling lines draw, and the glyphs that stand in none."""
    found = grids(sheet.across, sheet.down)
    inside: list[dict[int, list[Glyph]]] = [defaultdict(list) for _ in found]
    outside: list[Glyph] = []
    for glyph in sheet.glyphs:
        for index, grid in enumerate(found):
            cell = grid.cell_at(glyph)
            if cell is not None:
                inside[index][cell].append(glyph)
                break
        else:
            outside.append(glyph)
    parts: list[TablePart] = []
    for grid, glyphs in zip(found, inside, strict=True):
        if _is_table(grid, glyphs):
            parts.append(_part(sheet, grid, glyphs))
        else:  # a frame around text
            outside += [glyph for cell in glyphs.values() for glyph in cell]
    return parts, outside


def _is_table(grid: Grid, glyphs: dict[int, list[Glyph]]) -> bool:
    """Whether words stand side by side in cells of it."""
    return any(sum(bool(glyphs.get(cell)) for cell in set(row)) >= 2 for row in grid.cells)


def _part(sheet: Sheet, grid: Grid, glyphs: dict[int, list[Glyph]]) -> TablePart:
    extents: dict[int, tuple[int, int, int, int]] = {}
    for row, numbers in enumerate(grid.cells):
        for column, number in enumerate(numbers):
            first_row, first_column, last_row, last_column = extents.get(number, (row, column, row, column))
            extents[number] = (
                first_row,
                min(first_column, column),
                row,
                max(last_column, column),
            )
    cells: list[TableCell] = []
    for number, (row, column, last_row, last_column) in extents.items():
        lines = tuple(whole(level) for level in levels(lines_of(glyphs.get(number, ()))))
        left, right = grid.xs[column], grid.xs[last_column + 1]
        cells.append(
            TableCell(lines, left, right, row, last_row - row + 1, words_of_cell(lines, right - left))
        )
    return TablePart(sheet.number, grid.box, grid.xs, len(grid.cells), tuple(cells))


def words_of_cell(lines: Sequence[Line], width: float) -> str:
    """Return the words of a cell: lines that were wrapped in one, those ended on purpose each on its own.

    A line was wrapped if the next character had no room behind it.
    """
    if not lines:
        return ""
    padding = min(4.0, max(0.0, width - max(line.right - line.left for line in lines)) / 2)
    stretches: list[list[str]] = [[lines[0].text]]
    for before, after in pairwise(lines):
        room = width - 2 * padding - (before.right - before.left)
        if room > _ROOM * before.size + beyond_a_character(after) and (
            len(before.text) > 2 or before.text[-1] in _ENDS or opens_item(after.text)
        ):
            stretches.append([])
        stretches[-1].append(after.text)
    return "\n".join(joined(stretch) for stretch in stretches)
