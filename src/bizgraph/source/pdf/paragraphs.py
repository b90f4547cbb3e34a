"""Lines under each other to paragraphs, by indents, by how they fill the column, and by their size."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bizgraph.source.pdf.lines import Line, beyond_a_character
from bizgraph.source.pdf.parts import Strip
from bizgraph.source.pdf.signs import opens_item

_FEW = 10  # lines: fewer do not tell where a column begins and ends
_SAME_SIZE = 0.07
_INDENT = 0.9  # in characters: what is further to the right is indented
_FIRST = (1.4, 2.6)  # in characters: the indent of the first line of a paragraph
_ROOM = 1.2  # in characters: a line that leaves more was not wrapped there
_RAGGED = 3.2  # the same, where the words go on: not every line is filled up to its end
_CLEAR = 2.8  # in characters: a line of the size of the text that begins so far in is a title
_WIDE_GAP = 1.45  # of the usual distance of lines: paragraphs are apart
_STOPS = "。；;！？!?…"
_ENDS = "。；;！？!?：:…"
_CLOSERS = "”’》)）】"
_SLIGHT_GAP = 1.2  # the same, where they are not told by indents

_Kind = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the lines of a column begin and end, how far apart they usually are and how large, in points.

    `indented`: whether paragraphs begin with an indent there.
    """

    left: float
    right: float
    leading: float
    size: float
    indented: bool


@dataclass(frozen=True, slots=True)
class Framed:
    """A line with its page and the frame it stands in."""

    line: Line
    page: int
    frame: Frame

    @property
    def indent(self) -> float:
        """How far from the left edge it begins, in characters."""
        return (self.line.left - self.frame.left) / self.line.size

    @property
    def room(self) -> float:
        """How much is left to the right of it, in points."""
        return self.frame.right - self.line.right

    @property
    def centred(self) -> bool:
        """Whether it stands in the middle, clear of both edges."""
        clear = self.indent > _INDENT and self.room > _INDENT * self.line.size
        return clear and abs(self.line.left - self.frame.left - self.room) < 1.6 * self.line.size


def frames(strips: Iterable[Strip]) -> Mapping[_Kind, Frame]:
    """Return the frame of each kind of strip: of one page, of odd or even pages, of one column of several."""
    alike: dict[_Kind, list[Strip]] = defaultdict(list)
    for strip in strips:
        for kind in kinds(strip):
            alike[kind].append(strip)
    return {kind: _frame(several) for kind, several in alike.items()}


def kinds(strip: Strip) -> tuple[_Kind, ...]:
    """Return the kinds that a strip is of, the narrower one first."""
    width = round(strip.page_width / 10)
    return (width, strip.columns, strip.column, strip.page % 2), (width, strip.columns, strip.column, 2)


def framed(strip: Strip, known: Mapping[_Kind, Frame], counts: Mapping[_Kind, int]) -> list[Framed]:
    """Return the lines of a strip in the frame of its kind; `counts` says how many lines a kind has."""
    narrow, wide = kinds(strip)
    frame = known[narrow] if counts[narrow] >= 3 * _FEW else known[wide]
    return [Framed(line, strip.page, frame) for line in strip.lines]


def _frame(several: Sequence[Strip]) -> Frame:
    lines = [line for strip in several for line in strip.lines]
    size = median(line.size for line in lines)
    body = [line for line in lines if abs(line.size - size) < _SAME_SIZE * size] or lines
    left = _edge([line.left for line in body], lowest=True)
    right = _edge([line.right for line in body], lowest=False)
    if len(body) < _FEW and several[0].columns == 1:  # then both margins count as equal
        right = max(right, several[0].page_width - left)
    gaps = [
        round(after.baseline - before.baseline, 1)
        for strip in several
        for before, after in pairwise(strip.lines)
        if abs(before.size - size) < _SAME_SIZE * size and after.baseline - before.baseline < 4 * size
    ]
    leading = Counter(gaps).most_common(1)[0][0] if gaps else 1.6 * size
    indents = sum(_FIRST[0] < (line.left - left) / size < _FIRST[1] for line in body)
    return Frame(left, right, leading, size, indents >= 0.1 * len(body))


def _edge(ends: Sequence[float], *, lowest: bool) -> float:
    """The outermost place at which several lines begin (or end)."""
    counts = Counter(round(end) for end in ends)
    needed = max(1, 0.06 * len(ends))
    often = [end for end in counts if sum(counts[end + d] for d in (-1, 0, 1)) >= needed]
    return float(min(often) if lowest else max(often)) if often else (min(ends) if lowest else max(ends))


def paragraphs(lines: Sequence[Framed]) -> list[list[Framed]]:
    """Return lines in the order of reading by the paragraph or title that they are of."""
    found: list[list[Framed]] = []
    for line in lines:
        if found and _goes_on(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(paragraph: Sequence[Framed], after: Framed) -> bool:
    """Whether a line belongs to the paragraph that the lines before it are of."""
    before = paragraph[-1]
    size = before.line.size
    if abs(after.line.size - size) > _SAME_SIZE * size and not _is_mixed(before, after):
        return False
    fonts = {before.line.font, after.line.font} - {""}
    if len(fonts) == 2 and len(paragraph) == 1 and before.line.text[-1] not in _STOPS:
        return False
    same_column = after.page == before.page and after.line.baseline > before.line.baseline
    apart = after.line.baseline - before.line.baseline if same_column else 0.0
    wide = _WIDE_GAP if before.frame.indented else _SLIGHT_GAP
    if apart > max(wide * before.frame.leading, 1.3 * size):
        return False
    if same_column and after.centred and _is_title(before, after):
        return True
    marked = opens_item(after.line.text)
    finished = before.line.text.rstrip(_CLOSERS)[-1:] in _STOPS
    unfinished = after.indent < _INDENT and not finished and not marked
    if before.room > (_RAGGED if unfinished else _ROOM) * size + beyond_a_character(after.line):
        return False
    if after.indent > _INDENT:
        begins = after.frame.indented and _FIRST[0] < after.indent < _FIRST[1]
        hanging = abs(after.line.left - before.line.left) < 0.3 * size and before.indent > _INDENT
        return hanging and not (begins or finished or marked or after.centred)
    if finished and marked:
        return False
    return before.frame.indented or not _opens(before, after, finished=finished, marked=marked)


def _opens(before: Framed, after: Framed, *, finished: bool, marked: bool) -> bool:
    """Whether a line opens a paragraph where paragraphs are not indented and the line before is full."""
    if marked:
        return not (before.line.text[-1] in "、，,第" or before.line.text[-1].isdigit())
    short = after.room > _RAGGED * after.line.size and after.line.text[-1] not in _ENDS
    return finished and short and after.line.text[0] not in "(（"


def _is_mixed(before: Framed, after: Framed) -> bool:
    """Whether the sizes differ only because a line has more small or large signs than the other."""
    sizes = {round(glyph.size, 1) for glyph in before.line.glyphs}
    return round(after.line.size, 1) in sizes and after.indent < _INDENT and before.room < before.line.size


def _is_title(before: Framed, after: Framed) -> bool:
    """Whether two centred lines are of one title: no sentences, and none opens with a number, save the first
    where it fills the column.
    """
    if opens_item(after.line.text) or after.line.text[0] in "(（〔":
        return False
    if opens_item(before.line.text) and before.room > _RAGGED * before.line.size:
        return False
    set_as_text = abs(before.line.size - before.frame.size) < _SAME_SIZE * before.frame.size
    full = before.room < _ROOM * before.line.size and before.indent < _INDENT
    if not before.centred and (set_as_text or not full):
        return False
    if set_as_text and min(before.indent, after.indent) < _CLEAR:  # else the first lines of two paragraphs
        return False
    close = after.line.baseline - before.line.baseline <= 2.4 * before.line.size
    return close and before.line.text[-1] not in _ENDS
