"""Pushing things apart until none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from bizgraph.export.layout.places import GAP, Points, Sizes

_ROUNDS: Final = 60  # of pushing, after which all is drawn a little wider
_WIDER: Final = 1.08
_TIMES: Final = 12
_CLEAR: Final = 16.0  # how far from a line a thing stands


def apart(
    points: Points,
    sizes: Sizes,
    *,
    lines: Sequence[tuple[str, str]] = (),
    fixed: frozenset[str] = frozenset(),
) -> Points:
    """Push apart what overlaps, each along the shorter way, and off lines between others.

    What is `fixed` stays unless all is, and all is drawn wider where there is no room.
    """
    names = sorted(points)
    places = numpy.array([points[name] for name in names])
    room = numpy.array([sizes[name] for name in names]) + GAP
    reach = float(numpy.hypot(*room.max(axis=0)))
    index = {name: place for place, name in enumerate(names)}
    ends = numpy.array([(index[one], index[other]) for one, other in lines], dtype=numpy.intp).reshape(-1, 2)
    loose = numpy.array([name not in fixed for name in names], dtype=float)
    for _ in range(_TIMES):
        for _ in range(_ROUNDS):
            pairs = cKDTree(places).query_pairs(reach, output_type="ndarray")
            pushed = _push(places, room, pairs, loose)
            if not _push_off(places, ends) and not pushed:
                break
        if not pushed:
            break
        places *= _WIDER
    return _named(names, places)


def _named(names: Sequence[str], places: NDArray[numpy.float64]) -> Points:
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, places, strict=True)}


def _push(
    places: NDArray[numpy.float64],
    room: NDArray[numpy.float64],
    pairs: NDArray[numpy.intp],
    loose: NDArray[numpy.float64],
) -> bool:
    pairs = pairs[loose[pairs].any(axis=1)]
    one, other = pairs[:, 0], pairs[:, 1]
    between = places[other] - places[one]
    over = (room[one] + room[other]) / 2 - numpy.abs(between)
    met = numpy.flatnonzero((over > 0.5).all(axis=1))
    along = over[met].argmin(axis=1)
    direction = numpy.where(between[met, along] < 0, -1.0, 1.0)
    shift = over[met, along] / 3 * direction
    numpy.subtract.at(places, (one[met], along), shift * loose[one[met]])
    numpy.add.at(places, (other[met], along), shift * loose[other[met]])
    return bool(len(met))


def _push_off(places: NDArray[numpy.float64], ends: NDArray[numpy.intp]) -> bool:
    """Push things off the lines that pass through them: a line must not seem to end at what it passes."""
    if not len(ends):
        return False
    start, along = places[ends[:, 0]], places[ends[:, 1]] - places[ends[:, 0]]
    length = numpy.maximum(numpy.hypot(along[:, 0], along[:, 1]), 1.0)
    across = numpy.stack((-along[:, 1], along[:, 0]), axis=1) / length[:, None]
    from_start = places[:, None, :] - start[None, :, :]
    passed = (from_start * along[None, :, :]).sum(axis=2) / length[None, :] ** 2
    off = (from_start * across[None, :, :]).sum(axis=2)
    missing = _CLEAR - numpy.abs(off)
    missing[(passed <= 0) | (passed >= 1)] = 0
    missing[ends, numpy.arange(len(ends))[:, None]] = 0
    thing, line = numpy.nonzero(missing > 0.5)
    side = numpy.where(off[thing, line] < 0, -1.0, 1.0)
    numpy.add.at(places, thing, across[line] * (side * missing[thing, line] / 3)[:, None])
    return bool(len(thing))
