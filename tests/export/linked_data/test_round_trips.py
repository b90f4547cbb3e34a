"""What other programs read from each format is what went in."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
import rdflib
from hypothesis import given
from lxml import etree
from pyoxigraph import Literal, Quad, RdfFormat
from tests.export.hostile import few
from tests.export.linked_data.formats import FORMATS
from tests.export.linked_data.hostile_quads import quads as hostile_quads
from tests.export.linked_data.reading import by_oxigraph, by_pyld, by_rdflib, same

from bizgraph.export.linked_data.canonical import canonical
from bizgraph.export.linked_data.xml_text import FORBIDDEN
from bizgraph.graph import Graph
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import XSD

pytestmark = [  # what rdflib has to say about itself, and about hostile values
    pytest.mark.filterwarnings(r"ignore:(Dataset\.default_context|ConjunctiveGraph) is deprecated"),
    pytest.mark.filterwarnings("ignore:(Serializing|Parsing) weird"),
]

NAMES = Namespaces()
WITH_GRAPHS = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "json-ld": RdfFormat.JSON_LD}
WITHOUT_GRAPHS = {"turtle": RdfFormat.TURTLE, "rdf-xml": RdfFormat.RDF_XML}
IN_RDFLIB = {"nquads": "nquads", "trig": "trig", "turtle": "turtle", "rdf-xml": "xml", "json-ld": "json-ld"}


@pytest.fixture(scope="module")
def whole(plans_graph: Graph) -> tuple[Quad, ...]:
    """All of a graph of three documents."""
    return tuple(canonical(plans_graph._store.quads()))


def _written(name: str, quads: Iterable[Quad]) -> bytes:
    return b"".join(FORMATS[name](canonical(quads), NAMES))


def _lines(quads: Iterable[Quad]) -> bytes:
    return b"".join(f"{quad} .\n".encode() for quad in quads)


def _graphless(quads: Iterable[Quad]) -> list[Quad]:
    return [Quad(*quad.triple) for quad in canonical(quads)]


def _as_xml_holds_it(quad: Quad) -> Quad:
    value = quad.object
    if not isinstance(value, Literal):
        return quad
    text = FORBIDDEN.sub("\ufffd", value.value)
    if value.language:
        return Quad(quad.subject, quad.predicate, Literal(text, language=value.language))
    return Quad(quad.subject, quad.predicate, Literal(text, datatype=value.datatype))


@few
@given(hostile_quads)
def test_oxigraph_reads_hostile_quads(quads: list[Quad]) -> None:
    for name, form in WITH_GRAPHS.items():
        assert by_oxigraph(_written(name, quads), form) == same(quads)
    assert by_oxigraph(_written("turtle", quads), RdfFormat.TURTLE) == same(_graphless(quads))
    in_xml = map(_as_xml_holds_it, _graphless(quads))
    assert by_oxigraph(_written("rdf-xml", quads), RdfFormat.RDF_XML) == same(in_xml)


@few
@given(hostile_quads)
def test_rdflib_and_lxml_read_hostile_rdf_xml(quads: list[Quad]) -> None:
    written = _written("rdf-xml", quads)
    etree.fromstring(written)
    expected = _lines(map(_as_xml_holds_it, _graphless(quads)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        assert by_rdflib(written, "xml") == by_rdflib(expected, "nquads")


@few
@given(hostile_quads)
def test_pyld_reads_hostile_quads(quads: list[Quad]) -> None:
    # PyLD spells every xsd:double anew, also one that JSON-LD gives as a string.
    kept = [quad for quad in quads if getattr(quad.object, "datatype", None) != XSD("double")]
    assert by_pyld(_written("json-ld", kept)) == same(kept)


@pytest.mark.parametrize(("name", "form"), [*WITH_GRAPHS.items(), *WITHOUT_GRAPHS.items()])
def test_oxigraph_reads_the_whole_graph(name: str, form: RdfFormat, whole: tuple[Quad, ...]) -> None:
    expected = set(whole) if name in WITH_GRAPHS else same(_graphless(whole))
    assert by_oxigraph(_written(name, whole), form) == expected


def test_pyld_reads_a_part(part: tuple[Quad, ...]) -> None:
    assert by_pyld(_written("json-ld", part)) == set(part)


@pytest.mark.parametrize("name", WITH_GRAPHS)
def test_rdflib_reads_a_part_with_its_graphs(name: str, part: tuple[Quad, ...]) -> None:
    expected = by_rdflib(_lines(part), "nquads")
    assert len(expected) > 1
    assert by_rdflib(_written(name, part), IN_RDFLIB[name]) == expected


@pytest.mark.parametrize("name", WITHOUT_GRAPHS)
def test_rdflib_reads_a_part_without_its_graphs(name: str, part: tuple[Quad, ...]) -> None:
    expected = by_rdflib(_lines(_graphless(part)), "nquads")
    assert by_rdflib(_written(name, part), IN_RDFLIB[name]) == expected


def test_formats_come_in_blocks(part: tuple[Quad, ...]) -> None:
    for form in FORMATS.values():
        sizes = [len(block) for block in form(part, NAMES)]
        assert len(sizes) > 2
        assert max(sizes) < 100_000
