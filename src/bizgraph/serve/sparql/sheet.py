"""A few triples about the graph and its server, written down one after another."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from bizgraph.questions.answer import LANGUAGES
from bizgraph.rdf.vocabulary import DCTERMS, RDF, XSD, Namespace
from bizgraph.serve.pages.words import word

DCAT: Final = Namespace("dcat", "http://www.w3.org/ns/dcat#")
FOAF: Final = Namespace("foaf", "http://xmlns.com/foaf/0.1/")
FORMATS: Final = Namespace("formats", "http://www.w3.org/ns/formats/")
SD: Final = Namespace("sd", "http://www.w3.org/ns/sparql-service-description#")
VOID: Final = Namespace("void", "http://rdfs.org/ns/void#")
PREFIXES: Final = {each.prefix: each.iri for each in (DCAT, DCTERMS, FOAF, SD, VOID, XSD)}

Value = NamedNode | BlankNode | Literal


class Sheet:
    """Triples of a description of the graph as it is served at an address, `root`."""

    def __init__(self, root: str) -> None:
        self.root: Final = root
        self.triples: list[Triple] = []
        self.dataset: Final = self.at("/dataset#dataset")
        self.service: Final = self.at("/sparql#service")

    def say(self, subject: NamedNode | BlankNode, predicate: NamedNode, *values: Value | int) -> None:
        """Write down a property of something."""
        for value in values:
            term = Literal(str(value), datatype=XSD("integer")) if isinstance(value, int) else value
            self.triples.append(Triple(subject, predicate, term))

    def be(self, subject: NamedNode | BlankNode, *kinds: NamedNode) -> None:
        """Write down what something is."""
        self.say(subject, RDF("type"), *kinds)

    def name(self, subject: NamedNode | BlankNode, part: str, key: str, predicate: str = "title") -> None:
        """Write down words about something, in each language."""
        for language in LANGUAGES:
            text = word("endpoint", part, key, language)
            self.say(subject, DCTERMS(predicate), Literal(text, language=language))

    def sorted(self) -> list[Triple]:
        """Return the triples, those about one thing together."""
        places: dict[object, int] = {}
        for triple in self.triples:
            places.setdefault(triple.subject, len(places))
        return sorted(self.triples, key=lambda triple: places[triple.subject])

    def at(self, path: str) -> NamedNode:
        """Return the IRI of an address of the server."""
        return NamedNode(f"{self.root}{path}")

    def graph(self, name: str) -> NamedNode:
        """Return the address at which a named graph can be fetched, which stands for the graph."""
        return self.at(f"/graphs?graph={quote(name, safe='')}")

    def union(self) -> NamedNode:
        """Return the address at which all graphs can be fetched together."""
        return self.at("/graphs?default")
