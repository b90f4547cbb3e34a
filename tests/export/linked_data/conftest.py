from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad

from bizgraph.export.linked_data import selection
from bizgraph.export.linked_data.canonical import canonical
from bizgraph.graph import Graph
from bizgraph.rdf.vocabulary import BIZ
from bizgraph.store.interface import Store


@pytest.fixture(scope="session")
def store(seeds_graph: Graph) -> Store:
    """The graph of the documents that come with bizgraph."""
    return seeds_graph._store


@pytest.fixture(scope="session")
def whole(store: Store) -> tuple[Quad, ...]:
    """All of it."""
    return tuple(canonical(selection.quads(store, None)))


@pytest.fixture(scope="session")
def part(store: Store) -> tuple[Quad, ...]:
    """Some measures, a task force's section, and a class and a property that the ontology says much about."""
    measures = store.select("SELECT ?measure WHERE { ?measure a ?kind } LIMIT 40", {"kind": BIZ("Measure")})
    things = {row[0] for row in measures if isinstance(row[0], NamedNode)}
    return tuple(canonical(selection.quads(store, frozenset(things | {BIZ("Statement"), BIZ("quantity")}))))
