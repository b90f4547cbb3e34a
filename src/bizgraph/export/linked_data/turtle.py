"""TriG and Turtle, for people to read: prefixes, one block a graph, one paragraph a subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from pyoxigraph import Quad, RdfFormat, serialize

from bizgraph.export.linked_data.blocks import BLOCK
from bizgraph.export.linked_data.ordering import by_graph, by_subject
from bizgraph.export.linked_data.temporary import written
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.serialise import prefixes


def trig(quads: Iterable[Quad], namespaces: Namespaces) -> Iterator[bytes]:
    """Yield RDF 1.1 TriG. Raises ExportError for what RDF 1.1 does not have."""
    return _written(by_graph(quads), RdfFormat.TRIG, prefixes(namespaces))


def turtle(quads: Iterable[Quad], namespaces: Namespaces) -> Iterator[bytes]:
    """Yield RDF 1.1 Turtle: the quads without their graphs. Raises ExportError as `trig` does."""
    return _written(by_subject(quads), RdfFormat.TURTLE, prefixes(namespaces))


def _written(quads: Iterator[Quad], form: RdfFormat, prefixes: dict[str, str]) -> Iterator[bytes]:
    # pyoxigraph writes to a file as it reads, but hands out bytes only when all is written.
    with written(partial(serialize, quads, format=form, prefixes=prefixes)) as file:
        # It writes the prefixes first, one a line, in an order that changes from run to run.
        yield b"".join(sorted(islice(file, len(prefixes))))
        yield from iter(partial(file.read, BLOCK), b"")
