from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from ndex2.cx2 import CX2Network, RawCX2NetworkFactory  # type: ignore[import-untyped]
from tests.export.hostile import few, hostile_graphs

from bizgraph.export.drawn.cx2 import cx2
from bizgraph.export.network import Edge, Field, FieldType, Network, Node, PropertyGraph, Value

OWN_NODE = {"name", "identifier", "kind", "colour", "shape", "size"}
OWN_EDGE = {"name", "identifier", "interaction", "weight", "colour", "width"}
TYPES = {
    FieldType.TEXT: "string",
    FieldType.INTEGER: "long",
    FieldType.NUMBER: "double",
    FieldType.TRUTH: "boolean",
    FieldType.DAY: "string",
    FieldType.TEXTS: "list_of_string",
}


def written(network: Network) -> list[dict[str, Any]]:
    aspects: list[dict[str, Any]] = json.loads("".join(cx2(network)))
    return aspects


def read(network: Network) -> CX2Network:
    return RawCX2NetworkFactory().get_cx2network(written(network))


def plain(value: Value) -> object:
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def attributes(data: Mapping[str, Any], own: set[str]) -> list[tuple[str, str]]:
    """Attributes by the names that they had before some were found to be taken."""
    return sorted((name.rstrip("_"), repr(value)) for name, value in data.items() if name not in own)


def wanted(given: Mapping[str, Value]) -> list[tuple[str, str]]:
    return attributes({name: plain(value) for name, value in given.items()}, set())


def types(declared: Mapping[str, Any], own: set[str]) -> list[tuple[str, str]]:
    return sorted((name.rstrip("_"), how["d"]) for name, how in declared.items() if name not in own)


def fields(given: tuple[Field, ...]) -> list[tuple[str, str]]:
    return sorted((field.name.rstrip("_"), TYPES[field.type]) for field in given)


@few
@given(hostile_graphs())
def test_ndex_reads_it_all(network: PropertyGraph) -> None:
    found = read(network)
    assert found.get_name() == network.title
    declared = found.get_attribute_declarations()
    assert types(declared["nodes"], OWN_NODE) == fields(network.node_fields)
    assert types(declared["edges"], OWN_EDGE) == fields(network.edge_fields)
    nodes, edges = found.get_nodes(), found.get_edges()
    identifiers = {number: node["v"]["identifier"] for number, node in nodes.items()}
    assert list(identifiers.values()) == [node.id for node in network.nodes()]
    for node, read_node in zip(network.nodes(), nodes.values(), strict=True):
        data = read_node["v"]
        assert (read_node["x"], read_node["y"]) == (node.x, -node.y)
        assert [data["name"], data["kind"]] == [node.label, node.kind]
        assert attributes(data, OWN_NODE) == wanted(node.attributes)
    for edge, read_edge in zip(network.edges(), edges.values(), strict=True):
        data = read_edge["v"]
        assert data["identifier"] == edge.id
        assert [identifiers[read_edge["s"]], identifiers[read_edge["t"]]] == [edge.source, edge.target]
        assert [data["name"], data["interaction"], data["weight"]] == [edge.label, edge.kind, edge.weight]
        assert attributes(data, OWN_EDGE) == wanted(edge.attributes)


@few
@given(hostile_graphs())
def test_it_has_the_form_that_the_specification_asks_for(network: PropertyGraph) -> None:
    descriptor, *aspects = written(network)
    assert descriptor == {"CXVersion": "2.0", "hasFragments": False}
    assert all(len(aspect) == 1 for aspect in aspects)
    names = [name for aspect in aspects for name in aspect]
    assert names[:2] == ["metaData", "attributeDeclarations"]
    assert aspects[-1] == {"status": [{"success": True, "error": ""}]}
    counts = {entry["name"]: entry["elementCount"] for entry in aspects[0]["metaData"]}
    assert counts == {
        name: len(elements)
        for aspect in aspects
        for name, elements in aspect.items()
        if name not in ("metaData", "status")
    }
    declared = aspects[1]["attributeDeclarations"][0]
    for aspect in aspects:
        for things in ("nodes", "edges"):
            for thing in aspect.get(things, ()):
                assert thing["v"].keys() <= declared[things].keys() - {"id"}
    for things in ("nodes", "edges"):  # Cytoscape's tables know columns apart by more than their case only
        assert len({name.casefold() for name in declared[things]}) == len(declared[things])


def drawn(found: CX2Network, things: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The visual properties of a thing, as Cytoscape works them out from the mappings."""
    shown: dict[str, Any] = {}
    for name, mapping in found.get_visual_properties()[f"{things}Mapping"].items():
        definition = mapping["definition"]
        assert found.get_declared_type(f"{things}s", definition["attribute"]) == definition["type"]
        value = data[definition["attribute"]]
        if mapping["type"] == "DISCRETE":
            value = {entry["v"]: entry["vp"] for entry in definition["map"]}[value]
        shown[name] = value
    return shown


@pytest.mark.parametrize(
    ("shape", "in_cytoscape"), [("ellipse", "ellipse"), ("box", "rectangle"), ("diamond", "diamond")]
)
def test_it_is_drawn_as_it_is_laid_out(shape: str, in_cytoscape: str) -> None:
    network = PropertyGraph(
        [Node("a", "Region", "深圳市", colour="#cc3311", shape=shape, size=32)],
        [Edge("e", "a", "a", "leads", "牵头", colour="#009988", width=2.5)],
    )
    found = read(network)
    assert drawn(found, "node", found.get_node(1)["v"]) == {
        "NODE_LABEL": "深圳市",
        "NODE_BACKGROUND_COLOR": "#cc3311",
        "NODE_WIDTH": 32.0,
        "NODE_HEIGHT": 32.0,
        "NODE_SHAPE": in_cytoscape,
    }
    assert drawn(found, "edge", found.get_edge(1)["v"]) == {
        "EDGE_LABEL": "牵头",
        "EDGE_LINE_COLOR": "#009988",
        "EDGE_TARGET_ARROW_COLOR": "#009988",
        "EDGE_WIDTH": 2.5,
    }


def test_attributes_that_cytoscape_keeps_for_itself_keep_their_values() -> None:
    given: dict[str, Value] = {"Name": "甲", "alias": "乙", "SUID": 1, "selected": True, "large": 2**60}
    found = read(PropertyGraph([Node("a", "Unit", "A", given)], []))
    own = {name: value for name, value in found.get_node(1)["v"].items() if name not in OWN_NODE}
    assert own == {"Name_": "甲", "alias_": "乙", "SUID_": 1, "selected_": True, "large": 2**60}


def test_chinese_stays_chinese() -> None:
    assert '"name":"深圳市"' in "".join(cx2(PropertyGraph([Node("a", "Region", "深圳市")], [])))
