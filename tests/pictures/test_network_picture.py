from __future__ import annotations

import io
import re
import warnings
from itertools import combinations

import pytest
from hypothesis import given, settings
from lxml import etree
from PIL import Image
from tests.export.hostile import hostile_graphs

from bizgraph.export.network import Edge, Node, PropertyGraph
from bizgraph.pictures.network import draw_network, svg_id
from bizgraph.pictures.placing import Area, Named, place

SVG = "{http://www.w3.org/2000/svg}"


def ids(svg: bytes) -> list[str]:
    return [element.get("id", "") for element in etree.fromstring(svg).iter(f"{SVG}g") if element.get("id")]


def crowd(count: int) -> PropertyGraph:
    """A ring of units around a city, closer than their names are wide."""
    nodes = [Node("city", "Region", "深圳市", size=60, colour="#2f5d8a")]
    for number in range(count):
        nodes.append(
            Node(
                f"unit/{number} 局", "Unit", f"某市第{number}市场监督管理局", size=10, x=7.0 * number, y=90.0
            )
        )
    edges = [Edge(f"e{number}", f"unit/{number} 局", "city", "leads", "牵头") for number in range(count)]
    kinds = {"Region": {"zh": "地区", "en": "place"}, "Unit": {"zh": "单位", "en": "unit"}}
    return PropertyGraph(nodes, edges, title="谁牵头", kinds=kinds)


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_same_network_gives_the_same_bytes(form: str) -> None:
    drawn = draw_network(crowd(20), form)  # type: ignore[arg-type]
    assert drawn == draw_network(crowd(20), form)  # type: ignore[arg-type]
    assert b"atplotlib" not in drawn


def test_a_picture_is_a_page_in_landscape() -> None:
    with Image.open(io.BytesIO(draw_network(crowd(3), "png"))) as image:
        assert image.size == (1754, 1239)
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        assert len(image.convert("RGB").getcolors(1_000_000) or []) > 10


def test_things_are_found_again_in_svg() -> None:
    found = ids(draw_network(crowd(3), "svg"))
    assert {"node:city", "name:city", "edge:e0", "node:unit%2F0%20%E5%B1%80"} <= set(found)


def test_nothing_in_svg_comes_from_elsewhere() -> None:
    svg = draw_network(crowd(3), "svg")
    links = re.findall(rb'href="(.)', svg)
    assert b"DOCTYPE" not in svg
    assert set(links) == {b"#"}


def test_a_crowded_picture_names_the_important_and_counts_the_rest() -> None:
    found = ids(draw_network(crowd(60), "svg"))
    named = [each for each in found if each.startswith("name:")]
    assert "name:city" in named
    assert 13 <= len(named) < 61


@settings(max_examples=6, deadline=None)
@given(hostile_graphs())
def test_whatever_is_in_a_network_is_drawn(network: PropertyGraph) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # "Glyph … missing from font" is a warning of matplotlib
        svg = draw_network(network, "svg")
        draw_network(network, "png")
    found = ids(svg)
    assert len(found) == len(set(found))
    assert {svg_id("node", node.id) for node in network.nodes()} <= set(found)
    assert {svg_id("edge", edge.id) for edge in network.edges()} <= set(found)


def test_names_lie_in_the_area_and_not_on_each_other() -> None:
    things = [Named(30 + index % 12 * 18, 30 + index // 12 * 18, 4, 40, 10) for index in range(120)]
    area = Area(0, 0, 260, 240)
    places = place(things, area, always=5)
    assert None in places
    boxes = [(x - 20, y - 5, x + 20, y + 5) for each in places if each is not None for x, y in [each]]
    assert places[0] is not None
    assert len(boxes) > 5
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 260 and box[3] <= 240 for box in boxes)
