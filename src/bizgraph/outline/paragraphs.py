"""Lines of a clean text to paragraphs: furniture out, run-together items split, labels read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bizgraph.outline.layout import STRUCTURAL_LABELS, Layout
from bizgraph.outline.numbering import Marker, MarkerKind, marker_at, markers_inside

_TERMINAL = "。;!?…"
_CLOSERS = "”’》)】"
_ROLES_FOR_ALL = re.compile(r"(?:以上|上述)[^。,]{2,10}?(?:由|:)[^。]*(?:牵头|负责)[^。]*。?$")
ROLES_IN_BRACKETS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*(?:牵头|负责|单位|部门)[^()]*\)[。;]?$")


@dataclass(frozen=True, slots=True)
class Label:
    """A word with a colon that opens a paragraph and says what it holds."""

    kind: str
    printed: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the clean text, `start` to `end`, with the marker and label in front of its words.

    `body` is where the words begin. `row` marks a line of a flattened table.
    """

    start: int
    body: int
    end: int
    marker: Marker | None = None
    label: Label | None = None
    row: bool = False


def paragraphs(text: str, layout: Layout) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text whose broken lines are joined, without furniture and blank lines."""
    found: list[Paragraph] = []
    last_values: dict[MarkerKind, int] = {}
    for start, end in lines(text):
        if layout.furniture.match(text, start, end) or layout.closing.match(text, start, end):
            continue
        found += _split(text, start, end, last_values, layout)
    return tuple(found)


def lines(text: str) -> list[tuple[int, int]]:
    """Return where the lines of a text that hold more than blanks start and end."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def is_terminal(text: str, start: int, end: int) -> bool:
    """Tell whether the stretch ends as a sentence does (closing quotes and brackets aside)."""
    while end > start and text[end - 1] in _CLOSERS:
        end -= 1
    return end > start and text[end - 1] in _TERMINAL


def is_row(text: str, start: int, end: int) -> bool:
    """Tell whether a line is a row of a flattened table."""
    return text.count("|", start, end) >= 2


def _split(
    text: str, start: int, end: int, last_values: dict[MarkerKind, int], layout: Layout
) -> list[Paragraph]:
    if is_row(text, start, end):
        return [Paragraph(start, start, end, row=True)]
    cuts = [start]
    head = marker_at(text, start)
    _remember(head, last_values)
    labels = frozenset(_labels_inside(text, start, end, layout))
    inside = (*_first_item_in_heading(text, start, end, head), *markers_inside(text, start, end), *labels)
    for position in sorted(inside):
        marker = marker_at(text, position)
        if position in labels:
            cuts.append(position)
            continue
        if marker and position > cuts[-1] and _continues(marker, last_values):
            cuts.append(position)
            _remember(marker, last_values)
    found: list[Paragraph] = []
    for cut, next_cut in zip(cuts, [*cuts[1:], end], strict=True):
        found += _with_label(text, cut, next_cut, layout, last_values)
    return found


def _labels_inside(text: str, start: int, end: int, layout: Layout) -> Iterator[int]:
    """`对标先进:…。问题清单:…。任务清单:…。`: where passages begin that were run together."""
    for match in re.finditer(r"(?<=[。;!)])", text[start:end]):
        label = layout.label.match(text, start + match.start(), end)
        if label and label.end() < end and layout.label_kind(label["word"]) in STRUCTURAL_LABELS:
            yield start + match.start()


def _remember(marker: Marker | None, last_values: dict[MarkerKind, int]) -> None:
    if marker and marker.value is not None:
        last_values[marker.kind] = marker.value


def _continues(marker: Marker, last_values: dict[MarkerKind, int]) -> bool:
    if marker.value == 1:
        return marker.kind in (MarkerKind.HAN_IN_BRACKETS,)
    return marker.value is not None and last_values.get(marker.kind) == marker.value - 1


def _first_item_in_heading(text: str, start: int, end: int, head: Marker | None) -> tuple[int, ...]:
    """`二、主要做法(一)加强制度建设。…`: the first item run together with the heading over it."""
    if not head or head.kind is not MarkerKind.HAN:
        return ()
    match = re.compile(r"(?:[^。;:,()]{2,16})(?=\(一\))").match(text, start + len(head.printed), end)
    return (match.end(),) if match else ()


def _with_label(
    text: str, start: int, end: int, layout: Layout, last_values: dict[MarkerKind, int]
) -> list[Paragraph]:
    match = layout.label.match(text, start, end) or layout.label_line.match(text, start, end)
    marker = None if match else marker_at(text, start)
    body = start + len(marker.printed) if marker else start
    match = match or layout.label.match(text, body, end)
    if not match:
        if not marker and (
            ROLES_IN_BRACKETS.match(text, start, end) or _ROLES_FOR_ALL.match(text, start, end)
        ):
            return [Paragraph(start, start, end, label=Label("roles", ""))]
        return [Paragraph(start, min(body, end), end, marker)]
    label = Label(layout.label_kind(match.group("word")), match.group())
    inner = marker_at(text, match.end())
    if inner and match.end() < end and inner.kind is not MarkerKind.DECIMAL:
        _remember(inner, last_values)
        rest = _split(text, match.end(), end, last_values, layout)
        return [Paragraph(start, match.end(), match.end(), marker, label), *rest]
    return [Paragraph(start, match.end(), end, marker, label)]
