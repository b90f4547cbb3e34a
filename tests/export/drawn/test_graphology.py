from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.export.drawn.test_cytoscape_json import attributes, wanted
from tests.export.hostile import hostile_graphs
from tests.javascript_packages import Script

from bizgraph.export.drawn.graphology import graphology
from bizgraph.export.network import Edge, Node, PropertyGraph

SCRIPT = "read-graphology.cjs"
OWN_NODE = {"label", "x", "y", "size", "color", "kind", "shape"}
OWN_EDGE = {"label", "size", "color", "kind", "weight"}


def read(
    networks: list[PropertyGraph], run_javascript: Script, tmp_path_factory: pytest.TempPathFactory
) -> Any:
    folder = tmp_path_factory.mktemp("graphology")
    files = [folder / f"{number}.graphology.json" for number in range(len(networks))]
    for file, network in zip(files, networks, strict=True):
        file.write_text("".join(graphology(network)), "utf-8")
    return run_javascript(SCRIPT, *files)


@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(networks=st.lists(hostile_graphs(), min_size=5, max_size=20))
def test_graphology_reads_it_all(
    networks: list[PropertyGraph], run_javascript: Script, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for network, found in zip(networks, read(networks, run_javascript, tmp_path_factory), strict=True):
        assert (found["type"], found["multi"]) == ("directed", True)
        assert found["attributes"]["title"] == network.title
        nodes = {node["key"]: node["attributes"] for node in found["nodes"]}
        edges = {edge["key"]: edge for edge in found["edges"]}
        assert list(nodes) == [node.id for node in network.nodes()]
        assert list(edges) == [edge.id for edge in network.edges()]
        for node in network.nodes():
            data = nodes[node.id]
            assert all(math.isfinite(data[name]) for name in ("x", "y", "size"))
            assert [data["kind"], data["label"], data["color"]] == [node.kind, node.label, node.colour]
            assert (data["x"], data["y"]) == (node.x, node.y)
            assert attributes(data, OWN_NODE) == wanted(node.attributes)
        for edge in network.edges():
            data = edges[edge.id]["attributes"]
            assert [edges[edge.id]["source"], edges[edge.id]["target"]] == [edge.source, edge.target]
            assert [data["kind"], data["label"], data["weight"]] == [edge.kind, edge.label, edge.weight]
            assert (data["size"], data["color"]) == (edge.width, edge.colour)
            assert attributes(data, OWN_EDGE) == wanted(edge.attributes)


def test_what_sigma_would_take_for_its_own_keeps_its_value(
    run_javascript: Script, tmp_path_factory: pytest.TempPathFactory
) -> None:
    node = Node(
        "a", "Unit", "市监局", {"color": "绿", "type": "机关", "hidden": True, "zIndex_": 1, "zIndex": 2}
    )
    edge = Edge("e", "a", "a", "leads", "牵头", attributes={"size": "大", "__proto__": "x"})
    (found,) = read([PropertyGraph([node], [edge])], run_javascript, tmp_path_factory)
    own = {name: value for name, value in found["nodes"][0]["attributes"].items() if name not in OWN_NODE}
    assert own == {"color_": "绿", "type_": "机关", "hidden_": True, "zIndex_": 2, "zIndex__": 1}
    assert found["edges"][0]["attributes"]["size_"] == "大"
    assert found["edges"][0]["attributes"]["__proto___"] == "x"


@pytest.mark.parametrize(
    ("far", "radii"),
    [
        (500.0, [10.0, 40.0]),  # as laid out, where the graph fits into a window
        (4000.0, [2.5, 10.0]),  # shrunken with the graph
        (1e6, [2.0, 2.0]),  # but still to be seen
    ],
)
def test_radii_fit_the_window(
    far: float, radii: list[float], run_javascript: Script, tmp_path_factory: pytest.TempPathFactory
) -> None:
    nodes = [Node("a", "Unit", "A", size=20), Node("b", "Unit", "B", size=80, y=far)]
    (found,) = read([PropertyGraph(nodes, [])], run_javascript, tmp_path_factory)
    assert [node["attributes"]["size"] for node in found["nodes"]] == radii
