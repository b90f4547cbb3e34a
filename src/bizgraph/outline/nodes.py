"""The outline of a document: headings, labels, items, paragraphs and tables with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bizgraph.outline.numbering import Marker
from bizgraph.outline.paragraphs import Label
from bizgraph.outline.tables import Row
from bizgraph.source.text import Text


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
