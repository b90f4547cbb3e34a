"""Lines that were broken in mid-sentence, joined again."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from unicodedata import east_asian_width

from bizgraph.outline.layout import Layout
from bizgraph.outline.numbering import Marker, MarkerKind, marker_at
from bizgraph.outline.paragraphs import ROLES_IN_BRACKETS, is_row, is_terminal, lines
from bizgraph.source.text import Text

_SPOKEN_ITEM = re.compile("[一二三四五六七八九十]是")
# Who signs and when, each alone in a line: a new line, whatever stands before it.
_SIGNATURE = re.compile(
    r"(?:20\d{2}年\d{1,2}月\d{1,2}日|[\u4e00-\u9fff]{3,26}(?:政府|办公厅|办公室|委员会|管委会|领导小组))$"
)
_NOTE = re.compile(r"(?:备?注|说明)\s?[::]")  # under a table
_LEAST_WIDTH = 36  # columns; a Chinese character takes two


_POINT = re.compile("[一二三四五六七八九十]是")  # opens a point of its own


def joined(text: Text, layout: Layout) -> Text:
    """Return the text without the line ends that stand in the middle of a sentence, and without the
    page furniture between two halves of one.
    """
    clean = text.clean
    kept = [line for line in lines(clean) if not layout.furniture.match(clean, *line)]
    width = _wrap_width(clean, kept)
    pieces: list[str] = []
    origins = array("I")
    position = 0
    start_of_sentence = kept[0] if kept else (0, 0)
    for before, after in pairwise(kept):
        if not _goes_on(clean, (start_of_sentence[0], before[1]), before, after, width, layout):
            start_of_sentence = after
            continue
        space = (
            " "
            if clean[before[1] - 1].isascii() and clean[after[0]].isascii() and clean[after[0]].isalpha()
            else ""
        )
        pieces += (clean[position : before[1]], space)
        origins.extend(text.origins[position : before[1]])
        origins.extend(text.origins[before[1] : before[1] + len(space)])
        position = after[0]
    pieces.append(clean[position:])
    origins.extend(text.origins[position:])
    return replace(text, clean="".join(pieces), origins=origins)


def _columns(text: str, start: int, end: int) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text[start:end])


def _wrap_width(text: str, kept: list[tuple[int, int]]) -> int | None:
    """The width in columns at which lines were wrapped (as when copied from a PDF), or None."""
    widths = [w for line in kept if not is_row(text, *line) and (w := _columns(text, *line)) >= _LEAST_WIDTH]
    if len(widths) < 12:
        return None
    counts = Counter(widths)
    width = max(counts, key=lambda w: (sum(counts[w + d] for d in (-2, -1, 0, 1)), w))
    near = sum(n for w, n in counts.items() if abs(w - width) <= 4)
    beyond = sum(n for w, n in counts.items() if w > width + 6)
    return width if near >= 0.5 * len(widths) and beyond <= 0.1 * len(widths) else None


def _goes_on(
    text: str,
    sentence: tuple[int, int],
    before: tuple[int, int],
    after: tuple[int, int],
    width: int | None,
    layout: Layout,
) -> bool:
    """Whether the line `after` continues the sentence of the line `before`."""
    if _is_torn_row(text, before):
        return _NOTE.match(text, *after) is None
    if is_row(text, *before) or is_row(text, *after):
        return False
    if layout.label.match(text, *after) or ROLES_IN_BRACKETS.match(text, *after):
        return False
    if _SPOKEN_ITEM.match(text, *after) and width is None:
        return False
    if _SIGNATURE.match(text, *after):
        return False
    marker = marker_at(text, after[0])
    if marker and marker.kind is not MarkerKind.DASH and not _torn(text, before, marker):
        return False
    if text[before[1] - 1] == "、":
        return True
    terminal = is_terminal(text, *sentence)
    full = _columns(text, *before)
    if width is not None and full >= width - 6:
        return not (terminal and full < width - 1)
    if text[before[1] - 1] in "、,":
        return True
    if _POINT.match(text, *after):
        return False
    if text.count("“", *sentence) > text.count("”", *sentence) and before[1] - before[0] < 80:
        return True
    if terminal or text[before[1] - 1] in ":":
        return False
    label = layout.label.match(text, *sentence)
    if label and label.end() == sentence[1]:
        return False
    clauses = sum(text.count(c, *sentence) for c in "。;,")
    return clauses >= 1 and sentence[1] - sentence[0] >= 20 and not _roles_end(text, sentence)


def _is_torn_row(text: str, before: tuple[int, int]) -> bool:
    """A row of a table whose rows end in a bar, broken in the middle of a cell."""
    if "|" not in text[before[0] : before[1]] or text[before[1] - 1] == "|":
        return False
    above = text.rfind("\n", 0, before[0])
    return above > 0 and text[:above].rstrip().endswith("|")


def _torn(text: str, before: tuple[int, int], marker: Marker) -> bool:
    """A figure broken over two lines (`1` / `.5天`) looks like a marker but is none."""
    return text[before[1] - 1].isdigit() and marker.kind is MarkerKind.ARABIC


def _roles_end(text: str, before: tuple[int, int]) -> bool:
    return text[before[1] - 1] == ")" or bool(
        re.search(r"(?:单位|部门)\s?:[^。]*$", text[before[0] : before[1]])
    )
