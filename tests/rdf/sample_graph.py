"""The quads of the sample, what is known beside it, and the shapes: what tests of validation work on."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode, Quad

from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.mapping import document_quads, knowledge_quads
from bizgraph.rdf.validation import Knowledge, Shapes
from bizgraph.rdf.vocabulary import BIZ, LABEL, SKOS, TYPE, english, words
from bizgraph.resources import ontology_dir

from .sample import REGIONS, facts, text

NAMES = Namespaces()
QUADS = document_quads(facts(), text(), NAMES)
_CONCEPTS = (BIZ("function"), BIZ("unit"), BIZ("subIndicator"))


@cache
def shapes(*, gate: bool) -> Shapes:
    """Return the shapes of the ontology."""
    return Shapes(ontology_dir() / "shapes.ttl", gate=gate)


@cache
def knowledge() -> Knowledge:
    """Return the ontology's knowledge with the concepts that the sample uses, whatever the ontology holds."""
    graph = NAMES.knowledge()
    known = set(knowledge_quads(REGIONS, ontology_dir(), NAMES))
    described = {quad.subject for quad in known}
    scheme = NamedNode(NAMES.base + "scheme/test")
    for quad in QUADS:
        concept = quad.object
        if quad.predicate not in _CONCEPTS or concept in described or not isinstance(concept, NamedNode):
            continue
        said = [(TYPE, SKOS("Concept")), (SKOS("inScheme"), scheme)]
        if quad.predicate == BIZ("subIndicator"):
            said += [(TYPE, BIZ("Indicator")), (SKOS("broader"), NAMES.indicator("getting-electricity"))]
        known.update(Quad(concept, predicate, value, graph) for predicate, value in said)
        for label in (words("概念"), english("concept")):
            known.add(Quad(concept, SKOS("prefLabel"), label, graph))
            known.add(Quad(concept, LABEL, label, graph))
    return Knowledge(known)
