from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import networkx
import pydot
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.export.hostile import hostile_graphs

from bizgraph.export.drawn.dot import dot
from bizgraph.export.network import Edge, Node, PropertyGraph, text_of

ESCAPED = re.compile(r"\\(.)")


def graphviz(form: str, *networks: PropertyGraph) -> list[dict[str, Any]]:
    """What Graphviz prints of networks: `dot_json` is what it read, `json` what it drew too."""
    done = subprocess.run(
        ["neato", "-n2", f"-T{form}"],
        input="".join(text for network in networks for text in dot(network)).encode(),
        capture_output=True,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    decoder = json.JSONDecoder(strict=False)
    text, graphs = done.stdout.decode().strip(), []
    while text:
        graph, end = decoder.raw_decode(text)
        graphs.append(graph)
        text = text[end:].strip()
    return graphs


def meant(text: str) -> str:
    """What an escString stands for."""
    return ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def others(thing: dict[str, Any]) -> dict[str, str]:
    return {
        meant(name).removeprefix("biz_"): meant(value)
        for name, value in thing.items()
        if name.startswith("biz_") and value
    }


def wanted(**parts: Any) -> dict[str, str]:
    """Graphviz cannot tell an empty attribute from none."""
    return {name: text_of(value) for name, value in parts.items() if text_of(value)}


def lines(thing: dict[str, Any]) -> list[str]:
    """The lines of text that are drawn, but for empty ones."""
    return [step["text"] for step in thing.get("_ldraw_", ()) if step["op"] == "T" and step["text"]]


@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(hostile_graphs(), min_size=5, max_size=20))
def test_graphviz_reads_it_all(networks: list[PropertyGraph]) -> None:
    for network, found in zip(networks, graphviz("dot_json", *networks), strict=True):
        assert (found["directed"], found["strict"]) == (True, False)
        nodes = found.get("objects", [])
        names = {node["_gvid"]: meant(node["id"]) for node in nodes}
        assert list(names.values()) == [node.id for node in network.nodes()]
        for node, read in zip(network.nodes(), nodes, strict=True):
            assert others(read) == wanted(kind=node.kind, **node.attributes)
        edges = {meant(edge["id"]): edge for edge in found.get("edges", [])}
        assert sorted(edges) == sorted(edge.id for edge in network.edges())
        for edge in network.edges():
            read = edges[edge.id]
            assert [names[read["tail"]], names[read["head"]]] == [edge.source, edge.target]
            assert others(read) == wanted(kind=edge.kind, weight=edge.weight, **edge.attributes)


@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(hostile_graphs(), min_size=5, max_size=20))
def test_graphviz_draws_the_labels_as_they_are(networks: list[PropertyGraph]) -> None:
    for network, found in zip(networks, graphviz("json", *networks), strict=True):
        things = [found, *found.get("objects", [])]
        labels = [network.title, *(node.label for node in network.nodes())]
        assert [lines(thing) for thing in things] == [
            list(filter(None, label.split("\n"))) for label in labels
        ]


@pytest.mark.parametrize(
    "label",
    [
        "深圳市",
        "<b>深圳</b>",
        r"\N \G \E \T \n \l \\",
        "one\\",
        'he said "no"',
        "&lt;b&gt; &#65; &amp;amp; a & b",
        "#include",
    ],
)
def test_nothing_in_a_label_is_markup(label: str) -> None:
    (found,) = graphviz("json", PropertyGraph([Node("a", "Unit", label)], []))
    assert lines(found["objects"][0]) == [label]


def test_it_is_drawn_as_it_is_laid_out() -> None:
    network = PropertyGraph(
        [
            Node("a", "Region", "深圳市", colour="#cc3311", shape="box", size=32),
            Node("b", "Unit", "市监局", colour="#0077bb", shape="diamond", size=16, x=400, y=200),
        ],
        [Edge(str(number), "a", "b", "leads", "牵头", colour="#009988", width=2) for number in range(3)],
        kinds={"Region": {"zh": "地区"}},
    )
    (found,) = graphviz("json", network)
    a, b = found["objects"]
    assert [a["fillcolor"], b["fillcolor"]] == ["#cc3311", "#0077bb"]
    assert [a["shape"], b["shape"]] == ["box", "diamond"]
    assert [lines(a), lines(b)] == [["深圳市"], ["市监局"]]
    assert [meant(a["tooltip"]), meant(b["tooltip"])] == ["地区\n深圳市", "Unit\n市监局"]
    assert [extent(a), extent(b)] == [(24.0, 24.0), (12.0, 12.0)]  # 32 and 16 CSS pixels, in points
    assert apart(a, b) == pytest.approx((300.0, 150.0))
    edges = found["edges"]
    assert [edge["id"] for edge in edges] == ["0", "1", "2"]
    assert {(edge["color"], edge["penwidth"], *lines(edge)) for edge in edges} == {
        ("#009988", "1.50", "牵头")
    }
    assert len({json.dumps(edge["_draw_"]) for edge in edges}) == 3  # parallel edges lie apart


def extent(node: dict[str, Any]) -> tuple[float, float]:
    """The width and height of the shape that is drawn."""
    points = next(step["points"] for step in node["_draw_"] if step["op"] == "P")
    across, up = zip(*points, strict=True)
    return max(across) - min(across), max(up) - min(up)


def apart(one: dict[str, Any], other: dict[str, Any]) -> tuple[float, ...]:
    places = [[float(place) for place in node["pos"].split(",")] for node in (one, other)]
    return tuple(second - first for first, second in zip(*places, strict=True))


def test_attributes_hit_nothing_that_graphviz_gives_a_meaning() -> None:
    given = {"pos": "9,9!", "style": "invis", "URL": "x", "fillcolor": "red", "a b": "甲", "": "空"}
    (found,) = graphviz("json", PropertyGraph([Node("a", "Unit", "A", given, colour="#0077bb")], []))
    (node,) = found["objects"]
    assert others(node) == {**{name or "_": value for name, value in given.items()}, "kind": "Unit"}
    assert (node["style"], node["fillcolor"], lines(node)) == ("filled", "#0077bb", ["A"])
    assert "URL" not in node


def test_networkx_reads_it() -> None:
    nodes = [Node("区:a b", "Region", "深圳市", {"year": 2022}), Node("b", "Unit", "市监局")]
    edges = [Edge("1", "b", "区:a b", "leads", "牵头"), Edge("2", "b", "区:a b", "leads", "牵头")]
    read = pydot.graph_from_dot_data("".join(dot(PropertyGraph(nodes, edges, title="图"))))
    assert read is not None
    graph = networkx.nx_pydot.from_pydot(read[0])
    assert {data["id"]: ends for *ends, data in graph.edges(data=True)} == {
        '"1"': ["b", "区:a b"],
        '"2"': ["b", "区:a b"],
    }
    assert graph.nodes["区:a b"]['"biz_year"'] == '"2022"'
