from __future__ import annotations

import re

from pyoxigraph import NamedNode, RdfFormat, parse
from tests.serve import plain
from tests.serve.running import Server

from bizgraph.rdf.terms import VOCABULARY_FILE, ontology_statements, read_ontology
from bizgraph.rdf.vocabulary import BIZ, OWL, TYPE
from bizgraph.resources import ontology_dir


def test_every_term_of_the_ontology_has_its_anchor(plans_server: Server) -> None:
    page = plain.get(f"{plans_server.url}/ontology", headers={"Accept": "text/html"}, timeout=60).text
    statements = ontology_statements(ontology_dir() / VOCABULARY_FILE)
    own = {
        quad.subject.value.removeprefix(BIZ.iri)
        for quad in statements
        if quad.predicate == TYPE
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(BIZ.iri)
    }
    assert len(own) > 100
    assert own - set(re.findall(r'<article class="term" id="([^"]+)"', page)) == set()


def test_the_vocabulary_comes_as_rdf(plans_server: Server) -> None:
    answer = plain.get(f"{plans_server.url}/ontology", headers={"Accept": "text/turtle"}, timeout=60)
    assert answer.headers["content-type"].startswith("text/turtle")
    kinds = {
        quad.subject: quad.object
        for quad in parse(answer.content, RdfFormat.TURTLE)
        if quad.predicate == TYPE
    }
    assert kinds[BIZ("Measure")] == OWL("Class")


def test_the_eighteen_indicators_stand_at_the_top_of_their_scheme() -> None:
    schemes = {scheme.name: scheme for scheme in read_ontology(ontology_dir()).schemes}
    assert len(schemes["indicators"].concepts) == 18
    assert schemes["indicators"].size > 18


def test_rules_of_shapes_are_told_in_both_languages() -> None:
    known = read_ontology(ontology_dir())
    assert {rule.severity for rule in known.rules} == {"Violation", "Warning", "Info"}
    assert all(set(rule.messages) == {"zh", "en"} for rule in known.rules)
    assert f"{BIZ.iri}Measure" in {rule.target for rule in known.rules}


def test_members_of_unions_and_of_lists_are_named() -> None:
    known = read_ontology(ontology_dir())
    text, role = known.term(f"{BIZ.iri}text"), known.term(f"{BIZ.iri}Role")
    assert text is not None
    assert role is not None
    assert f"{BIZ.iri}Statement" in text.domain
    assert f"{BIZ.iri}leadRole" in role.members
