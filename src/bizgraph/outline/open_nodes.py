"""Nodes of an outline that is being built, and under which of those that are open the next one stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from bizgraph.outline.nodes import NodeKind
from bizgraph.outline.numbering import Marker, MarkerKind
from bizgraph.outline.paragraphs import Paragraph
from bizgraph.outline.tables import Row

RANKS = {kind: rank for rank, kind in enumerate(MarkerKind)}


@dataclass
class OpenNode:
    """A node being built."""

    kind: NodeKind
    paragraph: Paragraph
    title_end: int
    children: list[OpenNode] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    last_values: dict[MarkerKind, int | None] = field(default_factory=dict)

    def add(self, child: OpenNode) -> None:
        """Put a node under this one."""
        self.children.append(child)
        if child.paragraph.marker:
            self.last_values[child.paragraph.marker.kind] = child.paragraph.marker.value

    def last_value(self, kind: MarkerKind) -> int | None:
        """Return the number of the last node under this one that is numbered in this way."""
        return self.last_values.get(kind)


def pop_to_parent(stack: list[OpenNode], marker: Marker) -> None:
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
    beside = _beside(stack, marker)
    if beside is not None:
        del stack[beside:]
        return
    if marker.value is not None:
        for depth in range(len(stack) - 2, 0, -1):
            if (stack[depth].last_value(marker.kind) or marker.value) < marker.value:
                del stack[depth + 1 :]
                return
    if marker.value == 1 and stack[-1].kind in (NodeKind.HEADING, NodeKind.LABEL) and not stack[-1].children:
        return
    while len(stack) > 1 and rank(stack[-1]) > RANKS[marker.kind]:
        stack.pop()


def _beside(stack: list[OpenNode], marker: Marker) -> int | None:
    """Where in the stack the item stands beside which one with this marker does; None where none does.

    Of symbols, those beside one another are the same: ◆ stands under a heading with ▲.
    """
    other = None
    for depth in range(len(stack) - 1, 0, -1):
        over = stack[depth].paragraph.marker
        if over is None or over.kind is not marker.kind:
            continue
        numbered = over.value is not None or marker.value is not None
        if numbered or over.printed.strip() == marker.printed.strip():
            return depth
        if stack[depth].kind is NodeKind.HEADING:
            return depth + 1
        other = other or depth
    return other


def _pop_to_prefix(stack: list[OpenNode], marker: Marker) -> bool:
    """`2.1.3` stands under `2.1`, or else under `2.`; whether one of them is open."""
    for depth in range(len(stack) - 1, 0, -1):
        over = stack[depth].paragraph.marker
        if over is None or over.kind not in (MarkerKind.DECIMAL, MarkerKind.ARABIC):
            continue
        if marker.printed.startswith(over.printed.strip(" .、") + "."):
            del stack[depth + 1 :]
            return True
    return False


def rank(node: OpenNode) -> float:
    """Return how high its numbering stands: 附件1 first; what has none, above all."""
    return RANKS[node.paragraph.marker.kind] if node.paragraph.marker else -1
