"""The context against the ontology, read by other programs, and against what stands in a graph."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import Literal, Quad
from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef
from tests.export.linked_data.reading import expanded

from bizgraph.export.linked_data.context import context
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.rdf.vocabulary import BIZ, TYPE
from bizgraph.resources import ontology_dir

TERMS: dict[str, dict[str, str]] = {
    name: each for name, each in context(Namespaces()).items() if isinstance(each, dict)
}
PREFIXES: dict[str, str] = {
    name: each for name, each in context(Namespaces()).items() if isinstance(each, str)
}


def _full(short: str) -> str:
    prefix, _, name = short.partition(":")
    return PREFIXES[prefix] + name


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_dir() / "bizgraph.ttl")


def test_terms_are_what_the_ontology_declares_and_labels(ontology: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    declared = {node for kind in kinds for node in ontology.subjects(RDF.type, kind)}
    iris = {str(node) for node in declared if isinstance(node, URIRef)} | {str(RDFS.label)}
    assert sorted(_full(term["@id"]) for term in TERMS.values()) == sorted(iris)


def test_terms_of_bizgraph_have_bare_names_and_others_a_prefix() -> None:
    for name, term in TERMS.items():
        assert term["@id"] in (name, f"biz:{name}")
    assert not TERMS.keys() & PREFIXES.keys()


def test_pyld_expands_every_term_to_what_it_stands_for() -> None:
    document = {"@context": context(Namespaces()), "@id": "id:x", **dict.fromkeys(TERMS, "http://e/x")}
    (thing,) = expanded(document)
    assert thing.pop("@id") == f"{DEFAULT_BASE}x"
    assert thing.keys() == {_full(term["@id"]) for term in TERMS.values()}
    for term in TERMS.values():
        (value,) = thing[_full(term["@id"])]
        assert value == _expected(term)


def _expected(term: dict[str, str]) -> dict[str, Any]:
    if term.get("@type") == "@id":
        return {"@id": "http://e/x"}
    coercion = {"@type": _full(term["@type"])} if "@type" in term else {}
    language = {"@language": term["@language"]} if "@language" in term else {}
    return {"@value": "http://e/x", **coercion, **language}


def test_object_properties_are_iris_and_ranges_are_datatypes(ontology: Graph) -> None:
    by_iri = {_full(term["@id"]): term for term in TERMS.values()}
    for node in ontology.subjects(RDF.type, OWL.ObjectProperty):
        assert by_iri[str(node)]["@type"] == "@id"
    for datatype in (XSD.integer, XSD.decimal, XSD.boolean):
        nodes = list(ontology.subjects(RDFS.range, datatype))
        assert nodes
        for node in nodes:
            assert _full(by_iri[str(node)]["@type"]) == str(datatype)


def test_the_graph_says_values_as_the_context_expects_them(whole: tuple[Quad, ...]) -> None:
    own = {quad.predicate.value: quad for quad in whole if quad.predicate.value.startswith(BIZ.iri)}
    names = {each.removeprefix(BIZ.iri) for each in own}
    assert names <= TERMS.keys()
    for quad in whole:
        name = quad.predicate.value.removeprefix(BIZ.iri)
        if name in names:
            assert _fits(quad.object, TERMS[name]), quad


def test_the_graph_has_no_class_of_its_own_that_the_context_lacks(whole: tuple[Quad, ...]) -> None:
    classes = {str(quad.object) for quad in whole if quad.predicate == TYPE}
    own = {each for each in classes if each.startswith(f"<{BIZ.iri}")}
    assert own <= {f"<{_full(term['@id'])}>" for term in TERMS.values()}


def _fits(value: object, term: dict[str, str]) -> bool:
    if not isinstance(value, Literal):
        return term.get("@type") == "@id"
    if "@language" in term:
        return value.language is not None or value.datatype.value == str(XSD.string)
    return value.datatype.value == _full(term.get("@type", "xsd:string"))
