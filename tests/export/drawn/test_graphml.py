from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import igraph  # type: ignore[import-untyped]
import networkx
from hypothesis import given
from lxml import etree
from tests.export.hostile import NASTY, few, hostile_graphs
from tests.javascript_packages import Script

from bizgraph.export.drawn.graphml import graphml
from bizgraph.export.network import Edge, Node, PropertyGraph, Value

SMALL = PropertyGraph(
    [
        Node("n:a", "Measure", "甲", {"days": 3, "pid": ("x", "y")}, "#ff8000", "box", 30.0, 1.5, -2.0),
        Node("n:b", "Unit", "乙\n丙", {"since": date(2022, 6, 30), "known": True}),
    ],
    [
        Edge("e1", "n:a", "n:b", "leadUnit", "牵头", 2.0, {"share": 0.5}, "#000000", 4.0),
        Edge("e2", "n:a", "n:b", "leadUnit", "配合"),
    ],
    title="一 & 二",
)
WRITTEN = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key id="graph-0" for="graph" attr.name="title" attr.type="string"/>
<key id="node-0" for="node" attr.name="kind" attr.type="string"/>
<key id="node-1" for="node" attr.name="label" attr.type="string"/>
<key id="node-2" for="node" attr.name="x" attr.type="double"/>
<key id="node-3" for="node" attr.name="y" attr.type="double"/>
<key id="node-4" for="node" attr.name="days" attr.type="long"/>
<key id="node-5" for="node" attr.name="known" attr.type="boolean"/>
<key id="node-6" for="node" attr.name="pid" attr.type="string"/>
<key id="node-7" for="node" attr.name="since" attr.type="string"/>
<key id="edge-0" for="edge" attr.name="kind" attr.type="string"/>
<key id="edge-1" for="edge" attr.name="label" attr.type="string"/>
<key id="edge-2" for="edge" attr.name="weight" attr.type="double"/>
<key id="edge-3" for="edge" attr.name="share" attr.type="double"/>
<key id="node-drawing" for="node" yfiles.type="nodegraphics"/>
<key id="edge-drawing" for="edge" yfiles.type="edgegraphics"/>
<graph edgedefault="directed">
<data key="graph-0">一 &amp; 二</data>
<node id="n:a"><data key="node-drawing"><y:ShapeNode>\
<y:Geometry height="30.0" width="30.0" x="-13.5" y="-13.0"/><y:Fill color="#ff8000" transparent="false"/>\
<y:BorderStyle hasColor="false"/><y:NodeLabel modelName="sides" modelPosition="s">甲</y:NodeLabel>\
<y:Shape type="rectangle"/></y:ShapeNode></data><data key="node-0">Measure</data>\
<data key="node-1">甲</data><data key="node-2">1.5</data><data key="node-3">-2.0</data>\
<data key="node-4">3</data><data key="node-6">["x", "y"]</data></node>
<node id="n:b"><data key="node-drawing"><y:ShapeNode>\
<y:Geometry height="20.0" width="20.0" x="-10.0" y="-10.0"/><y:Fill color="#7f7f7f" transparent="false"/>\
<y:BorderStyle hasColor="false"/><y:NodeLabel modelName="sides" modelPosition="s">乙
丙</y:NodeLabel><y:Shape type="ellipse"/></y:ShapeNode></data><data key="node-0">Unit</data>\
<data key="node-1">乙
丙</data><data key="node-2">0.0</data><data key="node-3">0.0</data><data key="node-5">true</data>\
<data key="node-7">2022-06-30</data></node>
<edge id="e1" source="n:a" target="n:b"><data key="edge-drawing"><y:PolyLineEdge>\
<y:LineStyle color="#000000" type="line" width="4.0"/><y:Arrows source="none" target="standard"/>\
<y:EdgeLabel>牵头</y:EdgeLabel></y:PolyLineEdge></data><data key="edge-0">leadUnit</data>\
<data key="edge-1">牵头</data><data key="edge-2">2.0</data><data key="edge-3">0.5</data></edge>
<edge id="e2" source="n:a" target="n:b"><data key="edge-drawing"><y:PolyLineEdge>\
<y:LineStyle color="#9aa5b1" type="line" width="1.0"/><y:Arrows source="none" target="standard"/>\
<y:EdgeLabel>配合</y:EdgeLabel></y:PolyLineEdge></data><data key="edge-0">leadUnit</data>\
<data key="edge-1">配合</data><data key="edge-2">1.0</data></edge>
</graph>
</graphml>
"""
YED = {"y": "http://www.yworks.com/xml/graphml"}


def test_a_small_graph_is_written_so() -> None:
    assert "".join(graphml(SMALL)) == WRITTEN


@few
@given(hostile_graphs())
def test_networkx_reads_every_node_edge_and_attribute(network: PropertyGraph) -> None:
    read = networkx.read_graphml(BytesIO(_encoded(network)), force_multigraph=True)
    assert isinstance(read, networkx.MultiDiGraph)
    assert read.graph["title"] == network.title
    nodes = list(network.nodes())
    assert list(read.nodes) == [node.id for node in nodes]
    for node in nodes:
        _assert_read(read.nodes[node.id], _plain(node) | {"x": node.x, "y": node.y})
    edges = {key: (source, target, data) for source, target, key, data in read.edges(keys=True, data=True)}
    assert len(edges) == read.number_of_edges() == network.graph.number_of_edges()
    for edge in network.edges():
        source, target, data = edges[edge.id]
        assert (source, target) == (edge.source, edge.target)
        _assert_read(data, _plain(edge) | {"weight": edge.weight})


@few
@given(hostile_graphs().filter(lambda network: not _has_subnormal_numbers(network)))
def test_igraph_reads_every_node_edge_and_attribute(network: PropertyGraph) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "graph.graphml"
        file.write_bytes(_encoded(network))
        read = igraph.Graph.Read_GraphML(str(file))
    assert read.is_directed()
    nodes, edges = list(network.nodes()), list(network.edges())
    assert [_repaired(vertex["id"]) for vertex in read.vs] == [node.id for node in nodes]
    for node, vertex in zip(nodes, read.vs, strict=True):
        _assert_read(_igraph_attributes(vertex), _floats(_plain(node) | {"x": node.x, "y": node.y}))
    places = {node.id: place for place, node in enumerate(nodes)}
    assert read.get_edgelist() == [(places[edge.source], places[edge.target]) for edge in edges]
    for edge, line in zip(edges, read.es, strict=True):
        _assert_read(_igraph_attributes(line), _floats(_plain(edge) | {"weight": edge.weight}))


def test_graphology_reads_every_node_edge_and_attribute(tmp_path: Path, run_javascript: Script) -> None:
    nodes = [Node(f"n:{text}", text, text, {"text": text, "list": NASTY, text: True}) for text in NASTY]
    edges = [
        Edge(f"{number} {text}", nodes[number].id, nodes[0].id, text, text, 2.5, {"list": (text,)})
        for text in NASTY
        for number in range(2)
    ]
    networks = [SMALL, PropertyGraph(nodes, edges), PropertyGraph([], [])]
    files = [tmp_path / f"{number}.graphml" for number in range(len(networks))]
    for network, file in zip(networks, files, strict=True):
        file.write_bytes(_encoded(network))
    for network, read in zip(networks, run_javascript("read-graphml.cjs", *files), strict=True):
        assert [node["key"] for node in read["nodes"]] == [node.id for node in network.nodes()]
        for node, written in zip(read["nodes"], network.nodes(), strict=True):
            _assert_read(node["attributes"], _plain(written) | {"x": written.x, "y": written.y})
        ends = [(edge["key"], edge["source"], edge["target"]) for edge in read["edges"]]
        assert ends == [(edge.id, edge.source, edge.target) for edge in network.edges()]
        for edge, drawn in zip(read["edges"], network.edges(), strict=True):
            _assert_read(edge["attributes"], _plain(drawn) | {"weight": drawn.weight})


@few
@given(hostile_graphs())
def test_every_node_and_edge_is_drawn_for_yed(network: PropertyGraph) -> None:
    root = etree.fromstring(_encoded(network))
    labels = [label.text or "" for label in root.iterfind(".//y:NodeLabel", YED)]
    assert labels == [node.label for node in network.nodes()]
    labels = [label.text or "" for label in root.iterfind(".//y:EdgeLabel", YED)]
    assert labels == [edge.label for edge in network.edges()]


def test_nodes_are_read_only_when_they_are_asked_for() -> None:
    class Cut(PropertyGraph):
        def nodes(self) -> Iterator[Node]:
            yield Node("n:a", "Kind", "A")
            raise AssertionError

    assert 'id="n:a"' in next(chunk for chunk in graphml(Cut([], [])) if chunk.startswith("<node "))


def _encoded(network: PropertyGraph) -> bytes:
    return "".join(graphml(network)).encode()


def _plain(thing: Node | Edge) -> dict[str, Value]:
    """Return the attributes as GraphML has them: it knows neither lists nor days."""
    attributes = {
        name: json.dumps(value, ensure_ascii=False)
        if isinstance(value, tuple)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for name, value in thing.attributes.items()
    }
    return {"kind": thing.kind, "label": thing.label, **attributes}


def _assert_read(read: Mapping[str, Any], written: Mapping[str, Value]) -> None:
    assert {name: read[name] for name in written} == written


def _floats(attributes: Mapping[str, Value]) -> dict[str, Value]:
    """Return the attributes as igraph has them: all its numbers are floating."""
    return {
        name: float(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in attributes.items()
    }


def _has_subnormal_numbers(network: PropertyGraph) -> bool:
    """Say whether igraph refuses the file for a number too close to zero."""
    numbers = [number for node in network.nodes() for number in (node.x, node.y, *node.attributes.values())]
    numbers += [number for edge in network.edges() for number in (edge.weight, *edge.attributes.values())]
    return any(isinstance(number, float) and 0 < abs(number) < sys.float_info.min for number in numbers)


def _igraph_attributes(read: igraph.Vertex | igraph.Edge) -> dict[str, Any]:
    return {_repaired(name): value for name, value in read.attributes().items()}


def _repaired(text: str) -> str:
    """Return text of an XML attribute: igraph leaves its ampersands escaped."""
    return text.replace("&#38;", "&")
