"""The order of reading: columns of prose one after the other, all else from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bizgraph.source.pdf.lines import Line, levels, whole
from bizgraph.source.pdf.parts import Part, Strip, TablePart
from bizgraph.source.pdf.sheets import Box

_NARROWEST_GUTTER = 8.0  # points
_FEWEST_LINES = 4  # of a column
_NARROWEST_COLUMN = 9  # in characters
_FILLED = 0.85  # of the width of a column: a line that fills it
_PROSE = 0.45  # at least this share of the lines fills a column of prose
_SOME_PROSE = 0.12  # is enough where both columns are long and equally wide
_LONG = 8  # lines
_EQUALLY = 0.15  # by which share the widths of columns may differ
_SAME_GUTTER = 10.0  # points: how far gutters of two pages may be apart and be one
_FAR = 3.2  # of the size: a line further below a column is no more part of it

_Item = Line | TablePart
_Level = Sequence[_Item]


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Levels `first` up to `last` between whose items a gap runs down, from `left` to `right`."""

    first: int
    last: int
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class _Page:
    """A page, with the middles of the gutters that pages of its kind are known to have."""

    number: int
    width: float
    known: tuple[float, ...]


def reading_order(
    pages: Sequence[tuple[int, float, Sequence[Line], Sequence[TablePart]]],
) -> list[Part]:
    """Return the strips and tables of pages in the order in which they are read.

    A page is given as its number, width, lines and tables. Where some pages have columns, a few lines beside
    each other at the same place are columns on the others.
    """
    rows = [_rows(lines, tables) for _, _, lines, tables in pages]
    known: dict[int, list[float]] = {}
    for (_, width, _, _), page in zip(pages, rows, strict=True):
        gutter = _gutter(page, ())
        if gutter:
            known.setdefault(round(width), []).append(gutter.middle)
    return [
        part
        for (number, width, _, _), page in zip(pages, rows, strict=True)
        for part in _arranged(_Page(number, width, tuple(known.get(round(width), ()))), page, 0, 1, 4)
    ]


def _rows(lines: Iterable[Line], tables: Sequence[TablePart]) -> list[_Level]:
    rows: list[_Level] = [list(level) for level in levels(lines)]
    rows += [[table] for table in tables]
    return sorted(rows, key=lambda level: _box(level[0]).top)


def _arranged(page: _Page, rows: Sequence[_Level], column: int, columns: int, depth: int) -> Iterator[Part]:
    gutter = _gutter(rows, page.known) if depth else None
    if gutter is None:
        yield from _strips(page, rows, column, columns)
        return
    middle = gutter.middle
    inside = rows[gutter.first : gutter.last]
    halves = [
        [[i for i in level if (_box(i).left > middle) == right] for level in inside] for right in (0, 1)
    ]
    yield from _arranged(page, rows[: gutter.first], column, columns, depth - 1)
    for side, half in enumerate(halves):
        filled = [level for level in half if level]
        yield from _arranged(page, filled, 2 * column + side, 2 * columns, depth - 1)
    yield from _arranged(page, rows[gutter.last :], column, columns, depth - 1)


def _strips(page: _Page, rows: Sequence[_Level], column: int, columns: int) -> Iterator[Part]:
    lines: list[Line] = []
    for level in rows:
        stretches = [item for item in level if isinstance(item, Line)]
        if stretches:
            lines.append(whole(stretches))
        for item in level:
            if isinstance(item, TablePart):
                if lines:
                    yield Strip(page.number, page.width, tuple(lines), column, columns)
                    lines = []
                yield item
    if lines:
        yield Strip(page.number, page.width, tuple(lines), column, columns)


def _gutter(rows: Sequence[_Level], known: Sequence[float]) -> _Gutter | None:
    """The gap that parts most lines into columns of prose, or into columns where such are known; or None."""
    best: tuple[int, _Gutter] | None = None
    for index, level in enumerate(rows):
        for before, after in pairwise(level):
            left, right = _box(before).right, _box(after).left
            if right - left < _NARROWEST_GUTTER:
                continue
            if (
                best
                and best[1].first <= index < best[1].last
                and left < best[1].right
                and best[1].left < right
            ):
                continue
            gutter = _trimmed(rows, _run(rows, index, left, right))
            count = _columns_of_prose(rows, gutter, known) if gutter else 0
            if gutter and count and (best is None or count > best[0]):
                best = count, gutter
    return best[1] if best else None


def _run(rows: Sequence[_Level], index: int, left: float, right: float) -> _Gutter:
    first, last = index, index + 1
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(rows):
            narrowed = _narrowed(rows[at], left, right)
            if narrowed is None:
                break
            left, right = narrowed
            first, last = min(first, at), max(last, at + 1)
            at += step
    return _Gutter(first, last, left, right)


def _narrowed(level: _Level, left: float, right: float) -> tuple[float, float] | None:
    """What is left of a gap once this level's items stand beside it; None where one stands in it."""
    for item in level:
        box = _box(item)
        if box.right <= left or box.left >= right:
            continue
        if box.left <= left and box.right < right - _NARROWEST_GUTTER:
            left = box.right
        elif box.right >= right and box.left > left + _NARROWEST_GUTTER:
            right = box.left
        else:
            return None
    return (left, right) if right - left >= _NARROWEST_GUTTER else None


def _trimmed(rows: Sequence[_Level], gutter: _Gutter) -> _Gutter | None:
    """Without what stands above on the right alone, or far below on the left alone."""
    middle = gutter.middle
    first, last = gutter.first, gutter.last
    while first < last and all(_box(item).left > middle for item in rows[first]):
        first += 1
    rights = [i for i in range(first, last) if any(_box(item).left > middle for item in rows[i])]
    if not rights:
        return None
    for index in range(rights[-1] + 1, last):
        before, after = rows[index - 1][0], rows[index][0]
        if _box(after).top - _box(before).bottom > _FAR * _size(after):
            last = index
            break
    return _Gutter(first, last, gutter.left, gutter.right)


def _columns_of_prose(rows: Sequence[_Level], gutter: _Gutter, known: Sequence[float]) -> int:
    """How many lines the shorter column has; 0 where these are no columns of prose."""
    halves: list[list[list[_Item]]] = [[], []]
    for level in rows[gutter.first : gutter.last]:
        for right in (0, 1):
            side = [item for item in level if (_box(item).left > gutter.middle) == right]
            if side:
                halves[right].append(side)
    count = min(map(len, halves))
    widths = [_width(half) for half in halves]
    if count and any(abs(gutter.middle - middle) <= _SAME_GUTTER for middle in known):
        return count
    if count < _FEWEST_LINES or any(
        width < _NARROWEST_COLUMN * min(_size(side[0]) for side in half)
        for width, half in zip(widths, halves, strict=True)
    ):
        return 0
    filled = min(_filled(half, width) for half, width in zip(halves, widths, strict=True))
    equal = abs(widths[0] - widths[1]) <= _EQUALLY * max(widths) and count >= _LONG
    return count if filled >= (_SOME_PROSE if equal else _PROSE) else 0


def _width(half: Sequence[_Level]) -> float:
    return max(_box(side[-1]).right for side in half) - min(_box(side[0]).left for side in half)


def _filled(half: Sequence[_Level], width: float) -> float:
    """The share of the lines of a column that fill it."""
    spans = [_box(side[-1]).right - _box(side[0]).left for side in half]
    return sum(span >= _FILLED * width for span in spans) / len(spans)


def _box(item: _Item) -> Box:
    return item.box


def _size(item: _Item) -> float:
    return item.size if isinstance(item, Line) else 12.0
