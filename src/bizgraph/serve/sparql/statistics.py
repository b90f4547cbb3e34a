"""How much a graph holds: counted in the graph itself, once for as long as it is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode, QuerySolutions

from bizgraph.graph import Graph

Counts = Mapping[str, int]

_TRIPLES: Final = "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"
_DISTINCT: Final = """
SELECT (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) WHERE { ?s ?p ?o }
"""
_ENTITIES: Final = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o FILTER(isIRI(?s)) }"
_CLASSES: Final = """
SELECT ?class (COUNT(DISTINCT ?s) AS ?n) (MIN(?name) AS ?example)
WHERE { ?s a ?class BIND(IF(isIRI(?s), STR(?s), ?none) AS ?name) FILTER(isIRI(?class)) }
GROUP BY ?class
"""
_PROPERTIES: Final = """
SELECT ?p (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } } GROUP BY ?p
"""
_GRAPHS: Final = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_GRAPH_ENTITIES: Final = """
SELECT ?g (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o FILTER(isIRI(?s)) } } GROUP BY ?g
"""
_GRAPH_CLASSES: Final = """
SELECT ?g ?class (COUNT(?s) AS ?n) WHERE { GRAPH ?g { ?s a ?class FILTER(isIRI(?class)) } } GROUP BY ?g ?class
"""
_GRAPH_PROPERTIES: Final = "SELECT ?g ?p (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ?p"


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a graph: triples; things with an IRI of which something is said; these by class; triples by
    property. Classes and properties are in the order of their IRIs.
    """

    triples: int
    entities: int
    classes: Counts
    properties: Counts


@dataclass(frozen=True, slots=True)
class Whole:
    """Counts of the union of all graphs and of each named graph, and a thing of each class."""

    union: Statistics
    subjects: int
    objects: int
    examples: Mapping[str, str]
    graphs: Mapping[str, Statistics] = field(default_factory=dict)


_counted: WeakKeyDictionary[Graph, Whole] = WeakKeyDictionary()


def statistics(graph: Graph) -> Whole:
    """Return the counts of a graph."""
    if graph not in _counted:
        _counted[graph] = _count(graph)
    return _counted[graph]


def named_graphs(graph: Graph) -> Counts:
    """Return the names of the graphs with how many triples each holds."""
    return _by_name(graph, _GRAPHS)


def _count(graph: Graph) -> Whole:
    ((triples,),) = _rows(graph, _TRIPLES)
    ((subjects, objects),) = _rows(graph, _DISTINCT)
    ((entities,),) = _rows(graph, _ENTITIES)
    classes: dict[str, int] = {}
    examples: dict[str, str] = {}
    for name, number, example in sorted(_rows(graph, _CLASSES)):
        classes[name] = int(number)
        if example:
            examples[name] = example
    union = Statistics(int(triples), int(entities), classes, _by_name(graph, _PROPERTIES))
    entities_of = _by_name(graph, _GRAPH_ENTITIES)
    classes_of, properties_of = _by_graph(graph, _GRAPH_CLASSES), _by_graph(graph, _GRAPH_PROPERTIES)
    graphs = {
        name: Statistics(
            number, entities_of.get(name, 0), classes_of.get(name, {}), properties_of.get(name, {})
        )
        for name, number in named_graphs(graph).items()
    }
    return Whole(union, int(subjects), int(objects), examples, graphs)


def _by_name(graph: Graph, query: str) -> Counts:
    return {name: int(number) for name, number in sorted(_rows(graph, query))}


def _by_graph(graph: Graph, query: str) -> Mapping[str, Counts]:
    counts: dict[str, dict[str, int]] = {}
    for name, counted, number in sorted(_rows(graph, query)):
        counts.setdefault(name, {})[counted] = int(number)
    return counts


def _rows(graph: Graph, query: str) -> Iterator[tuple[str, ...]]:
    """Yield rows as text; empty where a variable has no value. Raises GraphError and QueryError."""
    answer = graph.sparql(query)
    assert isinstance(answer, QuerySolutions)
    for row in answer:
        yield tuple(term.value if isinstance(term, NamedNode | Literal) else "" for term in row)
