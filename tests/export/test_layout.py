from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.export.layout import lay_out
from bizgraph.export.names import ViewName
from bizgraph.export.network import Edge, Node
from bizgraph.graph import Graph


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Node], list[Edge]]:
    kinds = st.sampled_from(["Core", "Hanging"])
    nodes = [
        Node(f"n{index}", draw(kinds), "名" * draw(st.integers(0, 20)), size=draw(st.floats(4, 80)))
        for index in range(draw(st.integers(0, 12)))
    ]
    ends = st.sampled_from([node.id for node in nodes] or [""])
    count = draw(st.integers(0, 20)) if nodes else 0
    weights = st.floats(0.5, 100)
    return nodes, [
        Edge(f"e{index}", draw(ends), draw(ends), "k", "", draw(weights)) for index in range(count)
    ]


@settings(deadline=None, max_examples=20)
@given(networks())
def test_every_thing_has_a_place_of_its_own_whatever_the_order(
    network: tuple[list[Node], list[Edge]],
) -> None:
    nodes, edges = network
    placed = {node.id: (node.x, node.y) for node in lay_out(nodes, edges, frozenset({"Core"}))}
    again = lay_out(nodes[::-1], edges[::-1], frozenset({"Core"}))
    assert placed == {node.id: (node.x, node.y) for node in again}
    assert all(math.isfinite(number) for place in placed.values() for number in place)
    assert len(set(placed.values())) == len(nodes)


def test_nothing_has_a_picture() -> None:
    assert lay_out([], [], frozenset()) == ()


def test_what_hangs_on_one_thing_stands_around_it() -> None:
    nodes = [Node("centre", "Core", "中心", size=40), Node("far", "Core", "远方", size=40)]
    nodes += [Node(f"leaf{index}", "Hanging", "", size=8) for index in range(6)]
    edges = [Edge("tie", "centre", "far", "k", "")]
    edges += [Edge(f"e{index}", "centre", f"leaf{index}", "k", "") for index in range(6)]
    places = {node.id: (node.x, node.y) for node in lay_out(nodes, edges, frozenset({"Core"}))}
    for index in range(6):
        leaf = places[f"leaf{index}"]
        assert math.dist(leaf, places["centre"]) < math.dist(leaf, places["far"])


def test_thousands_of_things_are_laid_out_as_well() -> None:
    nodes = [Node(f"n{index:04}", "Core", "") for index in range(4000)]
    edges = [Edge(f"e{index}", "n0000", f"n{index:04}", "k", "") for index in range(1, 4000)]
    assert len({(node.x, node.y) for node in lay_out(nodes, edges, frozenset({"Core"}))}) == 4000


@pytest.mark.parametrize("view", [ViewName.BORROWING, ViewName.PRACTICE])
def test_no_label_covers_another_in_what_opens_first(seeds_graph: Graph, view: ViewName) -> None:
    labelled = [
        node for node in seeds_graph.network(view).nodes() if node.kind in ("Region", "Indicator", "Unit")
    ]
    for one, other in combinations(labelled, 2):
        width = (13 * min(len(one.label), 12) + 13 * min(len(other.label), 12)) / 2
        height = (one.size + other.size) / 2
        assert abs(one.x - other.x) > width - 1 or abs(one.y - other.y) > height - 1, (one.label, other.label)
