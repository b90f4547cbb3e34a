"""What stands on a page: its glyphs and its ruling lines, upright, in points from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as printed: where it begins and ends on its baseline, and its size, in points.

    `faint` where it is light or transparent; `blank` where the file has a blank in front of it;
    `font` is the name of its font.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    faint: bool = False
    blank: bool = False
    font: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, across and down; of a mark that may hang over an edge, where its ink is."""
        return min(
            (self.left + self.right) / 2, self.left + 0.3 * self.size
        ), self.baseline - 0.36 * self.size


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line along one axis: at `at` on the other axis, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number from 1, its size, its upright glyphs, those turned by a right angle, its rulings.

    `turned` are given as they would stand were the page turned so that they are upright.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    turned: tuple[Glyph, ...] = ()
    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()
    unmapped: int = 0  # characters of fonts that do not say what their signs mean


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: tuple[float, float], slack: float = 0.0) -> bool:
        """Tell whether a point lies in the rectangle."""
        return (
            self.left - slack <= point[0] <= self.right + slack
            and self.top - slack <= point[1] <= self.bottom + slack
        )
