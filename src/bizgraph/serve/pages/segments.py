"""Stretches of a text that lie over, in and across each other, as pieces that stand side by side."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, and which stretches it belongs to: their numbers, the widest first."""

    start: int
    end: int
    within: tuple[int, ...]


def segments(length: int, spans: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    """Cut a text of some length at every start and end of the stretches `spans`.

    The pieces come in order and are the whole text. What lies outside the text is left out.
    """
    opening: defaultdict[int, list[int]] = defaultdict(list)
    closing: defaultdict[int, list[int]] = defaultdict(list)
    for number, (start, end) in enumerate(spans):
        first, last = max(start, 0), min(end, length)
        if first < last:
            opening[first].append(number)
            closing[last].append(number)
    cuts = sorted({0, length, *opening, *closing})
    open_now: list[tuple[int, int]] = []  # by how wide they are, the widest first
    found: list[Segment] = []
    for start, end in pairwise(cuts):
        for number in closing[start]:
            open_now.remove((_width(spans[number]), number))
        for number in opening[start]:
            insort(open_now, (_width(spans[number]), number))
        found.append(Segment(start, end, tuple(number for _, number in open_now)))
    return tuple(found)


def _width(span: tuple[int, int]) -> int:
    return span[0] - span[1]
