"""Views of a graph as networks: who borrows from whom, units and measures, practices and indicators, all.

Each says what belongs to it and which things of the graph it rests on; here it is dressed and laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from bizgraph.export.appearance import Appearance, appearance
from bizgraph.export.names import ViewName
from bizgraph.export.network import Edge, Node, PropertyGraph
from bizgraph.export.views.borrowing import borrowing
from bizgraph.export.views.describing import Identify
from bizgraph.export.views.full import full
from bizgraph.export.views.parts import Parts, Request
from bizgraph.export.views.practice import practice
from bizgraph.export.views.responsibility import responsibility
from bizgraph.export.views.scope import Scope
from bizgraph.store.interface import Store

_MAKERS: Final[Mapping[ViewName, Callable[[Request], Parts]]] = {
    ViewName.BORROWING: borrowing,
    ViewName.RESPONSIBILITY: responsibility,
    ViewName.PRACTICE: practice,
    ViewName.FULL: full,
}


def parts_of(store: Store, name: ViewName, scope: Scope, identify: Identify, language: str) -> Parts:
    """Return what a view within a scope is made of. `identify` gives nodes their identifiers."""
    return _MAKERS[name](Request(store, scope, identify, language, appearance().titles))


def laid_out(parts: Parts, name: ViewName) -> Parts:
    """Return the parts of a view dressed and with a place each."""
    from bizgraph.export.layout import lay_out  # brings SciPy, which only a drawing needs

    looks = appearance()
    edges = _drawn_edges(parts.edges, looks)
    nodes = lay_out(_drawn_nodes(parts.nodes, edges, looks), edges, looks.views[name].core)
    return replace(parts, nodes=nodes, edges=tuple(edges))


def as_network(parts: Parts, name: ViewName, language: str) -> PropertyGraph:
    """Return the parts of a view as a network, as they are."""
    looks = appearance()
    kinds = {node.kind for node in parts.nodes} | {edge.kind for edge in parts.edges}
    return PropertyGraph(
        parts.nodes,
        parts.edges,
        title=looks.views[name].titles[language],
        language=language,
        kinds={kind: looks.titles[kind] for kind in sorted(kinds) if kind in looks.titles},
        titles=looks.titles,
    )


def _drawn_nodes(nodes: Iterable[Node], edges: Iterable[Edge], looks: Appearance) -> list[Node]:
    """Return nodes with the looks of their kinds, larger the more relations they have."""
    weights: dict[str, float] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            weights[end] = weights.get(end, 0.0) + edge.weight
    nodes = list(nodes)
    greatest = _greatest((node.kind, weights.get(node.id, 0.0)) for node in nodes)
    return [
        replace(
            node,
            colour=(look := looks.node(node.kind)).colour,
            shape=look.shape,
            size=look.extent(_share(weights.get(node.id, 0.0), greatest[node.kind])),
        )
        for node in nodes
    ]


def _drawn_edges(edges: Iterable[Edge], looks: Appearance) -> list[Edge]:
    """Return edges with the looks of their kinds, broader the more they stand for."""
    edges = list(edges)
    greatest = _greatest((edge.kind, edge.weight - 1) for edge in edges)
    return [
        replace(
            edge,
            colour=(look := looks.edge(edge.kind)).colour,
            width=look.extent(_share(edge.weight - 1, greatest[edge.kind])),
        )
        for edge in edges
    ]


def _greatest(weights: Iterable[tuple[str, float]]) -> dict[str, float]:
    greatest: dict[str, float] = {}
    for kind, weight in weights:
        greatest[kind] = max(weight, greatest.get(kind, 0.0))
    return greatest


def _share(weight: float, greatest: float) -> float:
    return weight / greatest if greatest > 0 else 0.0
