"""The text that was taken out of a file, and where in the file each stretch of it stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PlaceKind(StrEnum):
    """What the places of a kind of file are."""

    PAGE = "page"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Place:
    """A page or a paragraph of a file, counted from 1 in the file's order.

    A row of a table counts as one paragraph.
    """

    kind: PlaceKind
    number: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where the stretches of a text stood: each of `places` begins at the position of the same index.

    Positions ascend. Both are empty for a file that is nothing but its text.
    """

    starts: Sequence[int] = ()
    places: Sequence[Place] = ()

    def at(self, position: int) -> Place | None:
        """Return where in the file the character at this position of the text stood."""
        index = bisect_right(self.starts, position) - 1
        return self.places[index] if index >= 0 else None


NO_PLACES: Final = Places()  # of a file that is nothing but its text


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, and where it stood there.

    A table is a line a row, `a | b | c |`. Of a cell that spans several rows or columns the words are written
    once; where the row below has all its cells, `〃` stands for one that is covered from above.
    """

    text: str
    places: Places = NO_PLACES


def assembled(parts: Iterable[tuple[Place, str]]) -> Extracted:
    """Return the text of these parts, each on lines of its own, with the places they stood at.

    Parts of the same place that follow on each other count as one; empty parts are left out.
    """
    pieces: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    length = 0
    for place, words in parts:
        if not words.strip():
            continue
        if not places or places[-1] != place:
            starts.append(length)
            places.append(place)
        pieces.append(f"{words}\n")
        length += len(words) + 1
    return Extracted("".join(pieces), Places(tuple(starts), tuple(places)))
