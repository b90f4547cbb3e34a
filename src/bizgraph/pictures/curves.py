"""The lines of a network: bent where several join the same two things, with an arrow at their end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from matplotlib.path import Path

_GAP: Final = 14.0
_BEND: Final = 0.3
_HEAD: Final = 3.2
_LOOP: Final = 9.0


@dataclass(frozen=True, slots=True)
class End:
    """A thing that a line joins: its middle and radius, in points."""

    x: float
    y: float
    radius: float


def joining(source: End, target: End, place: float, width: float) -> Path:
    """Return a line with its arrow from one thing to another, as an outline that can be filled.

    `place` counts the lines between the two from the middle one: 0, or -0.5 and 0.5, and so on. The line goes
    there and back again, so that filling it fills the arrow alone.
    """
    across, up = target.x - source.x, target.y - source.y
    length = math.hypot(across, up)
    if length < 0.1:
        return _drawn(*_looped(source, place), width)
    bend = 2 * place * min(_GAP, _BEND * length)
    control = (
        (source.x + target.x) / 2 - up / length * bend,
        (source.y + target.y) / 2 + across / length * bend,
    )
    head = _head(width)
    room = min(1.0, 0.9 * length / (source.radius + target.radius + head))
    start = _towards((source.x, source.y), control, source.radius * room)
    tip = _towards((target.x, target.y), control, (target.radius + 0.5) * room)
    return _drawn(start, control, tip, width)


def _looped(end: End, place: float) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Return a loop above a thing; each further one reaches higher."""
    height = _LOOP * (2 + abs(place) * 2) + end.radius
    side = end.radius * 0.7 + 1
    return (
        (end.x - side, end.y + side),
        (end.x + math.copysign(place * _LOOP, place), end.y + height * 2),
        (end.x + side, end.y + side),
    )


def _drawn(
    start: tuple[float, float], control: tuple[float, float], tip: tuple[float, float], width: float
) -> Path:
    head = _head(width)
    foot = _towards(tip, control, head)
    across, up = (tip[0] - foot[0]) / head, (tip[1] - foot[1]) / head
    half = head * 0.42
    corners = [
        (foot[0] - up * half, foot[1] + across * half),
        tip,
        (foot[0] + up * half, foot[1] - across * half),
    ]
    return Path(
        [start, control, foot, control, start, *corners, corners[0]],
        [Path.MOVETO, *[Path.CURVE3] * 4, Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY],
    )


def _head(width: float) -> float:
    """Return how long the arrow of a line is."""
    return _HEAD + 1.3 * width


def _towards(point: tuple[float, float], other: tuple[float, float], distance: float) -> tuple[float, float]:
    """Return the point at a distance from one point on the way to another."""
    across, up = other[0] - point[0], other[1] - point[1]
    length = math.hypot(across, up) or 1.0
    return point[0] + across / length * distance, point[1] + up / length * distance
