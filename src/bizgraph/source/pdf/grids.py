"""Ruling lines to the tables that they draw: which cells there are, and which of them are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bizgraph.source.pdf.sheets import Box, Glyph, Ruling

_SNAP = 3.0  # points: lines no further apart are one, and ends so near to a line touch it
_MOST_LINES = 1500  # a drawing with more is no table
_OPEN = 10.0  # by how much lines reach beyond the last that crosses them where a table is open at a side
_NARROWEST = 4.0  # a row or column in points


@dataclass(frozen=True)
class Grid:
    """A table as drawn: where its columns and rows are parted, and the cell that each place belongs to.

    `cells[row][column]` is the number of a cell; a merged one has several places.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """The rectangle of the whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, glyph: Glyph) -> int | None:
        """Return the cell that a glyph stands in, or None where it is outside."""
        x, y = glyph.middle
        if not self.box.holds((x, y)):
            return None
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        return self.cells[row][column]

    def first_places(self) -> dict[int, tuple[int, int]]:
        """Return for each cell its upper left place, as row and column."""
        places: dict[int, tuple[int, int]] = {}
        for row, cells in enumerate(self.cells):
            for column, cell in enumerate(cells):
                places.setdefault(cell, (row, column))
        return places


def grids(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[Grid]:
    """Return the tables that lines draw, from top to bottom; a table within a cell is part of that cell."""
    across, down = _merged(across), _merged(down)
    if len(across) + len(down) > _MOST_LINES:
        return []
    found = [grid for group in _groups(across, down) if (grid := _grid(*group)) is not None]
    outer = [grid for grid in found if not any(_within(grid.box, other.box) for other in found)]
    return sorted(outer, key=lambda grid: (grid.box.top, grid.box.left))


def _within(inner: Box, outer: Box) -> bool:
    if inner == outer:
        return False
    return outer.holds((inner.left, inner.top), _SNAP) and outer.holds((inner.right, inner.bottom), _SNAP)


def _merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Lines that lie on each other or go on from each other, as one."""
    bands: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda ruling: (ruling.at, ruling.start)):
        if bands and ruling.at - bands[-1][0].at <= _SNAP:
            bands[-1].append(ruling)
        else:
            bands.append([ruling])
    merged: list[Ruling] = []
    for band in bands:
        at = sum(ruling.at for ruling in band) / len(band)
        start, end = None, 0.0
        for ruling in sorted(band, key=lambda ruling: ruling.start):
            if start is None:
                start, end = ruling.start, ruling.end
            elif ruling.start <= end + _SNAP:
                end = max(end, ruling.end)
            else:
                merged.append(Ruling(at, start, end))
                start, end = ruling.start, ruling.end
        if start is not None:
            merged.append(Ruling(at, start, end))
    return merged


def _groups(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterable[tuple[list[Ruling], list[Ruling]]]:
    """The lines that touch each other, directly or through others."""
    parents = list(range(len(across) + len(down)))
    for i, line in enumerate(across):
        for j, post in enumerate(down):
            if (
                line.start - _SNAP <= post.at <= line.end + _SNAP
                and post.start - _SNAP <= line.at <= post.end + _SNAP
            ):
                _unite(parents, i, len(across) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, line in enumerate(across):
        groups.setdefault(_root(parents, i), ([], []))[0].append(line)
    for j, post in enumerate(down):
        groups.setdefault(_root(parents, len(across) + j), ([], []))[1].append(post)
    return groups.values()


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _unite(parents: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first


def _grid(across: Sequence[Ruling], down: Sequence[Ruling]) -> Grid | None:
    if not across or not down:
        return None
    xs = _cuts([post.at for post in down], across)
    ys = _cuts([line.at for line in across], down)
    if len(xs) < 3 or len(ys) < 2:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    parents = list(range(rows * columns))
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            place = row * columns + column
            if column + 1 < columns and not _drawn(down, right, (top + bottom) / 2):
                _unite(parents, place, place + 1)
            if row + 1 < rows and not _drawn(across, bottom, (left + right) / 2):
                _unite(parents, place, place + columns)
    cells = tuple(
        tuple(_root(parents, row * columns + column) for column in range(columns)) for row in range(rows)
    )
    if max(len(set(row)) for row in cells) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), cells)


def _cuts(at: Sequence[float], crossing: Sequence[Ruling]) -> list[float]:
    """Where columns (or rows) are parted; at an open side, where the lines that cross end."""
    first, last = min(ruling.start for ruling in crossing), max(ruling.end for ruling in crossing)
    cuts = sorted({*at})
    if first < cuts[0] - _OPEN:
        cuts.insert(0, first)
    if last > cuts[-1] + _OPEN:
        cuts.append(last)
    kept = [cuts[0]]
    for cut in cuts[1:]:
        if cut - kept[-1] >= _NARROWEST:
            kept.append(cut)
    return kept


def _drawn(rulings: Sequence[Ruling], at: float, where: float) -> bool:
    return any(
        abs(ruling.at - at) <= _SNAP and ruling.start - _SNAP <= where <= ruling.end + _SNAP
        for ruling in rulings
    )
