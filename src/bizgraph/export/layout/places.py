"""Places of things in a picture, in pixels, y upwards."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]
Points: TypeAlias = dict[str, Point]
Sizes: TypeAlias = Mapping[str, Point]  # widths and heights

GAP: Final = 6.0
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))


def spiral(index: float, step: float) -> Point:
    """Return a place on the spiral of a sunflower, where each has as much room as the others."""
    radius = step * math.sqrt(index)
    return radius * math.cos(index * _GOLDEN), radius * math.sin(index * _GOLDEN)
