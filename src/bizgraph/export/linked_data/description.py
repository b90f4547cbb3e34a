"""One thing of a graph as RDF that can be read by itself: what is said of it, and what points to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from bizgraph.export.linked_data.selection import quads
from bizgraph.store.interface import Store

_EXISTS: Final = """
ASK { { ?thing ?p ?o } UNION { ?s ?p ?thing } UNION { ?s ?thing ?o } UNION { GRAPH ?thing { ?s ?p ?o } } }
"""
_IS_GRAPH: Final = "ASK { GRAPH ?thing { ?s ?p ?o } }"
_CONTENT: Final = "SELECT ?s ?p ?o ?thing WHERE { GRAPH ?thing { ?s ?p ?o } }"
# A region or a unit may be named by tens of thousands of facts; who wants all of them asks the endpoint.
_POINTING: Final = """
SELECT ?subject ?predicate ?thing ?graph WHERE {
  GRAPH ?graph { ?subject ?predicate ?thing } FILTER(isIRI(?subject))
} ORDER BY ?predicate ?subject LIMIT 200
"""
_NAMING: Final = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?subject ?predicate ?object ?graph WHERE {
  GRAPH ?graph { ?subject ?predicate ?object }
  FILTER(?predicate IN (rdf:type, rdfs:label) && !isBlank(?object))
}
"""
_SIZE: Final = "SELECT (COUNT(*) AS ?triples) WHERE { GRAPH ?thing { ?s ?p ?o } }"
_KINDS: Final = """
SELECT ?kind (COUNT(DISTINCT ?s) AS ?things) WHERE { GRAPH ?thing { ?s a ?kind } FILTER(isIRI(?kind)) }
GROUP BY ?kind ORDER BY DESC(?things) ?kind
"""
_AT_ONCE: Final = 100


class Census(NamedTuple):
    """How many triples a graph holds, and how many things of each class."""

    triples: int
    kinds: tuple[tuple[NamedNode, int], ...]


def exists(store: Store, thing: NamedNode) -> bool:
    """Tell whether a thing stands in any place of a triple, or is the name of a graph."""
    return store.ask(_EXISTS, {"thing": thing})


def census(store: Store, graph: NamedNode) -> Census | None:
    """Return what a graph holds; None where no graph has this name."""
    if not store.ask(_IS_GRAPH, {"thing": graph}):
        return None
    triples = next(iter(store.select(_SIZE, {"thing": graph})))[0]
    kinds = store.select(_KINDS, {"thing": graph})
    return Census(_number(triples), tuple((kind, _number(n)) for kind, n in kinds))  # type: ignore[misc]


def description(store: Store, thing: NamedNode) -> Iterator[Quad]:
    """Yield what is said of a thing, what exists only for it, and what points to it; some of them twice.

    So the sentence that a fact stands on comes along, and the names of all that is spoken of. The name of a
    graph yields its content as well.
    """
    yield from quads(store, frozenset([thing]))
    for row in store.select(_CONTENT, {"thing": thing}):
        yield Quad(*row)  # type: ignore[arg-type]  # the store only gives terms where they may stand
    pointing = [Quad(*row) for row in store.select(_POINTING, {"thing": thing})]  # type: ignore[arg-type]
    yield from pointing
    subjects = sorted({quad.subject for quad in pointing if isinstance(quad.subject, NamedNode)}, key=str)
    for some in _several(subjects):
        for row in store.select(_NAMING, {"subject": some}):
            yield Quad(*row)  # type: ignore[arg-type]


def _several(nodes: list[NamedNode]) -> Iterator[list[NamedNode]]:
    for start in range(0, len(nodes), _AT_ONCE):
        yield nodes[start : start + _AT_ONCE]


def _number(term: object) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
