"""graphology's serialisation of a graph, with the attributes by which sigma.js draws it.

Implements https://graphology.github.io/serialization.html; the attributes are those of
https://www.sigmajs.org/docs/advanced/data/: `x`, `y` (upwards), `size`, `color` and `label`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bizgraph.export.drawn.cytoscape_json import array, compact, for_javascript, free_names
from bizgraph.export.network import Edge, Network, Node

# What sigma reads of nodes and edges; `type` names a program, and an unknown one stops it. JavaScript
# loses `__proto__`.
_SIGMA: Final = frozenset(
    {"label", "size", "color", "type", "hidden", "highlighted", "forceLabel", "zIndex", "__proto__"}
)
_NODE_NAMES: Final = _SIGMA | {"x", "y", "kind", "shape"}
_EDGE_NAMES: Final = _SIGMA | {"kind", "weight"}
_OPTIONS: Final = {"type": "directed", "multi": True, "allowSelfLoops": True}
_WINDOW: Final = 1000.0  # CSS pixels
_LEAST_RADIUS: Final = 2.0


def graphology(network: Network) -> Iterator[str]:
    """Write a network as graphology's `Graph.from(…)` and `graph.import(…)` take it, in pieces.

    sigma fits positions into its window and leaves sizes as they are: the `size` of a node is its radius
    after a window of 1000 pixels took the graph in, and at least 2. That of an edge is its width. An
    attribute called like something that sigma or this file gives a meaning, whatever its case, gets a `_`
    behind its name. A whole number that JavaScript would round is written as text.
    """
    scale = _scale(network)
    node_names = free_names(network.node_fields, _NODE_NAMES)
    edge_names = free_names(network.edge_fields, _EDGE_NAMES)
    yield f'{{"options":{compact(_OPTIONS)},\n"attributes":{compact({"title": network.title})},\n"nodes":'
    yield from array(_node(node, scale, node_names) for node in network.nodes())
    yield ',\n"edges":'
    yield from array(_edge(edge, edge_names) for edge in network.edges())
    yield "}\n"


def _node(node: Node, scale: float, names: Mapping[str, str]) -> dict[str, object]:
    drawn = {
        "label": node.label,
        "x": node.x,
        "y": node.y,
        "size": round(max(_LEAST_RADIUS, node.size / 2 * scale), 2),
        "color": node.colour,
        "kind": node.kind,
        "shape": node.shape,
    }
    return {"key": node.id, "attributes": drawn | for_javascript(node.attributes, names)}


def _edge(edge: Edge, names: Mapping[str, str]) -> dict[str, object]:
    drawn = {
        "label": edge.label,
        "size": edge.width,
        "color": edge.colour,
        "kind": edge.kind,
        "weight": edge.weight,
    }
    attributes = drawn | for_javascript(edge.attributes, names)
    return {"key": edge.id, "source": edge.source, "target": edge.target, "attributes": attributes}


def _scale(network: Network) -> float:
    """Return by how much a window shrinks the graph."""
    width = _span(node.x for node in network.nodes())
    height = _span(node.y for node in network.nodes())
    return _WINDOW / max(_WINDOW, width, height)


def _span(places: Iterable[float]) -> float:
    least, most = math.inf, -math.inf
    for place in places:
        least, most = min(least, place), max(most, place)
    return most - least
