"""The connected parts of a picture side by side: the largest first, small ones above each other beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from bizgraph.export.layout.places import Point, Points, Sizes

_BETWEEN: Final = 60.0
_WIDE: Final = 1.6  # width to height, about that of a screen


def side_by_side(parts: Sequence[Points], sizes: Sizes) -> Points:
    """Return the places of all things in one picture, its middle at 0, 0."""
    boxes = [_box(part, sizes) for part in parts]
    corners = _corners([(right - left, top - bottom) for left, bottom, right, top in boxes])
    placed = {
        name: (x - left + across, y - top - down)
        for part, (left, _, _, top), (across, down) in zip(parts, boxes, corners, strict=True)
        for name, (x, y) in part.items()
    }
    left, bottom, right, top = _box(placed, sizes)
    return {
        name: (round(x - (left + right) / 2, 1), round(y - (bottom + top) / 2, 1))
        for name, (x, y) in placed.items()
    }


def _corners(boxes: Sequence[Point]) -> Iterator[Point]:
    """Yield the upper left corner of each box, y downwards: in rows of columns as high as the row's first."""
    wide = (
        max(
            [
                _WIDE * math.sqrt(sum(width * height for width, height in boxes)),
                *(width for width, _ in boxes),
            ]
        )
        if boxes
        else 0.0
    )
    across = down = row = column = used = 0.0
    for width, height in boxes:
        if used and used + _BETWEEN + height <= row and across + width <= wide:
            used += _BETWEEN
        elif used and across + column + _BETWEEN + width <= wide:
            across, column, used = across + column + _BETWEEN, 0.0, 0.0
        else:
            down += row + _BETWEEN if row else 0.0
            across = row = column = used = 0.0
        yield across, down + used
        used += height
        row, column = max(row, used), max(column, width)


def _box(points: Points, sizes: Sizes) -> tuple[float, float, float, float]:
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(x - sizes[name][0] / 2 for name, (x, _) in points.items()),
        min(y - sizes[name][1] / 2 for name, (_, y) in points.items()),
        max(x + sizes[name][0] / 2 for name, (x, _) in points.items()),
        max(y + sizes[name][1] / 2 for name, (_, y) in points.items()),
    )
