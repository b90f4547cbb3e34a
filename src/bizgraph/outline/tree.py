"""Paragraphs to an outline: a tree of headings, labels, items, paragraphs and tables with spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bizgraph.outline.contents import is_attachment, without_contents
from bizgraph.outline.headings import (
    is_heading,
    is_plain_heading,
    is_title,
    is_title_of_place,
    is_whole_title,
    run_in_end,
)
from bizgraph.outline.joining import joined
from bizgraph.outline.layout import ROLE_LABELS, load_layout
from bizgraph.outline.numbering import Marker, MarkerKind
from bizgraph.outline.paragraphs import Label, Paragraph, paragraphs
from bizgraph.outline.tables import Row, read_row
from bizgraph.source.text import Text

_RANKS = {kind: rank for rank, kind in enumerate(MarkerKind)}


class NodeKind(StrEnum):
    """What a node of the outline is."""

    ROOT = "root"
    HEADING = "heading"
    ITEM = "item"
    LABEL = "label"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@dataclass(frozen=True)
class Node:
    """A part of the outline. All positions are in the clean text.

    `start`..`end` is the node's own paragraph; its words begin at `body`, behind marker and label.
    `title_end` is where its heading or run-in heading ends (`body` where it has none).
    """

    kind: NodeKind
    start: int
    body: int
    title_end: int
    end: int
    marker: Marker | None = None
    label: Label | None = None
    rows: tuple[Row, ...] = ()
    children: tuple[Node, ...] = ()

    @property
    def number(self) -> str:
        """The marker as printed, blanks off; empty where there is none."""
        return self.marker.printed.strip() if self.marker else ""

    @property
    def extent(self) -> int:
        """Where the node with all that is under it ends."""
        return max([self.end, *(child.extent for child in self.children)])

    def walk(self) -> Iterator[Node]:
        """Yield the node and all under it in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Outline:
    """A document's text and its tree."""

    text: Text
    root: Node

    def words(self, start: int, end: int) -> str:
        """Return a stretch of the clean text."""
        return self.text.clean[start:end]

    def title(self, node: Node) -> str:
        """Return a node's heading or run-in heading, or an empty string."""
        return self.text.clean[node.body : node.title_end].strip()


@dataclass
class _Open:
    """A node being built."""

    kind: NodeKind
    paragraph: Paragraph
    title_end: int
    children: list[_Open] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    last_values: dict[MarkerKind, int | None] = field(default_factory=dict)

    def add(self, child: _Open) -> None:
        self.children.append(child)
        if child.paragraph.marker:
            self.last_values[child.paragraph.marker.kind] = child.paragraph.marker.value

    def last_value(self, kind: MarkerKind) -> int | None:
        return self.last_values.get(kind)


def outline(text: Text) -> Outline:
    """Return the outline of a clean text; its `text` has broken lines joined."""
    text = joined(text, load_layout())
    clean = text.clean
    found = without_contents(clean, paragraphs(clean, load_layout()))
    root = _Open(NodeKind.ROOT, Paragraph(0, 0, 0), 0)
    stack = [root]
    for paragraph, following in zip(found, _following(found), strict=True):
        _place(clean, stack, paragraph, following)
    return Outline(text, _freeze(root))


@dataclass(frozen=True, slots=True)
class _Following:
    """What comes behind a paragraph: whether anything does, and the next marker."""

    any: bool
    marker: Marker | None


def _following(found: Sequence[Paragraph]) -> list[_Following]:
    following: list[_Following] = []
    behind = _Following(False, None)
    for paragraph in reversed(found):
        following.append(behind)
        behind = _Following(True, paragraph.marker or behind.marker)
    return following[::-1]


def _place(clean: str, stack: list[_Open], paragraph: Paragraph, following: _Following) -> None:
    if paragraph.row:
        _place_row(clean, stack, paragraph)
    elif _awaits_title(stack[-1]) and paragraph.marker is None and is_title(clean, paragraph):
        _extend_title(stack[-1], paragraph)
    elif paragraph.label is not None and not (paragraph.marker and paragraph.label.kind in ROLE_LABELS):
        _place_label(stack, paragraph)
    elif paragraph.marker is not None:
        _place_marked(clean, stack, paragraph, following)
    elif following.any and not _awaits_words(stack[-1]) and is_plain_heading(clean, paragraph):
        _place_plain_heading(clean, stack, paragraph, following)
    else:
        node = _Open(NodeKind.PARAGRAPH, paragraph, run_in_end(clean, paragraph))
        stack[-1].add(node)


def _place_row(clean: str, stack: list[_Open], paragraph: Paragraph) -> None:
    while stack[-1].kind is NodeKind.ITEM:
        stack.pop()
    children = stack[-1].children
    if not children or children[-1].kind is not NodeKind.TABLE:
        stack[-1].add(_Open(NodeKind.TABLE, paragraph, paragraph.body))
    children[-1].rows.append(read_row(clean, paragraph.start, paragraph.end))


def _place_label(stack: list[_Open], paragraph: Paragraph) -> None:
    label = paragraph.label
    assert label is not None
    node = _Open(NodeKind.LABEL, paragraph, paragraph.body)
    leaf = label.kind in ROLE_LABELS or label.kind == "roles"
    if paragraph.marker is not None:
        _pop_to_parent(stack, paragraph.marker)
    else:
        while _ends_before_label(stack[-1]) or (stack[-1].kind is NodeKind.LABEL and not leaf):
            stack.pop()
    stack[-1].add(node)
    if not leaf:
        stack.append(node)


def _ends_before_label(node: _Open) -> bool:
    """An item ends where a label begins, save one with a heading's number: `(一)开办企业。` over `目标:…`."""
    return node.kind is NodeKind.ITEM and _rank(node) > _RANKS[MarkerKind.HAN_IN_BRACKETS]


def _is_stray_attachment(stack: list[_Open], paragraph: Paragraph, following: _Following) -> bool:
    """`附件2` alone in the middle of a list that goes on behind it: a mark that slipped from its place."""
    untitled = is_attachment(paragraph) and paragraph.body == paragraph.end
    return untitled and _list_before(stack, following.marker, 1) is not None


def _place_marked(clean: str, stack: list[_Open], paragraph: Paragraph, following: _Following) -> None:
    marker = paragraph.marker
    assert marker is not None
    if _is_stray_attachment(stack, paragraph, following):
        return
    _pop_to_parent(stack, marker)
    heading = (
        marker.kind is MarkerKind.ATTACHMENT
        or is_heading(clean, paragraph.body, paragraph.end)
        or is_title_of_place(clean, paragraph)
    )
    title_end = paragraph.end if heading else run_in_end(clean, paragraph)
    node = _Open(NodeKind.HEADING if heading else NodeKind.ITEM, paragraph, title_end)
    stack[-1].add(node)
    stack.append(node)


def _pop_to_parent(stack: list[_Open], marker: Marker) -> None:
    """Shorten the stack so that its top is the parent of a new item with this marker."""
    if marker.kind is MarkerKind.ATTACHMENT:
        del stack[1:]
        return
    if marker.kind is MarkerKind.DECIMAL and _pop_to_prefix(stack, marker):
        return
    if marker.value is not None and marker.value > 1:
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth].last_value(marker.kind) == marker.value - 1:
                del stack[depth + 1 :]
                return
    for depth in range(len(stack) - 1, 0, -1):
        open_marker = stack[depth].paragraph.marker
        if open_marker and open_marker.kind is marker.kind:
            del stack[depth:]
            return
    if marker.value is not None:
        for depth in range(len(stack) - 2, 0, -1):
            if (stack[depth].last_value(marker.kind) or marker.value) < marker.value:
                del stack[depth + 1 :]
                return
    if marker.value == 1 and stack[-1].kind in (NodeKind.HEADING, NodeKind.LABEL) and not stack[-1].children:
        return
    while len(stack) > 1 and _rank(stack[-1]) > _RANKS[marker.kind]:
        stack.pop()


def _pop_to_prefix(stack: list[_Open], marker: Marker) -> bool:
    """`2.1.3` stands under `2.1`, or else under `2.`; whether one of them is open."""
    for depth in range(len(stack) - 1, 0, -1):
        over = stack[depth].paragraph.marker
        if over is None or over.kind not in (MarkerKind.DECIMAL, MarkerKind.ARABIC):
            continue
        if marker.printed.startswith(over.printed.strip(" .、") + "."):
            del stack[depth + 1 :]
            return True
    return False


def _rank(node: _Open) -> float:
    return _RANKS[node.paragraph.marker.kind] if node.paragraph.marker else -1


def _awaits_words(node: _Open) -> bool:
    """A label with nothing behind it: what follows is its words, however short."""
    return node.kind is NodeKind.LABEL and not node.children and node.paragraph.body == node.paragraph.end


def _awaits_title(node: _Open) -> bool:
    """A number with nothing behind it (`附件2`, `案例3`, `第一章`): what follows is its title."""
    paragraph = node.paragraph
    return bool(paragraph.marker and node.kind is NodeKind.HEADING and not node.children) and (
        paragraph.body == paragraph.end
    )


def _extend_title(node: _Open, paragraph: Paragraph) -> None:
    node.paragraph = _extended(node.paragraph, paragraph.end)
    node.title_end = paragraph.end


def _place_plain_heading(clean: str, stack: list[_Open], paragraph: Paragraph, following: _Following) -> None:
    while stack[-1].kind in (NodeKind.ITEM, NodeKind.LABEL):
        stack.pop()
    top = stack[-1]
    adjacent = not clean[top.paragraph.end : paragraph.start].strip()  # no furniture left out between them
    whole = is_whole_title(clean, top.paragraph)
    if top.kind is NodeKind.HEADING and not top.children and adjacent and _is_titleless(top) and not whole:
        _extend_title(top, paragraph)
        return
    plain = [depth for depth, node in enumerate(stack) if depth and node.paragraph.marker is None]
    in_brackets = clean[paragraph.start] == "【"
    if in_brackets:  # headings in brackets stand under the heading before the first of them
        plain = [depth for depth in plain if clean[stack[depth].paragraph.start] == "【"]
    gap = _list_before(stack, following.marker, 2)
    if gap is not None:  # the next number leaves one out: it was this heading's
        del stack[gap + 1 :]
    elif plain and _list_before(stack, following.marker, 1) is None:
        del stack[plain[-1] :]
    elif (
        top.children and not in_brackets and top.kind is NodeKind.HEADING and not is_attachment(top.paragraph)
    ):
        stack.pop()
    node = _Open(NodeKind.HEADING, paragraph, paragraph.end)
    stack[-1].add(node)
    stack.append(node)


def _list_before(stack: list[_Open], marker: Marker | None, step: int) -> int | None:
    """How deep in the stack the open list is whose last number is `step` before the marker's."""
    if marker is None or marker.value is None or marker.kind is MarkerKind.ATTACHMENT:
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].last_value(marker.kind) == marker.value - step:
            return depth
    return None


def _is_titleless(node: _Open) -> bool:
    """A heading of which only the first line was seen: an attachment's number, or a title in two lines."""
    return is_attachment(node.paragraph) or node.paragraph.marker is None


def _extended(paragraph: Paragraph, end: int) -> Paragraph:
    return Paragraph(paragraph.start, paragraph.body, end, paragraph.marker, paragraph.label)


def _freeze(node: _Open) -> Node:
    paragraph = node.paragraph
    return Node(
        node.kind,
        paragraph.start,
        paragraph.body,
        node.title_end,
        node.rows[-1].end if node.rows else paragraph.end,
        paragraph.marker,
        paragraph.label,
        tuple(node.rows),
        tuple(_freeze(child) for child in node.children),
    )
