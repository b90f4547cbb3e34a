"""Pictures, RDF and spreadsheets of every view, and pages of two, read by programs of others."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser
from pyoxigraph import NamedNode, Quad, RdfFormat, Store
from tests.export.browser import chromium, opened
from tests.export.linked_data.reading import by_oxigraph, by_pyld, by_rdflib

from bizgraph.export.names import ViewName
from bizgraph.export.network import PropertyGraph
from bizgraph.export.page import page
from bizgraph.graph import Graph
from bizgraph.pictures.network import draw_network, svg_id
from bizgraph.rdf.vocabulary import BIZ, TYPE

PART: dict[str, Any] = {"region": "赣县区", "indicator": "政务服务"}
WITH_GRAPHS = {"trig": RdfFormat.TRIG, "json-ld": RdfFormat.JSON_LD}
TRIPLES = {"turtle": RdfFormat.TURTLE, "rdf-xml": RdfFormat.RDF_XML}

every_view = pytest.mark.parametrize("view", ViewName)
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.default_context|ConjunctiveGraph) is deprecated")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def networks(seeds_graph: Graph) -> dict[ViewName, PropertyGraph]:
    """Each view of a part; whole ones are read in test_every_view.py, where nothing is drawn."""
    return {view: seeds_graph.network(view, **PART) for view in ViewName}


@pytest.mark.parametrize("view", [ViewName.RESPONSIBILITY, ViewName.FULL])
def test_chromium_opens_the_page(
    browser: Browser, networks: dict[ViewName, PropertyGraph], view: ViewName, tmp_path: Path
) -> None:
    network = networks[view]
    (tmp_path / "page.html").write_text("".join(page(network)), "utf-8")
    with opened(browser, tmp_path / "page.html") as tab:
        tab.wait_for_selector("html[data-drawn]")
        read = tab.evaluate("[network.nodes.map(node => node.id), network.edges.map(edge => edge.id)]")
        drawn = tab.evaluate("[network.picture.nodes().length, network.picture.edges().length]")
    assert read == [[node.id for node in network.nodes()], [edge.id for edge in network.edges()]]
    assert drawn == [len(things) for things in read]


@every_view
def test_pictures_show_every_thing(networks: dict[ViewName, PropertyGraph], view: ViewName) -> None:
    network = networks[view]
    drawn = {str(each.get("id")) for each in etree.fromstring(draw_network(network, "svg")).iter()}
    assert {svg_id("node", node.id) for node in network.nodes()} <= drawn
    assert {svg_id("edge", edge.id) for edge in network.edges()} <= drawn


def test_a_picture_of_points_fills_a_page(networks: dict[ViewName, PropertyGraph]) -> None:
    picture = Image.open(BytesIO(draw_network(networks[ViewName.PRACTICE], "png")))
    assert picture.size == (1754, 1239)


@every_view
def test_rdf_says_the_same_in_every_format(seeds_graph: Graph, view: ViewName) -> None:
    written = by_oxigraph(seeds_graph.export("nquads", view=view, **PART), RdfFormat.N_QUADS)
    assert written
    for name, form in WITH_GRAPHS.items():
        assert by_oxigraph(seeds_graph.export(name, view=view, **PART), form) == written
    triples = {quad.triple for quad in written if not _is_anonymous(quad)}
    for name, form in TRIPLES.items():
        read = by_oxigraph(seeds_graph.export(name, view=view, **PART), form)
        assert {quad.triple for quad in read if not _is_anonymous(quad)} == triples


@pytest.mark.parametrize("view", [ViewName.BORROWING, ViewName.PRACTICE])
def test_rdf_says_the_same_to_programs_of_others(seeds_graph: Graph, view: ViewName) -> None:
    json_ld = seeds_graph.export("json-ld", view=view, **PART)
    nquads, trig = (seeds_graph.export(name, view=view, **PART) for name in ("nquads", "trig"))
    assert by_pyld(json_ld) == by_oxigraph(nquads, RdfFormat.N_QUADS)
    assert by_rdflib(trig, "trig") == by_rdflib(json_ld, "json-ld")


@every_view
def test_the_spreadsheet_lists_what_the_view_rests_on(seeds_graph: Graph, view: ViewName) -> None:
    book = openpyxl.load_workbook(BytesIO(seeds_graph.export("xlsx", view=view, **PART)), read_only=True)
    rdf = Store()
    rdf.bulk_load(seeds_graph.export("nquads", view=view, **PART), RdfFormat.N_QUADS)
    listed = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    rests = _statements(rdf, view)
    assert rests
    assert {thing.value for thing in rests} <= listed


def _statements(rdf: Store, view: ViewName) -> set[NamedNode]:
    """The measures, practices and gaps of a view; what else they name has a class there, and no words."""
    kinds = ("Measure", "BenchmarkPractice", "Gap")
    things = {
        quad.subject
        for kind in kinds
        for quad in rdf.quads_for_pattern(None, TYPE, BIZ(kind))
        if next(rdf.quads_for_pattern(quad.subject, BIZ("text"), None), None)
    }
    return {thing for thing in things if isinstance(thing, NamedNode)}


def _is_anonymous(quad: Quad) -> bool:
    return not isinstance(quad.subject, NamedNode) or "BlankNode" in type(quad.object).__name__
