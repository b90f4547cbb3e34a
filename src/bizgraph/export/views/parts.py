"""What a view is made of, before it is drawn, and what its makers share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.export.appearance import Titles
from bizgraph.export.network import Edge, Node, clean_value
from bizgraph.export.views.describing import Identify
from bizgraph.export.views.scope import Scope
from bizgraph.rdf.vocabulary import BIZ
from bizgraph.store.interface import Store

LEAD: Final = BIZ("leadUnit")
PARTNER: Final = BIZ("partnerUnit")
RESPONSIBLE: Final = BIZ("responsibleUnit")


@dataclass(frozen=True, slots=True)
class Request:
    """What a view is asked for: the graph, its limits, how things are named, what relations are called."""

    store: Store
    scope: Scope
    identify: Identify
    language: str
    titles: Mapping[str, Titles]

    def title(self, kind: str) -> str:
        """Return what a kind of relation is called in the language asked for."""
        return self.titles.get(kind, {}).get(self.language, kind)


@dataclass(frozen=True, slots=True)
class Parts:
    """The nodes and edges of a view, and all things of the graph that they rest on."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    things: frozenset[NamedNode] = field(default_factory=frozenset)


def relation(
    request: Request,
    source: NamedNode,
    kind: str,
    target: NamedNode,
    attributes: Mapping[str, object] = MappingProxyType({}),
) -> Edge:
    """Return an edge that stands for one triple."""
    return between(request, request.identify(source), kind, request.identify(target), 1.0, attributes)


def between(
    request: Request, source: str, kind: str, target: str, weight: float, attributes: Mapping[str, object]
) -> Edge:
    """Return an edge between two nodes, named by them and its kind."""
    kept = {name: clean_value(value) for name, value in attributes.items()}
    said = {name: value for name, value in kept.items() if value is not None}
    return Edge(f"{source}|{kind}|{target}", source, target, kind, request.title(kind), weight, said)


def rows(request: Request, query: str) -> Iterator[dict[str, NamedNode]]:
    """Yield the things in each row of a query, by the names of its variables."""
    for row in request.store.select(query).mappings():
        yield {name: term for name, term in row.items() if isinstance(term, NamedNode)}
