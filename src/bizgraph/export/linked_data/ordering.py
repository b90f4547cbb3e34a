"""Quads in the order in which formats group them: by graph and subject, a subject's classes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from bizgraph.errors import ExportError
from bizgraph.export.linked_data.sorting import in_order
from bizgraph.rdf.vocabulary import TYPE

_READ_AT_A_TIME: Final = 10_000
_DEFAULT_GRAPH: Final = b"DEFAULT"


def by_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads by graph, subject, predicate and object, each once.

    Raises ExportError for what RDF 1.1 does not have: triples as objects, and text with a direction.
    """
    return _quads(in_order(map(_line, quads)))


def by_subject(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads without their graphs by subject, predicate and object, each once. Raises as `by_graph`."""
    return by_graph(Quad(*quad.triple) for quad in quads)


def _line(quad: Quad) -> bytes:
    """Return the parts of a quad in their order, as N-Quads writes them: tabs and line feeds escaped."""
    value = quad.object
    if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction is not None):
        raise ExportError(f"RDF 1.1 has no such value as {value} of {quad.subject}; write it as N-Quads")
    rank = 0 if quad.predicate == TYPE else 1
    return f"{quad.graph_name}\t{quad.subject}\t{rank}\t{quad.predicate}\t{value}\n".encode()


def _quads(lines: Iterator[bytes]) -> Iterator[Quad]:
    while some := b"".join(map(_nquad, islice(lines, _READ_AT_A_TIME))):
        yield from parse(some, format=RdfFormat.N_QUADS, lenient=True)


def _nquad(line: bytes) -> bytes:
    graph, subject, _, predicate, value = line[:-1].split(b"\t")
    return b"%s %s %s %s .\n" % (subject, predicate, value, b"" if graph == _DEFAULT_GRAPH else graph)
