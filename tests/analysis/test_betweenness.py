"""Shortest ways: small networks worked out on paper, and networkx where nothing is weighted."""

from __future__ import annotations

from itertools import pairwise

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.analysis.betweenness import Standing, Ways

EDGES = st.dictionaries(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(
        lambda edge: edge[0] < edge[1]
    ),
    st.integers(1, 6),
    max_size=18,
)


def network(edges: dict[tuple[str, str], int]) -> networkx.Graph[str]:
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(edges.items()))
    return graph


def test_the_middle_of_a_path_joins_its_ends() -> None:
    ways = Ways(network({("a", "b"): 1, ("b", "c"): 1}))
    assert ways.standings() == {"a": Standing(0, 0), "b": Standing(1, 1), "c": Standing(0, 0)}
    assert ways.between("b") == ("a", "c")


def test_those_who_share_more_are_nearer() -> None:
    # a-c is as long as 1, a-b-c as 1/3 + 1/3
    assert Ways(network({("a", "b"): 3, ("b", "c"): 3, ("a", "c"): 1})).standings()["b"].pairs == 1


@pytest.mark.parametrize("steps", [2, 3, 6, 7])
def test_ways_exactly_as_long_share_a_pair(steps: int) -> None:
    # Six sixths are not one in floating point; here they are.
    names = "abcdefgh"[: steps + 1]
    path = dict.fromkeys(pairwise(names), steps)
    direct = {(names[0], names[-1]): 1}
    alone, shared = (Ways(network(edges)).standings()["b"].pairs for edges in (path, path | direct))
    assert alone - shared == 0.5


def test_a_share_is_of_the_pairs_of_the_connected_part() -> None:
    ways = Ways(network({("a", "b"): 1, ("b", "c"): 1, ("x", "y"): 4}))
    assert ways.standings()["b"] == Standing(1, 1)
    assert ways.standings()["x"] == Standing(0, 0)


def test_arrows_lead_one_way() -> None:
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 2), ("b", "c", 1), ("d", "b", 5), ("b", "e", 5)])
    ways = Ways(graph)
    # of the 4 * 3 ordered pairs of the others a-c, a-e, d-c, d-e go through b
    assert ways.standings()["b"] == Standing(4, 4 / 12)
    assert ways.between("b") == ("d", "e")


def test_nothing_stands_between_nothing() -> None:
    assert Ways(networkx.Graph()).standings() == {}


@given(EDGES)
def test_whoever_stands_between_joins_two_neighbours(edges: dict[tuple[str, str], int]) -> None:
    graph = network(edges)
    ways = Ways(graph)
    standings = ways.standings()
    assert standings.keys() == set(graph)
    for each, standing in standings.items():
        assert 0 <= standing.share <= 1
        if standing.pairs > 0:
            one, other = ways.between(each)
            assert {one, other} <= set(graph[each])
            assert one != other


@given(EDGES)
def test_without_weights_it_is_that_of_networkx(edges: dict[tuple[str, str], int]) -> None:
    graph = network(dict.fromkeys(edges, 1))
    expected = networkx.betweenness_centrality(graph, normalized=False)
    found = {each: standing.pairs for each, standing in Ways(graph).standings().items()}
    assert found == pytest.approx(expected)
