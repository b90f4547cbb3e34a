"""The axis of a picture of dots: from nought to a round number, so that lengths can be compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_TICKS = 5


@dataclass(frozen=True, slots=True)
class Axis:
    """A line from `least` to `greatest`, with a tick at each round value between."""

    least: Decimal
    greatest: Decimal
    ticks: tuple[Decimal, ...]

    def at(self, value: Decimal) -> str:
        """Return where a value lies, in percent of the length, within a margin at both ends."""
        share = (value - self.least) / (self.greatest - self.least)
        return f"{2 + 96 * float(share):.2f}%"


def axis_of(values: Sequence[Decimal]) -> Axis:
    """Return an axis that holds these values and nought, divided by round steps."""
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    span = high - low or Decimal(1)
    rough = span / (_TICKS - 1)
    power = Decimal(10) ** math.floor(rough.log10())
    step = next(step * power for step in _STEPS if step * power >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(_plain(step * index) for index in range(first, max(last, first + 1) + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def _plain(value: Decimal) -> Decimal:
    """Return a number without noughts at its end and without an exponent."""
    return Decimal(f"{value.normalize():f}")
