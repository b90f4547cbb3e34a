"""The vocabulary: every term is there, explained in two languages, and the file is OWL 2 DL."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
BIZ = Namespace("https://w3id.org/bizgraph/ontology#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
THIS = URIRef("https://w3id.org/bizgraph/ontology")

GRAPH = Graph().parse(ONTOLOGY / "bizgraph.ttl")
KINDS = {
    "class": OWL.Class,
    "object": OWL.ObjectProperty,
    "data": OWL.DatatypeProperty,
    "annotation": OWL.AnnotationProperty,
    "individual": OWL.NamedIndividual,
}
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
RESERVED = (str(RDF), str(RDFS), str(OWL), str(XSD))
# https://www.w3.org/TR/owl2-syntax/#Datatype_Maps, as far as it could be of use here
DATATYPES = {
    RDFS.Literal,
    RDF.PlainLiteral,
    RDF.langString,
    XSD.string,
    XSD.boolean,
    XSD.decimal,
    XSD.integer,
    XSD.nonNegativeInteger,
    XSD.dateTime,
    XSD.anyURI,
}
BUILT_IN_ANNOTATIONS = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo}
STRUCTURE = {
    RDF.type,
    RDF.first,
    RDF.rest,
    RDFS.domain,
    RDFS.range,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.unionOf,
    OWL.oneOf,
    OWL.disjointUnionOf,
    OWL.equivalentClass,
    OWL.inverseOf,
    OWL.members,
    OWL.distinctMembers,
    OWL.versionIRI,
}
NOT_SIMPLE = (OWL.TransitiveProperty,)
NEEDS_SIMPLE = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
)


def declared(kind: URIRef) -> set[Node]:
    return set(GRAPH.subjects(RDF.type, kind))


def own_terms() -> list[URIRef]:
    found = {
        s
        for kind in KINDS.values()
        for s in GRAPH.subjects(RDF.type, kind)
        if isinstance(s, URIRef) and s.startswith(str(BIZ))
    }
    return sorted(found)


def own_properties() -> list[URIRef]:
    kinds = declared(OWL.ObjectProperty) | declared(OWL.DatatypeProperty)
    return [term for term in own_terms() if term in kinds]


def model_names() -> list[tuple[str, str]]:
    lines = (HERE / "model_names.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if line and not line.startswith("#")]
    return [(kind, name) for kind, name in pairs]


def short(term: URIRef) -> str:
    return term.rpartition("#")[2]


def test_something_is_collected() -> None:
    assert len(own_terms()) >= 110
    assert len(model_names()) >= 70


@pytest.mark.parametrize(("kind", "name"), model_names(), ids=lambda value: str(value))
def test_every_name_of_the_model_is_declared(kind: str, name: str) -> None:
    term = GRAPH.namespace_manager.expand_curie(name)
    assert (term, RDF.type, KINDS[kind]) in GRAPH


@pytest.mark.parametrize("term", own_terms(), ids=short)
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=["label", "definition"])
def test_every_term_is_named_and_defined_once_in_each_language(term: URIRef, predicate: URIRef) -> None:
    values = [value for value in GRAPH.objects(term, predicate) if isinstance(value, Literal)]
    assert sorted(str(value.language) for value in values) == ["en", "zh"]
    assert all(value.strip() for value in values)


@pytest.mark.parametrize("term", own_terms(), ids=short)
def test_every_term_says_where_it_is_defined(term: URIRef) -> None:
    assert list(GRAPH.objects(term, RDFS.isDefinedBy)) == [THIS]


@pytest.mark.parametrize("term", own_properties(), ids=short)
def test_every_property_has_one_domain_and_one_range(term: URIRef) -> None:
    assert len(list(GRAPH.objects(term, RDFS.domain))) == 1
    assert len(list(GRAPH.objects(term, RDFS.range))) == 1


@pytest.mark.parametrize("term", own_terms(), ids=short)
def test_classes_are_upper_case_and_all_else_lower(term: URIRef) -> None:
    assert short(term)[0].isupper() == ((term, RDF.type, OWL.Class) in GRAPH)


def test_the_header_says_what_this_is() -> None:
    dcterms = Namespace("http://purl.org/dc/terms/")
    vann = Namespace("http://purl.org/vocab/vann/")
    assert (THIS, RDF.type, OWL.Ontology) in GRAPH
    assert GRAPH.value(THIS, OWL.versionIRI) == URIRef(f"{THIS}/{GRAPH.value(THIS, OWL.versionInfo)}")
    for predicate in (dcterms.title, dcterms.description):
        languages = {str(o.language) for o in GRAPH.objects(THIS, predicate) if isinstance(o, Literal)}
        assert languages == {"zh", "en"}
    for predicate in (dcterms.license, dcterms.creator, dcterms.created, dcterms.modified):
        assert GRAPH.value(THIS, predicate) is not None
    assert GRAPH.value(THIS, vann.preferredNamespacePrefix) == Literal("biz")
    assert GRAPH.value(THIS, vann.preferredNamespaceUri) == Literal(str(BIZ))


def test_lead_and_partner_are_responsible_and_within_is_transitive() -> None:
    assert (BIZ.leadUnit, RDFS.subPropertyOf, BIZ.responsibleUnit) in GRAPH
    assert (BIZ.partnerUnit, RDFS.subPropertyOf, BIZ.responsibleUnit) in GRAPH
    assert (BIZ.within, RDF.type, OWL.TransitiveProperty) in GRAPH


# ---- OWL 2 DL, as far as a reader of triples can tell. What is checked by hand with the OWL API's
# OWL2DLProfile and HermiT at a release is checked here at each commit.


def test_no_property_is_of_two_kinds() -> None:
    kinds = defaultdict(set)
    for kind in PROPERTY_KINDS:
        for term in GRAPH.subjects(RDF.type, kind):
            kinds[term].add(kind)
    assert {term: found for term, found in kinds.items() if len(found) > 1} == {}


def test_no_class_is_a_datatype_or_a_property() -> None:
    properties = set().union(*(declared(kind) for kind in PROPERTY_KINDS))
    assert not declared(OWL.Class) & properties
    assert not declared(OWL.Class) & (DATATYPES | declared(RDFS.Datatype))


def test_no_reserved_term_is_declared() -> None:
    redeclared = [s for s in GRAPH.subjects() if isinstance(s, URIRef) and str(s).startswith(RESERVED)]
    assert redeclared == []


def test_every_predicate_is_declared() -> None:
    known = STRUCTURE | BUILT_IN_ANNOTATIONS | set().union(*(declared(kind) for kind in PROPERTY_KINDS))
    assert set(GRAPH.predicates()) - known == set()


def test_every_class_and_datatype_in_an_axiom_is_declared() -> None:
    classes, data = declared(OWL.Class), declared(OWL.DatatypeProperty)
    used: set[Node] = set()
    for predicate in (RDFS.domain, RDFS.subClassOf, OWL.equivalentClass):
        used |= set(GRAPH.objects(None, predicate))
    for predicate in (OWL.unionOf, OWL.disjointUnionOf, OWL.members):
        used.update(item for head in GRAPH.objects(None, predicate) for item in Collection(GRAPH, head))
    for term, value in GRAPH.subject_objects(RDFS.range):
        if term in data:
            assert value in DATATYPES, term
        else:
            used.add(value)
    assert used - classes == set()


def test_every_super_property_is_declared_and_of_the_same_kind() -> None:
    for term, above in GRAPH.subject_objects(RDFS.subPropertyOf):
        assert any(term in declared(kind) and above in declared(kind) for kind in PROPERTY_KINDS), term


def test_every_individual_is_declared_and_has_a_declared_class() -> None:
    individuals = declared(OWL.NamedIndividual)
    for predicate in (OWL.oneOf, OWL.distinctMembers):
        for head in GRAPH.objects(None, predicate):
            assert set(GRAPH.items(head)) <= individuals
    for individual in individuals:
        classes = set(GRAPH.objects(individual, RDF.type)) - {OWL.NamedIndividual}
        assert classes
        assert classes <= declared(OWL.Class)


def test_every_literal_is_of_a_datatype_that_owl_knows() -> None:
    found = {o.datatype for o in GRAPH.objects() if isinstance(o, Literal) and o.datatype is not None}
    assert found <= DATATYPES


def test_lists_are_whole_and_used_once() -> None:
    cells = set(GRAPH.subjects(RDF.first)) | set(GRAPH.subjects(RDF.rest))
    for cell in cells:
        assert isinstance(cell, BNode)
        assert len(list(GRAPH.objects(cell, RDF.first))) == 1
        assert len(list(GRAPH.objects(cell, RDF.rest))) == 1
        assert len(list(GRAPH.subjects(None, cell))) == 1
    assert not set(GRAPH.subjects(RDF.type, RDF.List))


def test_blank_nodes_stand_in_one_place() -> None:
    for node in {o for o in GRAPH.objects() if isinstance(o, BNode)}:
        assert len(list(GRAPH.subject_predicates(node))) == 1


def test_properties_that_follow_from_chains_are_not_counted() -> None:
    not_simple: set[Node | None] = set()
    for kind in NOT_SIMPLE:
        for term in GRAPH.subjects(RDF.type, kind):
            not_simple.update(GRAPH.transitive_objects(term, RDFS.subPropertyOf))
    counted = set().union(*(declared(kind) for kind in NEEDS_SIMPLE))
    counted |= set(GRAPH.objects(None, OWL.onProperty))
    assert not_simple & counted == set()
