from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.export.hostile import few, hostile_graphs
from tests.javascript_packages import Script

from bizgraph.errors import ExportError
from bizgraph.export.drawn.cytoscape_json import cytoscape_json
from bizgraph.export.network import Edge, Field, FieldType, Node, PropertyGraph, Value

SCRIPT = "read-cytoscape.cjs"
OWN_NODE = {"id", "name", "label", "kind", "colour", "shape", "size"}
OWN_EDGE = {"id", "source", "target", "name", "label", "kind", "weight", "colour", "width"}


def in_javascript(value: Value) -> object:
    """What JavaScript should have for a value."""
    match value:
        case bool():
            return value
        case int():
            return value if abs(value) < 2**53 else str(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def attributes(data: Mapping[str, Any], own: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Attributes by the names that they had before some were taken; numbers are of one type, zero is zero."""
    return sorted(
        (name.rstrip("_"), repr(value + 0.0 if type(value) in (int, float) else value))
        for name, value in data.items()
        if name not in own
    )


def wanted(given: Mapping[str, Value]) -> list[tuple[str, str]]:
    return attributes({name: in_javascript(value) for name, value in given.items()})


def seen(label: str) -> str:
    """What is seen of a label when white space is not."""
    return re.sub(r"[\s\ufeff\u2060]", "", label)


def rgb(colour: str) -> str:
    return f"rgb({','.join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))})"


@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(networks=st.lists(hostile_graphs(), min_size=5, max_size=20))
def test_cytoscape_reads_it_all(
    networks: list[PropertyGraph], run_javascript: Script, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("cytoscape")
    files = [folder / f"{number}.cyjs" for number in range(len(networks))]
    for file, network in zip(files, networks, strict=True):
        file.write_text("".join(cytoscape_json(network)), "utf-8")
    for network, read in zip(networks, run_javascript(SCRIPT, *files), strict=True):
        assert read["network"]["name"] == network.title
        nodes = {node["data"]["id"]: node for node in read["nodes"]}
        edges = {edge["data"]["id"]: edge for edge in read["edges"]}
        assert list(nodes) == [node.id for node in network.nodes()]
        assert list(edges) == [edge.id for edge in network.edges()]
        for node in network.nodes():
            data = nodes[node.id]["data"]
            assert nodes[node.id]["position"] == {"x": node.x, "y": -node.y}
            assert [data["kind"], data["name"]] == [node.kind, node.label]
            assert seen(nodes[node.id]["drawn"]["label"]) == seen(node.label)
            assert attributes(data, OWN_NODE) == wanted(node.attributes)
        for edge in network.edges():
            data = edges[edge.id]["data"]
            assert [data["source"], data["target"]] == [edge.source, edge.target]
            assert [data["kind"], data["name"], data["weight"]] == [edge.kind, edge.label, edge.weight]
            assert attributes(data, OWN_EDGE) == wanted(edge.attributes)


@few
@given(hostile_graphs())
def test_no_two_columns_of_desktop_are_one(network: PropertyGraph) -> None:
    written = json.loads("".join(cytoscape_json(network)))
    for things in written["elements"].values():
        columns = {name for thing in things for name in thing["data"]}
        assert len({name.casefold() for name in columns}) == len(columns)


def test_it_is_drawn_as_it_is_laid_out(
    run_javascript: Script, tmp_path_factory: pytest.TempPathFactory
) -> None:
    network = PropertyGraph(
        [
            Node("a", "Region", "深圳市", colour="#cc3311", shape="box", size=32, x=10, y=20),
            Node("b", "Unit", "市监局", colour="#0077bb", shape="diamond", size=18.5),
        ],
        [
            Edge("1", "a", "b", "leads", "牵头", colour="#009988", width=2.5),
            Edge("2", "a", "b", "leads", "牵头"),
        ],
    )
    file = tmp_path_factory.mktemp("cytoscape") / "graph.cyjs"
    file.write_text("".join(cytoscape_json(network)), "utf-8")
    (read,) = run_javascript(SCRIPT, file)
    assert [node["drawn"] for node in read["nodes"]] == [
        {
            "width": "32px",
            "height": "32px",
            "shape": "rectangle",
            "background-color": rgb("#cc3311"),
            "label": "深圳市",
        },
        {
            "width": "18.5px",
            "height": "18.5px",
            "shape": "diamond",
            "background-color": rgb("#0077bb"),
            "label": "市监局",
        },
    ]
    assert read["edges"][0]["drawn"] == {
        "width": "2.5px",
        "line-color": rgb("#009988"),
        "target-arrow-color": rgb("#009988"),
        "target-arrow-shape": "triangle",
        "label": "牵头",
    }
    assert read["nodes"][0]["position"] == {"x": 10, "y": -20}


@pytest.mark.parametrize("label", ["data(label)", " mapData(size, 0, 1, 2, 3)"])
def test_a_label_is_never_taken_for_a_mapping(
    label: str, run_javascript: Script, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("cytoscape") / "graph.cyjs"
    file.write_text("".join(cytoscape_json(PropertyGraph([Node("a", "Unit", label)], []))), "utf-8")
    (read,) = run_javascript(SCRIPT, file)
    assert seen(read["nodes"][0]["drawn"]["label"]) == seen(label)
    assert read["nodes"][0]["data"]["name"] == label


def test_attributes_that_mean_something_to_a_reader_keep_their_values() -> None:
    given: dict[str, Value] = {
        "parent": "b",
        "Name": "甲",
        "selected": 1,
        "since": date(2022, 6, 30),
        "large": 2**60,
    }
    (node,) = json.loads("".join(cytoscape_json(PropertyGraph([Node("a", "Unit", "A", given)], []))))[
        "elements"
    ]["nodes"]
    assert {name: value for name, value in node["data"].items() if name not in OWN_NODE} == {
        "parent_": "b",
        "Name_": "甲",
        "selected_": 1,
        "since": "2022-06-30",
        "large": str(2**60),
    }


def test_an_empty_identifier_is_refused() -> None:
    with pytest.raises(ExportError, match="no empty identifier"):
        list(cytoscape_json(PropertyGraph([Node("", "Unit", "A")], [])))


def test_it_is_written_in_pieces() -> None:
    class Endless:
        title = ""
        language = "zh"
        kinds: Mapping[str, Mapping[str, str]] = {}
        node_fields: tuple[Field, ...] = (Field("year", FieldType.INTEGER),)
        edge_fields: tuple[Field, ...] = ()

        def nodes(self) -> Any:
            number = 0
            while number := number + 1:
                yield Node(str(number), "Unit", "A", {"year": number})

        def edges(self) -> Any:
            return iter(())

    pieces = cytoscape_json(Endless())
    assert any('"id":"100"' in piece for piece in islice(pieces, 110))
