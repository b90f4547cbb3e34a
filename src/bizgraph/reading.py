"""One document read and understood, without a graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bizgraph.extract.facts import Facts
from bizgraph.outline.nodes import Node, Outline
from bizgraph.outline.tree import outline
from bizgraph.source.read import read_file
from bizgraph.source.text import Text
from bizgraph.understand import understand


@dataclass(frozen=True)
class Reading:
    """What was understood of one document."""

    text: Text
    outline: Outline
    facts: Facts

    def headings(self) -> Iterator[tuple[int, Node]]:
        """Yield the parts of the document that have a heading, and how deep each stands, from 0."""
        yield from _headings(self.outline.root, 0)


def read(path: Path | str) -> Reading:
    """Read one document and return what was understood of it: outline, facts, and what was left over.

    Raises SourceError where the file cannot be read.
    """
    text = read_file(Path(path))
    return Reading(text, outline(text), understand(text))


def _headings(node: Node, depth: int) -> Iterator[tuple[int, Node]]:
    for child in node.children:
        yield depth, child
        yield from _headings(child, depth + 1)
