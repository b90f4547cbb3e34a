"""N-Quads: one line a quad, in their canonical order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from bizgraph.export.linked_data.blocks import in_blocks
from bizgraph.export.linked_data.sorting import in_order
from bizgraph.rdf.identifiers import Namespaces


def nquads(quads: Iterable[Quad], _namespaces: Namespaces) -> Iterator[bytes]:
    """Yield canonical N-Quads (RDF 1.1 N-Quads, RDFC-1.0): each quad once, the lines by code point."""
    return in_blocks(in_order(f"{quad} .\n".encode() for quad in quads))
