"""Where the things of a network stand: computed once, the same each time, and readable as it opens.

Each connected part is laid out by itself. The kinds that hold a view together come first, by the springs of
Kamada and Kawai (1989) from a fixed start; what hangs on one of them is set around it, what joins several
between them. Things that overlap, with their labels, are pushed apart, and the parts are set side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import networkx

from bizgraph.export.layout.hanging import hung
from bizgraph.export.layout.packing import side_by_side
from bizgraph.export.layout.places import GAP, Point, Points, Sizes
from bizgraph.export.layout.pushing import apart
from bizgraph.export.layout.springs import held_together, sprung
from bizgraph.export.network import Edge, Node

_CHARACTER: Final = 13.0  # the width of a Chinese character of a label, in pixels
_LINE: Final = 18.0
_LABELLED: Final = 12  # characters of a label that are kept free of others
_AIR: Final = 4.0  # the share of a picture to what is drawn in it, before overlaps are removed
_PUSHED: Final = 3000  # things up to which overlaps are removed
_LINES: Final = 150  # lines up to which nothing may stand on one


def lay_out(nodes: Sequence[Node], edges: Sequence[Edge], core: frozenset[str]) -> tuple[Node, ...]:
    """Return the nodes with their places, in pixels around the middle of the picture."""
    network: networkx.Graph[str] = networkx.Graph()
    network.add_nodes_from(sorted(node.id for node in nodes))
    for edge in sorted(edges, key=lambda edge: edge.id):
        if edge.source != edge.target:
            before = network.get_edge_data(edge.source, edge.target, {"weight": 0.0})["weight"]
            network.add_edge(edge.source, edge.target, weight=before + edge.weight)
    holding = frozenset(node.id for node in nodes if node.kind in core)
    rooms = {node.id: _room(node, labelled=node.id in holding) for node in nodes}
    circles = {node.id: (node.size, node.size) for node in nodes}
    parts = sorted(map(sorted, networkx.connected_components(network)), key=lambda part: (-len(part), part))
    placed = side_by_side([_part(network, part, holding, rooms, circles) for part in parts], rooms)
    return tuple(replace(node, x=placed[node.id][0], y=placed[node.id][1]) for node in nodes)


def _room(node: Node, *, labelled: bool) -> Point:
    """Return the width and height that a thing needs around its middle, with its label above or below."""
    if not labelled:
        return node.size, node.size
    return max(node.size, _CHARACTER * min(len(node.label), _LABELLED)), node.size + 2 * _LINE


def _part(
    network: networkx.Graph[str], part: Sequence[str], holding: frozenset[str], rooms: Sizes, circles: Sizes
) -> Points:
    held = frozenset(name for name in part if name in holding) or frozenset(part)
    points = sprung(held_together(network, part, held), math.sqrt(_AIR * _area(part, rooms)))
    if len(part) <= _PUSHED:
        lines = [edge for edge in network.subgraph(held).edges if edge[0] != edge[1]]
        points = apart(points, rooms, lines=lines if len(lines) <= _LINES else [])
    waiting = [name for name in part if name not in points]
    while waiting:
        hanging = hung(network, waiting, points, circles)
        points |= hanging
        waiting = [name for name in waiting if name not in hanging]
    return apart(points, circles, fixed=held) if len(part) <= _PUSHED else points


def _area(names: Iterable[str], sizes: Sizes) -> float:
    return sum((sizes[name][0] + GAP) * (sizes[name][1] + GAP) for name in names)
