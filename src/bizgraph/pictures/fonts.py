"""The typefaces of pictures: the build brought them along, so that Chinese looks the same on any machine."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties

from bizgraph.resources import asset

_UNKNOWN: Final = "□"
_ELLIPSIS: Final = "…"
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # Unicode general categories
_CLOSING: Final = frozenset({"Pe", "Pf", "Po"})  # what may not begin a line


@dataclass(frozen=True)
class Face:
    """A typeface: it measures text, in the units of its size, and draws it."""

    path: Path

    def properties(self, size: float) -> FontProperties:
        """Return what matplotlib takes for this face."""
        return FontProperties(fname=str(self.path), size=size)

    def width(self, words: str, size: float) -> float:
        """Return how wide a line of text is."""
        return sum(map(self._advance, words)) * size

    def legible(self, words: str) -> str:
        """Return words as one line that the face can draw, a box for each character that it lacks."""
        seen = "".join(
            char if char.isspace() or ord(char) in self._advances else _UNKNOWN
            for char in words
            if char.isspace() or unicodedata.category(char) not in _UNSEEN
        )
        return " ".join(seen.split())

    def wrapped(self, words: str, size: float, limit: float, lines: int) -> str:
        """Break words into at most so many lines of at most `limit` points; dots for what is cut off."""
        rest = self.legible(words)
        needed = -(-self.width(rest, size) // limit)
        if 1 < needed <= lines:  # lines of one length look better than a last one of one character
            limit = min(limit, self.width(rest, size) / needed + size)
        done: list[str] = []
        while rest and len(done) < lines:
            line = self._fitting(rest, size, limit)
            if len(done) == lines - 1 and line != rest:
                line = self._fitting(rest, size, limit - self.width(_ELLIPSIS, size)).rstrip() + _ELLIPSIS
                rest = ""
            else:
                rest = rest[len(line) :].lstrip()
            done.append(line.rstrip())
        return "\n".join(done)

    def _fitting(self, words: str, size: float, limit: float) -> str:
        """Return as much of the words as fits, broken where a line may break; one character at least."""
        room = limit
        fitting = len(words)
        for index, char in enumerate(words):
            room -= self._advance(char) * size
            if room < 0:
                fitting = max(index, 1)
                break
        if fitting == len(words):
            return words
        best = fitting
        while best > 1 and not _breaks(words[best - 1], words[best]):
            best -= 1
        return words[: best if best > 1 else fitting]

    def _advance(self, char: str) -> float:
        return self._advances.get(ord(char), 1.0)

    @cached_property
    def _advances(self) -> dict[int, float]:
        """The width of every character that the face holds, in ems."""
        with TTFont(self.path, lazy=True) as font:
            em = font["head"].unitsPerEm
            metrics = font["hmtx"].metrics
            return {code: metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def _breaks(before: str, after: str) -> bool:
    """Say whether a line may break between two characters: not within a Latin word, not before a comma."""
    if unicodedata.category(after) in _CLOSING:
        return False
    return not (_is_latin(before) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and not char.isspace() and char != "/"


@cache
def face(*, bold: bool = False) -> Face:
    """Return the regular or the bold face."""
    return Face(asset(f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"))
