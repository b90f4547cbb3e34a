from __future__ import annotations

import math
import re
from datetime import date

import pytest
from hypothesis import given
from tests.export.hostile import few, hostile_graphs

from bizgraph.errors import ExportError
from bizgraph.export.network import Edge, FieldType, Node, PropertyGraph, clean_value

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@few
@given(hostile_graphs())
def test_what_writers_rely_on(network: PropertyGraph) -> None:
    nodes, edges = list(network.nodes()), list(network.edges())
    assert [node.id for node in nodes] == sorted({node.id for node in nodes})
    assert {edge.source for edge in edges} | {edge.target for edge in edges} <= {node.id for node in nodes}
    assert len({edge.id for edge in edges}) == len(edges)
    python = {
        FieldType.TEXT: str,
        FieldType.INTEGER: int,
        FieldType.NUMBER: float,
        FieldType.TRUTH: bool,
        FieldType.DAY: date,
        FieldType.TEXTS: tuple,
    }
    for things, fields in ((nodes, network.node_fields), (edges, network.edge_fields)):
        types = {field.name: field.type for field in fields}
        for thing in things:
            for name, value in thing.attributes.items():
                assert type(value) is python[types[name]]
                assert not isinstance(value, float) or math.isfinite(value)
                for words in value if isinstance(value, tuple) else (value, name, thing.id, thing.label):
                    assert not isinstance(words, str) or not FORBIDDEN.search(words)


@few
@given(hostile_graphs())
def test_networkx_holds_it_all(network: PropertyGraph) -> None:
    again = PropertyGraph(
        reversed(list(network.nodes())), reversed(list(network.edges())), title=network.title
    )
    assert list(again.nodes()) == list(network.nodes())
    assert list(again.edges()) == list(network.edges())
    assert network.graph.number_of_edges() == len(list(network.edges()))


def test_numbers_of_both_kinds_are_numbers_and_other_mixtures_text() -> None:
    nodes = [
        Node("a", "Kind", "A", {"size_of": 1, "mixed": 1, "list": ("x",)}),
        Node("b", "Kind", "B", {"size_of": 1.5, "mixed": date(2022, 6, 30), "list": "y"}),
    ]
    network = PropertyGraph(nodes, [])
    assert [(field.name, field.type.value) for field in network.node_fields] == [
        ("list", "texts"),
        ("mixed", "text"),
        ("size_of", "number"),
    ]
    assert [node.attributes["mixed"] for node in network.nodes()] == ["1", "2022-06-30"]
    assert [node.attributes["list"] for node in network.nodes()] == [("x",), ("y",)]


def test_an_attribute_named_like_a_part_of_its_node_keeps_its_value() -> None:
    (node,) = PropertyGraph([Node("a", "Kind", "A", {"label": "B", "x": 1})], []).nodes()
    assert (node.label, node.x, node.attributes) == ("A", 0.0, {"label_": "B", "x_": 1})


@pytest.mark.parametrize(
    ("edges", "words"),
    [
        ([Edge("e", "a", "b", "k", "l")], "joins what is not in the graph"),
        ([Edge("e", "a", "a", "k", "l"), Edge("e", "a", "a", "k", "l")], "two things are called 'e'"),
        ([Edge("a", "a", "a", "k", "l")], "two things are called 'a', one of them an edge"),
    ],
)
def test_a_broken_graph_is_refused(edges: list[Edge], words: str) -> None:
    with pytest.raises(ExportError, match=words):
        PropertyGraph([Node("a", "Kind", "A")], edges)


def test_a_value_of_no_known_type_is_refused() -> None:
    with pytest.raises(ExportError, match="cannot be a dict"):
        clean_value({"a": 1})
