"""Cells of a flattened table back to their columns: a cell that spanned rows was written once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bizgraph.extract.context import Context
from bizgraph.extract.deadlines import find_deadline
from bizgraph.extract.genre import Column
from bizgraph.outline.tables import Cell, Row
from bizgraph.source.tables import COVERED

_UNIT_COLUMNS = (Column.LEAD, Column.PARTNER, Column.RESPONSIBLE)
_LONG_COLUMNS = (Column.ACTION, Column.SYMPTOM, Column.TASK, Column.TARGET, Column.PROBLEM, Column.BENCHMARK)
_LONGEST_NAME = 16
_LOWEST = -1e9


@dataclass(frozen=True)
class Line:
    """One row: what each column holds, and which of its cells were printed in this very row."""

    row: Row
    cells: Mapping[Column, Cell]
    printed: frozenset[Column]


def read_lines(context: Context, rows: Sequence[Row]) -> tuple[Line, ...]:
    """Return a table's rows with spanning cells filled; none where it has no header that is known."""
    columns = _header(context, rows)
    if columns is None:
        return ()
    lines: list[Line] = []
    for row in rows[1:]:
        if _printed(context, row) == _printed(context, rows[0]) or _is_header_again(context, row, columns):
            continue
        stray = _stray(context, row, columns)
        if stray and lines:
            lines[-1] = _with_stray(lines[-1], stray)
            continue
        placed = _placed(context, row, columns)
        filled = {kind: cell for kind, cell in placed.items() if _says_something(context, cell)}
        above = lines[-1].cells if lines and Column.INDICATOR not in placed else {}
        if lines and Column.INDICATOR not in columns:
            above = lines[-1].cells
        spanned = {kind: cell for kind, cell in above.items() if kind not in placed}
        lines.append(Line(row, {**spanned, **filled}, frozenset(filled)))
    return tuple(lines)


def _header(context: Context, rows: Sequence[Row]) -> tuple[Column | None, ...] | None:
    if len(rows) < 2:
        return None
    kinds: list[Column | None] = []
    for cell in rows[0].cells:
        heading = "".join(context.words(cell.start, cell.end).split())
        kind = context.authorities.genre.column(heading) if len(heading) <= 14 else None
        kinds.append(None if kind in kinds else kind)
    if Column.CONTACT in kinds:
        return None
    return tuple(kinds) if sum(kind is not None for kind in kinds) >= 2 else None


def _printed(context: Context, row: Row) -> list[str]:
    return ["".join(context.words(cell.start, cell.end).split()) for cell in row.cells]


def _is_header_again(context: Context, row: Row, columns: Sequence[Column | None]) -> bool:
    words = _printed(context, row)
    if len(words) != len(columns) or any(len(w) > 14 for w in words):
        return False
    again = [context.authorities.genre.column(w) for w in words]
    return (
        all(found in (kind, None) for found, kind in zip(again, columns, strict=True))
        and sum(found is not None for found in again) >= 2
        and not any(re.search(r"\d|[一二三四五六七八九十]", w) for w in words)
    )


def _says_something(context: Context, cell: Cell) -> bool:
    """Whether a printed cell holds more than a dash: an empty cell is empty, not spanned from above."""
    return context.words(cell.start, cell.end).strip(" -—–/无") != ""


def _stray(context: Context, row: Row, columns: Sequence[Column | None]) -> dict[Column, Cell] | None:
    """`| 10月底 |`: a cell that was torn from the row above."""
    filled = [cell for cell in row.cells if cell.start < cell.end]
    torn = len(filled) == 1 and len(row.cells) > 1 and row.cells[0] is not filled[0]
    if torn and Column.DEADLINE in columns:
        found = find_deadline(context.text, filled[0].start, filled[0].end, context.year)
        return {Column.DEADLINE: filled[0]} if found else None
    return None


def _with_stray(line: Line, stray: dict[Column, Cell]) -> Line:
    return Line(line.row, {**line.cells, **stray}, line.printed | frozenset(stray))


def _placed(context: Context, row: Row, columns: Sequence[Column | None]) -> dict[Column, Cell]:
    """Give each cell of a row its column: the order is kept, and what a cell looks like decides.

    A cell that says that it is covered from above has none: it stands for the cell over it.
    """
    cells = list(row.cells)
    while len(cells) > len(columns) and cells[-1].start == cells[-1].end:
        cells.pop()
    if len(cells) == len(columns):
        chosen: Sequence[int] = range(len(cells))
    else:
        chosen = _best_order(context, cells, columns)
    return {
        kind: cell
        for cell, index in zip(cells, chosen, strict=False)
        if (kind := columns[index]) is not None and context.words(cell.start, cell.end) != COVERED
    }


def _best_order(context: Context, cells: Sequence[Cell], columns: Sequence[Column | None]) -> list[int]:
    """The increasing assignment of cells to columns with the highest fit; ties go to the right,
    since cells that span rows stand on the left.
    """
    looks = [_look(context, cell) for cell in cells]
    fits = [[_fit(look, kind) + 0.01 * i for i, kind in enumerate(columns)] for look in looks]
    best: list[list[float]] = [[_LOWEST] * (len(columns) + 1) for _ in range(len(cells) + 1)]
    best[0] = [0.0] * (len(columns) + 1)
    took: dict[tuple[int, int], bool] = {}
    for i in range(1, len(cells) + 1):
        for j in range(1, len(columns) + 1):
            take = best[i - 1][j - 1] + fits[i - 1][j - 1]
            took[i, j] = take > best[i][j - 1]
            best[i][j] = max(take, best[i][j - 1])
    chosen: list[int] = []
    i, j = min(len(cells), len(columns)), len(columns)
    while i > 0 and j > 0:
        if took[i, j]:
            chosen.append(j - 1)
            i -= 1
        j -= 1
    return chosen[::-1]


@dataclass(frozen=True)
class _Look:
    """What a cell looks like, whatever column it may stand in."""

    words: str
    date: bool
    units: bool
    indicator: bool


def _look(context: Context, cell: Cell) -> _Look:
    words = "".join(context.words(cell.start, cell.end).split())
    return _Look(
        words,
        len(words) <= 24 and find_deadline(context.text, cell.start, cell.end, context.year) is not None,
        _looks_like_units(context, cell),
        _is_indicator(context, words),
    )


def _fit(look: _Look, kind: Column | None) -> float:
    words, date, units = look.words, look.date, look.units
    if not words.strip("-—–/"):
        return 0.5 if kind in (*_UNIT_COLUMNS, Column.DEADLINE) else -0.5
    if kind is Column.DEADLINE:
        return 3.0 if date else -3.0
    if kind in _UNIT_COLUMNS:
        return 3.0 if units else -3.0
    if kind is Column.NUMBER:
        return 3.0 if re.fullmatch(r"[\d.、()一二三四五六七八九十]{1,5}", words) else -4.0
    if kind is Column.INDICATOR:
        return 3.0 if look.indicator else -3.0
    if kind is Column.CHAMPION:
        return (
            2.0
            if re.fullmatch(r"[\u4e00-\u9fff]{2,4}(?:[、,][\u4e00-\u9fff]{2,4})*", words) and not units
            else -3.0
        )
    penalty = -3.0 if date or units else 0.0
    if kind is Column.ACTION:
        return penalty + 2.0
    return penalty + (1.0 if kind in _LONG_COLUMNS else 0.0)


def _is_indicator(context: Context, words: str) -> bool:
    """`(一)开办企业`: the cell is an indicator's name and nothing else, number and suffix aside."""
    bare = re.sub(r"^[(（]?[一二三四五六七八九十\d]+[)）、.]|(?:指标|领域|方面)+$", "", words)
    indicators = context.authorities.indicators
    named = indicators.named_in(bare)
    return any(bare in (indicators.get(i).label, *indicators.get(i).names) for i in named) or (
        bool(named) and bare != words and len(bare) <= 16
    )


def _could_be_unit(context: Context, name: str) -> bool:
    return len(name) <= _LONGEST_NAME and context.authorities.units.looks_like_unit(name)


def _looks_like_units(context: Context, cell: Cell) -> bool:
    words = context.words(cell.start, cell.end)
    if "。" in words.rstrip("。"):
        return False
    mentions = context.units_in(cell.start, cell.end)
    units = context.authorities.units
    known = [
        m
        for m in mentions
        if units.recognised(m.unit) or _could_be_unit(context, "".join(m.quote.text.split()))
    ]
    return (
        bool(mentions)
        and len(known) * 3 >= len(mentions) * 2
        and sum(len(m.quote.text) for m in known) * 2 >= len(words)
    )
