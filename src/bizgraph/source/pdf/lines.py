"""Glyphs to stretches of a line, with the blanks between words, told from where the glyphs stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bizgraph.source.pdf.sheets import Box, Glyph

WIDE_BLANK = "   "  # a single blank between Chinese characters would count as dirt
_SAME_LINE = 0.18  # of the size: baselines no further apart are one
_SMALL = 0.78  # of the size of the line: a raised or lowered sign
_GAP_OF_PARTS = 0.8  # of the size: glyphs further apart may belong to different columns
_GAP_OF_WORDS = 0.16  # between Latin letters and figures
_GAP_OF_BLANK = 0.1  # where the file has a blank
_GAP_OF_SIGNS = 0.45  # between Chinese characters
_STOPS = "、，。；：！？）”》"  # behind which there is room by nature
_TWICE = 0.25  # of the size: the same glyph so near is printed twice, to look bold
_FIRST_HAN = "\u3400"
_UNPARTED = re.compile(
    r"[(（《“‘【〔]*(?:[!-~\u00c0-\u024f\u0250-\u02af]+|.)[、，。；：！？）》”’】〕,.;:!?)%]*"
)
_LATIN = re.compile(r"[!-~\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a line without a gap in it: its words and where they are, in points."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    glyphs: tuple[Glyph, ...] = ()

    @property
    def top(self) -> float:
        """Where its characters begin."""
        return self.baseline - 0.88 * self.size

    @property
    def bottom(self) -> float:
        """Where its characters end."""
        return self.baseline + 0.12 * self.size

    @property
    def font(self) -> str:
        """The font of all its Chinese characters; empty where they are of several, or none."""
        fonts = {glyph.font for glyph in self.glyphs if glyph.text >= _FIRST_HAN}
        return fonts.pop() if len(fonts) == 1 else ""

    @property
    def box(self) -> Box:
        """The rectangle of its characters."""
        return Box(self.left, self.top, self.right, self.bottom)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the stretches that stand next to each other on a line, from top to bottom and left to right."""
    found: list[Line] = []
    for row in _rows(_once(glyphs)):
        for part in _parts(row):
            found.append(line(part))
    return found


def line(glyphs: Sequence[Glyph]) -> Line:
    """Return glyphs that stand next to each other, in order, as one stretch of a line."""
    size = _size(glyphs)
    full = [glyph for glyph in glyphs if glyph.size >= _SMALL * size]
    return Line(
        _spelled(glyphs),
        glyphs[0].left,
        max(glyph.right for glyph in glyphs),
        median(glyph.baseline for glyph in full),
        size,
        tuple(glyphs),
    )


def whole(parts: Sequence[Line]) -> Line:
    """Return several stretches of one line as one."""
    if len(parts) == 1:
        return parts[0]
    return line([glyph for part in sorted(parts, key=lambda part: part.left) for glyph in part.glyphs])


def levels(lines: Iterable[Line]) -> list[list[Line]]:
    """Return stretches by the line they stand on, from top to bottom, each from left to right."""
    found: list[list[Line]] = []
    for each in sorted(lines, key=lambda each: (each.baseline, each.left)):
        if found and each.baseline - found[-1][0].baseline <= _SAME_LINE * min(each.size, found[-1][0].size):
            found[-1].append(each)
        else:
            found.append([each])
    return [sorted(level, key=lambda each: each.left) for level in found]


def _size(glyphs: Sequence[Glyph]) -> float:
    """The size of most of the glyphs."""
    return median(glyph.size for glyph in glyphs)


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Leave out a glyph that is printed again at nearly the same place."""
    kept: list[Glyph] = []
    near: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        cell = (glyph.text, round(glyph.left / 4), round(glyph.baseline / 4))
        around = ((glyph.text, cell[1] + i, cell[2] + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        slack = min(_TWICE * min(glyph.size, 14), 0.45 * (glyph.right - glyph.left))
        if any(
            abs(other.left - glyph.left) <= slack and abs(other.baseline - glyph.baseline) <= slack
            for key in around
            for other in near.get(key, ())
        ):
            continue
        near.setdefault(cell, []).append(glyph)
        kept.append(glyph)
    return kept


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.left)):
        if rows and glyph.baseline - rows[-1][-1].baseline <= _SAME_LINE * min(glyph.size, rows[-1][-1].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.left) for row in _with_raised(rows)]


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put signs that are raised above a line or lowered below it, and smaller, into the line."""
    kept: list[list[Glyph]] = []
    for index, row in enumerate(rows):
        home = None
        if len(row) <= 6:
            around = [*rows[max(0, index - 1) : index], *rows[index + 1 : index + 2]]
            home = next((other for other in around if _raised(row, other)), None)
        if home is None:
            kept.append(row)
        else:
            home.extend(row)
    return kept


def _raised(row: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    size = _size(other)
    if len(other) <= len(row) or _size(row) > _SMALL * size:
        return False
    away = other[0].baseline - row[0].baseline
    beside = any(
        abs(glyph.left - sign.right) < 0.5 * size or abs(sign.left - glyph.right) < 0.5 * size
        for glyph in other
        for sign in row
    )
    return -0.3 * size <= away <= 0.62 * size and beside


def _parts(row: Sequence[Glyph]) -> list[list[Glyph]]:
    parts = [[row[0]]]
    reach = row[0].right
    for glyph in row[1:]:
        if glyph.left - reach > _GAP_OF_PARTS * min(glyph.size, parts[-1][-1].size):
            parts.append([])
        parts[-1].append(glyph)
        reach = max(reach, glyph.right)
    return parts


def _spelled(glyphs: Sequence[Glyph]) -> str:
    """The words of glyphs in order: a blank where Latin words are apart, a wide one where a gap is wide.

    A line whose characters all stand apart is spaced out, and has no blanks.
    """
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    usual = median(gaps) if len(gaps) >= 3 else 0.0
    pieces = [glyphs[0].text]
    for (before, after), gap in zip(pairwise(glyphs), gaps, strict=True):
        size = max(before.size, after.size)
        beyond = gap - max(usual, 0.0)
        if beyond > _GAP_OF_PARTS * size:
            pieces.append(WIDE_BLANK)
        elif (after.blank and gap > _GAP_OF_BLANK * size) or _is_gap_of_words(
            before.text[-1], after.text[0], gap / size, beyond / size
        ):
            pieces.append(" ")
        pieces.append(after.text)
    return "".join(pieces)


def _is_gap_of_words(before: str, after: str, gap: float, beyond: float) -> bool:
    """Whether a gap, in sizes, is a blank; `beyond` is by how much it is wider than usual in the line."""
    if _LATIN.match(before) and _LATIN.match(after):
        return gap > _GAP_OF_WORDS and beyond > 0.5 * _GAP_OF_WORDS
    return not _LATIN.search(before + after) and beyond > _GAP_OF_SIGNS and before not in _STOPS


def joined(lines: Sequence[str]) -> str:
    """Return the words of lines that were broken, in one: a blank only between Latin words."""
    pieces: list[str] = []
    for text in lines:
        if pieces and pieces[-1][-1:].isascii() and text[:1].isascii():
            last, first = pieces[-1][-1:], text[:1]
            if last.isalpha() and first.isalpha():
                pieces.append(" ")
        pieces.append(text)
    return "".join(pieces)


def beyond_a_character(line: Line) -> float:
    """Return how much wider than a character that is what cannot be parted at the beginning of a line, in
    points: a Latin word, a figure, a character with its brackets.
    """
    end = _UNPARTED.match("".join(glyph.text[0] for glyph in line.glyphs))
    last = line.glyphs[max(0, end.end() - 1 if end else 0)]
    return max(0.0, last.right - line.left - line.size)
