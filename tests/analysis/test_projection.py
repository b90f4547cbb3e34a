"""Cosine projection against paper and against linear algebra."""

from __future__ import annotations

from itertools import combinations

import networkx
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.analysis.projection import cosine_projection, shared

WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("vwxyz")), st.integers(1, 9), max_size=16
)


def network(weights: dict[tuple[str, str], int]) -> networkx.Graph[str]:
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items())
    return graph


def test_cosines_are_those_of_paper() -> None:
    # a = (1, 2), b = (2, 4), c = (1, 0), d shares nothing
    graph = network(
        {("a", "x"): 1, ("a", "y"): 2, ("b", "x"): 2, ("b", "y"): 4, ("c", "x"): 1, ("d", "z"): 5}
    )
    projected = cosine_projection(graph, "abcd")
    assert projected.edges["a", "b"]["weight"] == pytest.approx(1)
    assert projected.edges["a", "c"]["weight"] == pytest.approx(1 / 5**0.5)
    assert not list(projected.neighbors("d"))
    assert shared(graph, "a", "b") == {"y": 8, "x": 2}
    assert list(shared(graph, "a", "b")) == ["y", "x"]


@given(WEIGHTS)
def test_cosines_are_those_of_vectors(weights: dict[tuple[str, str], int]) -> None:
    graph = network(weights)
    side = [each for each in "abcd" if each in graph]
    projected = cosine_projection(graph, side)
    assert sorted(projected) == side
    for one, other in combinations(side, 2):
        first, second = (numpy.array([weights.get((each, to), 0) for to in "vwxyz"]) for each in (one, other))
        cosine = first @ second / numpy.linalg.norm(first) / numpy.linalg.norm(second)
        assert projected.has_edge(one, other) == bool(cosine)
        if cosine:
            assert projected.edges[one, other]["weight"] == pytest.approx(cosine)
