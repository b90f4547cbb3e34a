"""Who stands on the shortest ways of a network, and between which two neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

import networkx

_LENGTH: Final = "length"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a node stands between others: on the shortest ways of how many pairs, and of what share of them.

    Where a pair has several ways equally short, each counts as a part of one. The share is of all pairs of
    others in the connected part of the network that the node is in.
    """

    pairs: float
    share: float


class Ways:
    """The shortest ways through a network: those who share many measures (`weight`) are near each other."""

    def __init__(self, graph: networkx.Graph[str]) -> None:
        """Take a graph, directed or not; an edge is as long as 1 / `weight`."""
        self._graph = graph.copy()
        # As whole numbers, so that ways are exactly as long as each other or not.
        multiple = math.lcm(*(data["weight"] for _, _, data in graph.edges(data=True)))
        for _, _, data in self._graph.edges(data=True):
            data[_LENGTH] = multiple // data["weight"]
        self._lengths = lru_cache(None)(self._lengths_from)

    def standings(self) -> dict[str, Standing]:
        """Return how each node stands between others: betweenness as Freeman (1977) defines it."""
        found: dict[str, Standing] = {}
        for part in self._parts():
            own = self._graph.subgraph(part)
            pairs = self._pairs(len(part))
            values = networkx.betweenness_centrality(own, normalized=False, weight=_LENGTH)
            found |= {node: Standing(value, value / pairs) for node, value in values.items()}
        return {node: found[node] for node in self._graph}

    def between(self, node: str) -> tuple[str, str]:
        """Return the two neighbours that a node joins most strongly, of those whose shortest way it is on.

        The node must be one that stands between others.
        """
        joined = [pair for pair in self._neighbours(node) if self._joins(node, *pair)]
        return max(joined, key=lambda pair: self._strength(node, *pair))

    def _parts(self) -> Iterable[set[str]]:
        """Yield the connected parts, in which an arrow counts in either direction."""
        return networkx.connected_components(self._graph.to_undirected(as_view=True))

    def _pairs(self, size: int) -> int:
        """Count the pairs of others that a node of a part of this size may stand between."""
        ordered = max(2, (size - 1) * (size - 2))
        return ordered if self._graph.is_directed() else ordered // 2

    def _neighbours(self, node: str) -> Iterable[tuple[str, str]]:
        if isinstance(self._graph, networkx.DiGraph):
            before, after = self._graph.predecessors(node), sorted(self._graph.successors(node))
            return [(one, other) for one in sorted(before) for other in after if one != other]
        return combinations(sorted(self._graph.neighbors(node)), 2)

    def _joins(self, node: str, one: str, other: str) -> bool:
        through = self._graph[one][node][_LENGTH] + self._graph[node][other][_LENGTH]
        return bool(self._lengths(one)[other] == through)

    def _strength(self, node: str, one: str, other: str) -> tuple[int, int]:
        """Say how strong a way is, by its weaker half; of equals the first in order is taken."""
        weights = self._graph[one][node]["weight"], self._graph[node][other]["weight"]
        return min(weights), sum(weights)

    def _lengths_from(self, node: str) -> dict[str, float]:
        return dict(networkx.single_source_dijkstra_path_length(self._graph, node, weight=_LENGTH))
