"""Whole graphs, as the SPARQL 1.1 Graph Store HTTP Protocol sends them."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions

from bizgraph.errors import UnknownThingError
from bizgraph.graph import Graph
from bizgraph.serve.sparql.queries import graph_reply, prefixes_of
from bizgraph.serve.web.negotiation import Chosen
from bizgraph.serve.work.reply import Reply

_ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_ANY: Final = "ASK { ?s ?p ?o }"


def send_graph(graph: Graph, name: str | None, form: Chosen) -> Reply:
    """Return the triples of a named graph, or of all graphs together where there is no name.

    Raises UnknownThingError where no graph is called so.
    """
    graphs = () if name is None else (NamedNode(name),)
    if name is not None and not bool(graph.sparql(_ANY, graphs)):
        raise UnknownThingError(f"no graph is called {name}; /sparql describes which there are")
    triples = graph.sparql(_ALL, graphs)
    assert not isinstance(triples, QuerySolutions | QueryBoolean)
    return graph_reply(triples, form, prefixes_of(graph))
