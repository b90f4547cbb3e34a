"""Paragraphs to an outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bizgraph.outline.contents import is_attachment, without_contents
from bizgraph.outline.headings import (
    is_heading,
    is_line_of_place,
    is_plain_heading,
    is_title,
    is_title_of_place,
    is_whole_title,
    run_in_end,
)
from bizgraph.outline.joining import joined
from bizgraph.outline.layout import ROLE_LABELS, load_layout
from bizgraph.outline.nodes import Node, NodeKind, Outline
from bizgraph.outline.numbering import Marker, MarkerKind
from bizgraph.outline.open_nodes import RANKS, OpenNode, pop_to_parent, rank
from bizgraph.outline.paragraphs import Paragraph, paragraphs
from bizgraph.outline.tables import read_row
from bizgraph.source.text import Text


def outline(text: Text) -> Outline:
    """Return the outline of a clean text; its `text` has broken lines joined."""
    text = joined(text, load_layout())
    clean = text.clean
    found = without_contents(clean, paragraphs(clean, load_layout()))
    root = OpenNode(NodeKind.ROOT, Paragraph(0, 0, 0), 0)
    stack = [root]
    for paragraph, following in zip(found, _following(found), strict=True):
        _place(clean, stack, paragraph, following)
    return Outline(text, _freeze(root))


@dataclass(frozen=True, slots=True)
class _Following:
    """What comes behind a paragraph: the next one, and the next marker."""

    paragraph: Paragraph | None = None
    marker: Marker | None = None


def _following(found: Sequence[Paragraph]) -> list[_Following]:
    following: list[_Following] = []
    behind = _Following()
    for paragraph in reversed(found):
        following.append(behind)
        behind = _Following(paragraph, paragraph.marker or behind.marker)
    return following[::-1]


def _place(clean: str, stack: list[OpenNode], paragraph: Paragraph, following: _Following) -> None:
    if paragraph.row:
        _place_row(clean, stack, paragraph)
    elif _awaits_title(stack[-1]) and paragraph.marker is None and is_title(clean, paragraph):
        _extend_title(stack[-1], paragraph)
    elif paragraph.label is not None and not (paragraph.marker and paragraph.label.kind in ROLE_LABELS):
        _place_label(stack, paragraph)
    elif paragraph.marker is not None:
        _place_marked(clean, stack, paragraph, following)
    elif _is_unmarked_heading(clean, stack, paragraph, following.paragraph):
        _place_plain_heading(clean, stack, paragraph, following)
    else:
        node = OpenNode(NodeKind.PARAGRAPH, paragraph, run_in_end(clean, paragraph))
        stack[-1].add(node)


def _is_unmarked_heading(
    clean: str, stack: list[OpenNode], paragraph: Paragraph, behind: Paragraph | None
) -> bool:
    if behind is None or _awaits_words(stack[-1]):
        return False
    return is_plain_heading(clean, paragraph) or is_line_of_place(clean, paragraph, behind)


def _place_row(clean: str, stack: list[OpenNode], paragraph: Paragraph) -> None:
    while stack[-1].kind is NodeKind.ITEM:
        stack.pop()
    children = stack[-1].children
    if not children or children[-1].kind is not NodeKind.TABLE:
        stack[-1].add(OpenNode(NodeKind.TABLE, paragraph, paragraph.body))
    children[-1].rows.append(read_row(clean, paragraph.start, paragraph.end))


def _place_label(stack: list[OpenNode], paragraph: Paragraph) -> None:
    label = paragraph.label
    assert label is not None
    node = OpenNode(NodeKind.LABEL, paragraph, paragraph.body)
    leaf = label.kind in ROLE_LABELS or label.kind == "roles"
    if paragraph.marker is not None:
        pop_to_parent(stack, paragraph.marker)
    else:
        while _ends_before_label(stack[-1]) or (stack[-1].kind is NodeKind.LABEL and not leaf):
            stack.pop()
    stack[-1].add(node)
    if not leaf:
        stack.append(node)


def _ends_before_label(node: OpenNode) -> bool:
    """An item ends where a label begins, save one with a heading's number: `(一)开办企业。` over `目标:…`."""
    return node.kind is NodeKind.ITEM and rank(node) > RANKS[MarkerKind.HAN_IN_BRACKETS]


def _is_stray_attachment(stack: list[OpenNode], paragraph: Paragraph, following: _Following) -> bool:
    """`附件2` alone in the middle of a list that goes on behind it: a mark that slipped from its place."""
    untitled = is_attachment(paragraph) and paragraph.body == paragraph.end
    return untitled and _list_before(stack, following.marker, 1) is not None


def _place_marked(clean: str, stack: list[OpenNode], paragraph: Paragraph, following: _Following) -> None:
    marker = paragraph.marker
    assert marker is not None
    if _is_stray_attachment(stack, paragraph, following):
        return
    pop_to_parent(stack, marker)
    heading = (
        marker.kind is MarkerKind.ATTACHMENT
        or is_heading(clean, paragraph.body, paragraph.end)
        or is_title_of_place(clean, paragraph)
    )
    title_end = paragraph.end if heading else run_in_end(clean, paragraph)
    node = OpenNode(NodeKind.HEADING if heading else NodeKind.ITEM, paragraph, title_end)
    stack[-1].add(node)
    stack.append(node)


def _awaits_words(node: OpenNode) -> bool:
    """A label with nothing behind it: what follows is its words, however short."""
    return node.kind is NodeKind.LABEL and not node.children and node.paragraph.body == node.paragraph.end


def _awaits_title(node: OpenNode) -> bool:
    """A number with nothing behind it (`附件2`, `案例3`, `第一章`): what follows is its title."""
    paragraph = node.paragraph
    return bool(paragraph.marker and node.kind is NodeKind.HEADING and not node.children) and (
        paragraph.body == paragraph.end
    )


def _extend_title(node: OpenNode, paragraph: Paragraph) -> None:
    node.paragraph = _extended(node.paragraph, paragraph.end)
    node.title_end = paragraph.end


def _place_plain_heading(
    clean: str, stack: list[OpenNode], paragraph: Paragraph, following: _Following
) -> None:
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
    node = OpenNode(NodeKind.HEADING, paragraph, paragraph.end)
    stack[-1].add(node)
    stack.append(node)


def _list_before(stack: list[OpenNode], marker: Marker | None, step: int) -> int | None:
    """How deep in the stack the open list is whose last number is `step` before the marker's."""
    if marker is None or marker.value is None or marker.kind is MarkerKind.ATTACHMENT:
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].last_value(marker.kind) == marker.value - step:
            return depth
    return None


def _is_titleless(node: OpenNode) -> bool:
    """A heading of which only the first line was seen: an attachment's number, or a title in two lines."""
    return is_attachment(node.paragraph) or node.paragraph.marker is None


def _extended(paragraph: Paragraph, end: int) -> Paragraph:
    return Paragraph(paragraph.start, paragraph.body, end, paragraph.marker, paragraph.label)


def _freeze(node: OpenNode) -> Node:
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
