"""Where the names of things go: beside each thing, the important ones first, none over another.

A greedy choice among the eight places around a point, near and a little farther (Christensen, Marks, Shieber:
An Empirical Study of Algorithms for Point-Feature Label Placement, ACM Transactions on Graphics 14, 1995).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

import numpy
from numpy.typing import NDArray

_Boxes: TypeAlias = NDArray[numpy.float64]

_ROOMY: Final = 0.12  # the share of a name that may lie on things
_APART: Final = 2.0
_SIDES: Final = ((1, 0), (0, -1), (0, 1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
_DISTANCES: Final = (2.5, 7.0)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with a name: its middle and radius, and how wide and high its name is."""

    x: float
    y: float
    radius: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Area:
    """Where names may be put."""

    left: float
    bottom: float
    right: float
    top: float


def place(things: Sequence[Named], area: Area, *, always: int) -> tuple[tuple[float, float] | None, ...]:
    """Return the middle of each name, or None for a name without room; the most important thing comes first.

    The first `always` names may lie on other things, if nowhere else is room for them; the very first is
    always put.
    """
    bodies = _boxes([(each.x, each.y, 2 * each.radius, 2 * each.radius) for each in things])
    put = numpy.empty((0, 4))
    places: list[tuple[float, float] | None] = []
    for index, thing in enumerate(things):
        best = _best(thing, area, bodies, put, share=numpy.inf if index < always else _ROOMY)
        places.append(best)
        if best is not None:
            grown = (*best, thing.width + _APART, thing.height + _APART)
            put = numpy.vstack([put, _boxes([grown])])
    return tuple(places)


def _best(thing: Named, area: Area, bodies: _Boxes, put: _Boxes, share: float) -> tuple[float, float] | None:
    """Return the place that covers least of other things, and no name; None where there is none."""
    best: tuple[float, tuple[float, float]] | None = None
    for middle in _around(thing, area):
        box = _boxes([(*middle, thing.width, thing.height)])[0]
        if put.size and _common(put, box).any():
            continue
        covered = float(_common(bodies, box).sum())
        if covered <= share * thing.width * thing.height and (best is None or covered < best[0]):
            best = covered, middle
    return best and best[1]


def _around(thing: Named, area: Area) -> Iterator[tuple[float, float]]:
    """Yield the middles of a name on all sides of its thing, moved into the area."""
    for gap, (across, up) in product(_DISTANCES, _SIDES):
        lean = 0.75 if across and up else 1.0
        x = thing.x + across * (thing.radius * lean + gap + thing.width / 2)
        y = thing.y + up * (thing.radius * lean + gap / 2 + thing.height / 2)
        yield (
            min(max(x, area.left + thing.width / 2), area.right - thing.width / 2),
            min(max(y, area.bottom + thing.height / 2), area.top - thing.height / 2),
        )


def _boxes(middles: Sequence[tuple[float, float, float, float]]) -> _Boxes:
    """Return left, bottom, right and top of boxes given by their middles and sizes."""
    x, y, width, height = numpy.array(middles, dtype=numpy.float64).reshape(-1, 4).T
    return numpy.stack([x - width / 2, y - height / 2, x + width / 2, y + height / 2], axis=1)


def _common(boxes: _Boxes, box: _Boxes) -> _Boxes:
    """Return the area that each of the boxes has in common with one."""
    low = numpy.maximum(boxes[:, :2], box[:2])
    high = numpy.minimum(boxes[:, 2:], box[2:])
    sides: _Boxes = numpy.clip(high - low, 0, None)
    return sides[:, 0] * sides[:, 1]
