from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from bizgraph.errors import ExportError
from bizgraph.export.linked_data.context import context
from bizgraph.export.linked_data.json_ld import json_ld
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import BIZ, LABEL, TYPE, XSD, day, decimal, english, integer, plain, true, words

NAMES = Namespaces("https://example.org/places/")
GRAPH = NAMES.graph("plan")
MEASURE = NamedNode("https://example.org/places/document/plan/measure/1")


def _written(*quads: Quad) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(b"".join(json_ld(quads, NAMES)))
    return document


def _said(predicate: NamedNode, *values: Any) -> Any:
    """Return what is written for values of a property, without what stands around it."""
    (graph,) = _written(*(Quad(MEASURE, predicate, value, GRAPH) for value in values))["@graph"]
    (thing,) = graph["@graph"]
    assert thing.pop("@id") == "id:document/plan/measure/1"
    return thing


def test_what_it_looks_like() -> None:
    document = _written(
        Quad(MEASURE, BIZ("region"), NAMES.region("440300"), GRAPH),
        Quad(MEASURE, LABEL, words("推行“一窗通办”"), GRAPH),
        Quad(MEASURE, TYPE, BIZ("Statement"), GRAPH),
        Quad(MEASURE, TYPE, BIZ("Measure"), GRAPH),
        Quad(NAMES.region("440300"), LABEL, words("深圳市"), NAMES.knowledge()),
        Quad(BlankNode("c14n0"), LABEL, english("in no graph")),
    )
    assert document == {
        "@context": context(NAMES),
        "@graph": [
            {
                "@id": "id:document/plan/graph",
                "@graph": [
                    {
                        "@id": "id:document/plan/measure/1",
                        "@type": ["Measure", "Statement"],
                        "rdfs:label": "推行“一窗通办”",
                        "region": "id:region/440300",
                    }
                ],
            },
            {
                "@id": "id:graph/knowledge",
                "@graph": [{"@id": "id:region/440300", "rdfs:label": "深圳市"}],
            },
            {"@id": "_:c14n0", "rdfs:label": {"@value": "in no graph", "@language": "en"}},
        ],
    }


def test_chinese_is_written_as_it_is_and_a_thing_stands_on_a_line() -> None:
    lines = b"".join(json_ld([Quad(MEASURE, LABEL, words("深圳\n市"), GRAPH)], NAMES)).decode().splitlines()
    assert lines[-4:] == [
        '{"@id": "id:document/plan/measure/1", "rdfs:label": "深圳\\n市"}',
        "]}",
        "]",
        "}",
    ]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("inDocument", NAMES.document("plan"), "id:document/plan"),
        ("inDocument", BlankNode("a"), "_:a"),
        ("role", BIZ("leadRole"), "biz:leadRole"),
        ("text", words("一"), "一"),
        ("text", english("one"), {"@value": "one", "@language": "en"}),
        ("text", plain("1"), {"@value": "1"}),
        ("text", NAMES.region("1"), {"@id": "id:region/1"}),
        ("exact", plain("一"), "一"),
        ("exact", words("一"), {"@value": "一", "@language": "zh"}),
        ("start", integer(7), 7),
        ("start", Literal("007", datatype=XSD("integer")), "007"),
        ("start", integer(10**15), str(10**15)),
        ("start", plain("7"), {"@value": "7"}),
        ("masked", true(), True),
        ("masked", Literal("TRUE", datatype=XSD("boolean")), "TRUE"),
        ("masked", Literal("1", datatype=XSD("boolean")), "1"),
        ("value", decimal(Decimal("0.5")), "0.5"),
        ("value", integer(5), {"@value": "5", "@type": "xsd:integer"}),
        ("deadline", day(date(2022, 6, 30)), "2022-06-30"),
    ],
)
def test_values_are_as_short_as_the_context_lets_them_be(name: str, value: Any, expected: Any) -> None:
    assert _said(BIZ(name), value) == {name: expected}


def test_several_values_stand_in_an_array_in_order() -> None:
    assert _said(BIZ("number"), plain("二"), plain("一")) == {"number": ["一", "二"]}


def test_a_property_that_the_ontology_does_not_know_keeps_its_iri() -> None:
    assert _said(NamedNode("http://e/p"), plain("x")) == {"http://e/p": "x"}


def test_a_class_that_is_a_text_is_no_class() -> None:
    assert _said(TYPE, plain("x"), BIZ("Gap")) == {"@type": "Gap", "rdf:type": "x"}


@pytest.mark.parametrize(
    ("value", "words_of_error"),
    [
        (NamedNode("biz:x"), "by the prefix biz"),
        (Triple(MEASURE, TYPE, BIZ("Gap")), r"RDF 1\.1 has no such value"),
    ],
)
def test_what_would_be_read_otherwise_is_refused(value: Any, words_of_error: str) -> None:
    with pytest.raises(ExportError, match=words_of_error):
        _written(Quad(MEASURE, BIZ("partOf"), value, GRAPH))


def test_no_quads_are_a_document_too() -> None:
    assert _written() == {"@context": context(NAMES), "@graph": []}
