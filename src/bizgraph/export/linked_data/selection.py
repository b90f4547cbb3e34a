"""What to write out: all of a graph, or the part of it that is about some things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad

from bizgraph.store.interface import Row, Store, Term

_ASKED_AT_A_TIME: Final = 100  # the store plans badly for many more
_ABOUT: Final = """
SELECT ?subject ?predicate ?object ?graph WHERE { GRAPH ?graph { ?subject ?predicate ?object } }
"""
_NAMING: Final = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?subject ?predicate ?object ?graph WHERE {
  GRAPH ?graph { ?subject ?predicate ?object }
  FILTER(?predicate IN (rdf:type, rdfs:label) && !isBlank(?object))
}
"""
_BLANK: Final = """
SELECT ?subject ?predicate ?object ?graph WHERE {
  GRAPH ?graph { ?subject ?predicate ?object }
  FILTER(isBlank(?subject))
}
"""
_RECORDS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?record WHERE { ?record biz:responsibilityOf|biz:mentionedBy|biz:measure ?subject }
"""
_PARTS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?subject WHERE { ?subject a ?kind FILTER(?kind IN (biz:Span, biz:Quantity)) }
"""


def quads(store: Store, things: frozenset[NamedNode] | None) -> Iterator[Quad]:
    """Yield all quads of a published graph, or those of a part of it that can be read by itself.

    A part holds every quad about the things, and about what exists only for them: the spans they are quoted
    from, their figures, blank nodes, and the records of who is responsible, where a name stands and what is
    borrowed. Of whatever else is named it holds the classes and labels.
    """
    return store.quads() if things is None else _Part(store).quads(things)


class _Part:
    """A part of a graph while it is gathered: which nodes are told of in full, and which are only named."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._told: set[NamedNode] = set()
        self._named: set[NamedNode] = set()
        self._blank: set[BlankNode] = set()

    def quads(self, things: frozenset[NamedNode]) -> Iterator[Quad]:
        """Yield the quads of the part, each once."""
        waiting = {*things, *self._nodes(_RECORDS, things)}
        asked = set(waiting)
        while waiting:
            self._told |= waiting
            yield from self._noted(self._rows(_ABOUT, waiting))
            waiting = self._nodes(_PARTS, self._named - asked)
            asked |= self._named
        yield from self._noted(self._behind_blank_nodes())
        while named := self._named - self._told:
            self._told |= named
            yield from self._noted(self._rows(_NAMING, named))

    def _noted(self, rows: Iterable[Row]) -> Iterator[Quad]:
        """Yield rows as quads, and remember which nodes their objects name."""
        for quad in map(_quad, rows):
            if isinstance(quad.object, NamedNode):
                self._named.add(quad.object)
            elif isinstance(quad.object, BlankNode):
                self._blank.add(quad.object)
            yield quad

    def _behind_blank_nodes(self) -> Iterator[Row]:
        # A query cannot ask about a given blank node. Only the ontology has any, so all of them are few.
        about: defaultdict[Term | None, list[Row]] = defaultdict(list)
        for row in self._store.select(_BLANK) if self._blank else ():
            about[row[0]].append(row)
        told: set[BlankNode] = set()
        while waiting := self._blank - told:
            told |= waiting
            for node in waiting:
                yield from about[node]

    def _nodes(self, query: str, subjects: Set[NamedNode]) -> set[NamedNode]:
        return {row[0] for row in self._rows(query, subjects) if isinstance(row[0], NamedNode)}

    def _rows(self, query: str, subjects: Set[NamedNode]) -> Iterator[Row]:
        waiting = iter(subjects)
        while some := list(islice(waiting, _ASKED_AT_A_TIME)):
            yield from self._store.select(query, {"subject": some})


def _quad(row: Row) -> Quad:
    return Quad(*row)  # type: ignore[arg-type]  # the store only gives terms where they may stand
