"""Which nodes of one side of a bipartite graph are alike, by what they share on the other side."""

from __future__ import annotations

import math
from collections.abc import Iterable

import networkx
from networkx.algorithms import bipartite


def cosine_projection(graph: networkx.Graph[str], nodes: Iterable[str]) -> networkx.Graph[str]:
    """Return the nodes of one side, joined where they share something; `weight` is the cosine, 0 to 1.

    A node is taken as the vector of the weights of its edges. 1 is the same things in the same proportion.
    """
    side = list(nodes)
    lengths = {
        node: math.sqrt(math.fsum(data["weight"] ** 2 for data in graph[node].values())) for node in side
    }

    def cosine(whole: networkx.Graph[str], one: str, other: str) -> float:
        return math.fsum(shared(whole, one, other).values()) / (lengths[one] * lengths[other])

    projected: networkx.Graph[str] = bipartite.generic_weighted_projected_graph(graph, side, cosine)
    return projected


def shared(graph: networkx.Graph[str], one: str, other: str) -> dict[str, float]:
    """Return what two nodes share, each with what it adds to their likeness, the most first."""
    common = sorted(graph[one].keys() & graph[other].keys())
    values = {each: graph[one][each]["weight"] * graph[other][each]["weight"] for each in common}
    return dict(sorted(values.items(), key=lambda item: -item[1]))
