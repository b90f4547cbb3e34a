from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import given
from lxml import etree
from tests.export.hostile import NASTY, few, hostile_graphs
from tests.javascript_packages import Script

from bizgraph.export.drawn.gexf import gexf
from bizgraph.export.network import Edge, Node, PropertyGraph, Value

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf-1.3.rng")))

SMALL = PropertyGraph(
    [
        Node("n:a", "Measure", "甲", {"days": 3, "pid": ("x", "y's")}, "#ff8000", "box", 30.0, 1.5, -2.0),
        Node("n:b", "Unit", "乙\n丙", {"since": date(2022, 6, 30), "known": True}),
    ],
    [
        Edge("e1", "n:a", "n:b", "leadUnit", "牵头", 2.0, {"share": 0.5}, "#000000", 4.0),
        Edge("e2", "n:a", "n:b", "partnerUnit", "配合"),
    ],
    title="一 & 二",
)
WRITTEN = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>bizgraph</creator><description>一 &amp; 二</description></meta>
<graph defaultedgetype="directed" idtype="string" mode="static">
<attributes class="node"><attribute id="0" title="kind" type="string"/>\
<attribute id="1" title="days" type="long"/><attribute id="2" title="known" type="boolean"/>\
<attribute id="3" title="pid" type="liststring"/><attribute id="4" title="since" type="string"/></attributes>
<attributes class="edge"><attribute id="0" title="kind" type="string"/>\
<attribute id="1" title="share" type="double"/></attributes>
<nodes>
<node id="n:a" label="甲"><attvalues><attvalue for="0" value="Measure"/><attvalue for="1" value="3"/>\
<attvalue for="3" value="['x', 'y\\'s']"/></attvalues><viz:color r="255" g="128" b="0"/>\
<viz:position x="1.5" y="-2.0"/><viz:size value="15.0"/><viz:shape value="square"/></node>
<node id="n:b" label="乙&#10;丙"><attvalues><attvalue for="0" value="Unit"/><attvalue for="2" value="true"/>\
<attvalue for="4" value="2022-06-30"/></attvalues><viz:color r="127" g="127" b="127"/>\
<viz:position x="0.0" y="0.0"/><viz:size value="10.0"/><viz:shape value="disc"/></node>
</nodes>
<edges>
<edge id="e1" source="n:a" target="n:b" kind="leadUnit" label="牵头" weight="2.0"><attvalues>\
<attvalue for="0" value="leadUnit"/><attvalue for="1" value="0.5"/></attvalues>\
<viz:color r="0" g="0" b="0"/><viz:thickness value="4.0"/></edge>
<edge id="e2" source="n:a" target="n:b" kind="partnerUnit" label="配合" weight="1.0"><attvalues>\
<attvalue for="0" value="partnerUnit"/></attvalues>\
<viz:color r="154" g="165" b="177"/><viz:thickness value="1.0"/></edge>
</edges>
</graph>
</gexf>
"""


def test_a_small_graph_is_written_so() -> None:
    assert "".join(gexf(SMALL)) == WRITTEN


@few
@given(hostile_graphs())
def test_every_graph_is_valid(network: PropertyGraph) -> None:
    SCHEMA.assertValid(etree.fromstring(_encoded(network)))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('type="liststring"', 'type="date"'),
        ('for="1" value="3"', 'for="1"'),
        ('<viz:size value="15.0"/>', '<viz:size value="-1"/>'),
        ('r="255"', 'r="256"'),
        ('value="square"', 'value="box"'),
        ('weight="2.0"', 'weight="heavy"'),
        ("http://gexf.net/1.3/viz", "http://www.gexf.net/1.2draft/viz"),
    ],
)
def test_the_schema_refuses_what_gexf_does_not_know(right: str, wrong: str) -> None:
    assert right in WRITTEN
    with pytest.raises(etree.DocumentInvalid):
        SCHEMA.assertValid(etree.fromstring(WRITTEN.replace(right, wrong).encode()))


@few
@given(hostile_graphs())
def test_networkx_reads_every_node_edge_and_attribute(network: PropertyGraph) -> None:
    read = networkx.read_gexf(BytesIO(_encoded(network)))
    nodes = list(network.nodes())
    assert list(read.nodes) == [node.id for node in nodes]
    for node in nodes:
        data = read.nodes[node.id]
        assert (data["label"], data["kind"]) == (node.label, node.kind)
        assert data["viz"]["position"] == {"x": node.x, "y": node.y, "z": 0.0}
        assert {name: _value(data[name], value) for name, value in node.attributes.items()} == node.attributes
    edges = {data["id"]: (source, target, data) for source, target, data in read.edges(data=True)}
    assert len(edges) == read.number_of_edges() == network.graph.number_of_edges()
    for edge in network.edges():
        source, target, data = edges[edge.id]
        assert (source, target, data["kind"]) == (edge.source, edge.target, edge.kind)
        assert (data["label"], data["weight"]) == (edge.label, edge.weight)
        assert {name: _value(data[name], value) for name, value in edge.attributes.items()} == edge.attributes


def test_graphology_reads_every_node_edge_and_attribute(tmp_path: Path, run_javascript: Script) -> None:
    nodes = [
        Node(f"n:{text}", text or "-", text, {"text": text, "list": NASTY, text: True}) for text in NASTY
    ]
    edges = [
        Edge(f"{number} {text}", nodes[number].id, nodes[0].id, text or "-", text, 2.5, {"list": (text,)})
        for text in NASTY
        for number in range(2)
    ]
    networks = [SMALL, PropertyGraph(nodes, edges), PropertyGraph([], [])]
    files = [tmp_path / f"{number}.gexf" for number in range(len(networks))]
    for network, file in zip(networks, files, strict=True):
        file.write_bytes(_encoded(network))
    for network, read in zip(networks, run_javascript("read-gexf.cjs", *files), strict=True):
        assert read["nodes"] == [
            {
                "key": node.id,
                "attributes": _drawn(node)
                | {"size": node.size / 2, "x": node.x, "y": node.y}
                | {"shape": {"ellipse": "disc", "box": "square"}[node.shape]},
            }
            for node in network.nodes()
        ]
        assert read["edges"] == [
            {
                "key": edge.id,
                "source": edge.source,
                "target": edge.target,
                "attributes": _drawn(edge) | {"weight": edge.weight, "thickness": edge.width},
            }
            for edge in network.edges()
        ]


def test_nodes_are_read_only_when_they_are_asked_for() -> None:
    class Cut(PropertyGraph):
        def nodes(self) -> Iterator[Node]:
            yield Node("n:a", "Kind", "A")
            raise AssertionError

    assert 'id="n:a"' in next(chunk for chunk in gexf(Cut([], [])) if chunk.startswith("<node "))


def _encoded(network: PropertyGraph) -> bytes:
    return "".join(gexf(network)).encode()


def _value(read: Any, written: Value) -> Any:
    """Return what was read as a value of the type that was written: networkx knows neither lists nor days."""
    match written:
        case tuple():
            return tuple(
                re.sub(r"\\(.)", r"\1", item) for item in re.findall(r"'((?:[^'\\]|\\.)*)'", read, re.DOTALL)
            )
        case date():
            return date.fromisoformat(read)
        case _:
            assert type(read) is type(written)
            return read


def _drawn(thing: Node | Edge) -> dict[str, Any]:
    """Return what graphology reads of nodes and of edges; it leaves out labels without text."""
    red, green, blue = bytes.fromhex(thing.colour[1:])
    plain = {
        name: list(value) if isinstance(value, tuple) else str(value) if isinstance(value, date) else value
        for name, value in thing.attributes.items()
    }
    label = {"label": thing.label} if thing.label else {}
    return label | {"kind": thing.kind, "color": f"rgb({red},{green},{blue})"} | plain
