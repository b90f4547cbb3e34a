"""The graph holds the text of each document: its characters are those that the places of facts count."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, RdfFormat, parse

from bizgraph.building import build
from bizgraph.export.linked_data.canonical import canonical
from bizgraph.export.linked_data.rdf_xml import rdf_xml
from bizgraph.export.linked_data.turtle import turtle
from bizgraph.export.linked_data.xml_text import FORBIDDEN
from bizgraph.export.names import ExportFormat, ViewName
from bizgraph.graph import Graph
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.mapping import document_quads
from bizgraph.rdf.serialise import from_nquads, to_nquads
from bizgraph.rdf.vocabulary import BIZ
from bizgraph.source.read import read_file
from bizgraph.source.telephones import redact

from .sample import SOURCE, facts, text

NAMES = Namespaces()
HOSTILE = (
    "2022年甲市优化营商环境实施方案\r\n<script>alert('x')</script>&amp;\"'\r"
    "一、获得电力\x0b\x0c\x85\u2028\u2029\ufffe\uffff\ufeff\u202e\x00\x01\x1b[31m😀𠮷\n"
    "联系人张三 13900001111，投资13900001111元 \t\r\n"
)
_TEXTS = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?document ?text WHERE { ?document biz:sourceText ?text }
"""
_SPANS = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?start ?end ?exact WHERE {
  ?span biz:inDocument ?document ; biz:start ?start ; biz:end ?end ; biz:exact ?exact
}
"""


def _said(source: str) -> Quad:
    quads = document_quads(facts(), text(SOURCE + source), NAMES)
    (said,) = (quad for quad in quads if quad.predicate == BIZ("sourceText"))
    return said


def _value(quad: Quad) -> str:
    assert isinstance(quad.object, Literal)
    return quad.object.value


def test_the_text_is_all_of_the_file_with_telephone_numbers_starred_out() -> None:
    assert _value(_said("")) == SOURCE
    value = _value(_said(HOSTILE))
    assert len(value) == len(SOURCE) + len(HOSTILE)
    assert value == SOURCE + HOSTILE.replace("张三 13900001111", "张三 " + "*" * 11)
    assert _said("").graph_name == NAMES.graph("sample")


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"])))
@example(HOSTILE)
def test_every_form_of_rdf_gives_the_text_back(source: str) -> None:
    said = _said(source)
    value = _value(said)
    assert _value(from_nquads(to_nquads([said]))[0]) == value
    quads = list(canonical([said]))
    in_turtle = parse(b"".join(turtle(quads, NAMES)), format=RdfFormat.TURTLE)
    assert [_value(quad) for quad in in_turtle] == [value]
    in_xml = parse(b"".join(rdf_xml(quads, NAMES)), format=RdfFormat.RDF_XML)
    assert [_value(quad) for quad in in_xml] == [FORBIDDEN.sub("\ufffd", value)]  # as long, so places hold


def test_places_of_the_seeds_count_its_characters(seeds_graph: Graph) -> None:
    counted = 0
    for document, whole in seeds_graph.sparql(_TEXTS):  # type: ignore[union-attr]
        known = seeds_graph.query(_SPANS, document=document)
        for row in known:
            counted += 1
            assert whole.value[row["start"] : row["end"]] == row["exact"]
    assert counted > 3000


def test_a_hostile_file_is_published_as_it_is(tmp_path: Path, plans: tuple[Path, ...]) -> None:
    file = tmp_path / "hostile.txt"
    source = plans[0].read_text("utf-8").replace("\n", "\r\n") + HOSTILE
    file.write_bytes(source.encode())
    report = build([file], tmp_path / "graph")
    assert [str(each.status) for each in report.documents] == ["published"]
    with Graph.open(tmp_path / "graph") as graph:
        ((_, whole),) = graph.sparql(_TEXTS)  # type: ignore[misc]
        assert whole.value == redact(source) == redact(read_file(file).source)
        (document,) = graph.documents()
        assert not [said for said in graph.show(document.iri).sayings if said.value == whole.value]


@pytest.mark.parametrize("form", [ExportFormat.CYPHER, ExportFormat.CSVW, ExportFormat.GRAPHML])
def test_networks_and_tables_do_not_hold_it(form: ExportFormat, plans_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "written"
    with Graph.open(plans_folder) as graph:
        graph.write(form, path, view=ViewName.FULL)
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    written = b"".join(each.read_bytes() for each in files)
    assert b"fileName" in written
    assert b"sourceText" not in written
