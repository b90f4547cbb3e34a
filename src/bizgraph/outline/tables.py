"""Rows of a table that was flattened into `a | b | c |` lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `start`..`end` in the clean text, blanks off; empty where they are equal."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a flattened table, in the order printed."""

    start: int
    end: int
    cells: tuple[Cell, ...]


def read_row(clean: str, start: int, end: int) -> Row:
    """Return the cells of the line `clean[start:end]`; a bar at its end closes the last cell."""
    cells: list[Cell] = []
    position = start
    while position < end:
        bar = clean.find("|", position, end)
        stop = bar if bar >= 0 else end
        words = clean[position:stop]
        left = position + len(words) - len(words.lstrip())
        right = stop - (len(words) - len(words.rstrip()))
        cells.append(Cell(left, max(left, right)))
        position = stop + 1
    return Row(start, end, tuple(cells))
