"""The vocabularies that the graph is written in, and how plain values become RDF literals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode


class Namespace:
    """A vocabulary: `BIZ("Measure")` is the IRI of its term `Measure`."""

    def __init__(self, prefix: str, iri: str) -> None:
        self.prefix: Final = prefix
        self.iri: Final = iri

    @lru_cache(maxsize=1024)  # noqa: B019  # the few namespaces live as long as the program
    def __call__(self, term: str) -> NamedNode:
        """Return the IRI of one of its terms."""
        return NamedNode(self.iri + term)

    def __repr__(self) -> str:
        return f"{self.prefix}: <{self.iri}>"


BIZ: Final = Namespace("biz", "https://w3id.org/bizgraph/ontology#")
DCTERMS: Final = Namespace("dcterms", "http://purl.org/dc/terms/")
OWL: Final = Namespace("owl", "http://www.w3.org/2002/07/owl#")
PROV: Final = Namespace("prov", "http://www.w3.org/ns/prov#")
RDF: Final = Namespace("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
SH: Final = Namespace("sh", "http://www.w3.org/ns/shacl#")
SKOS: Final = Namespace("skos", "http://www.w3.org/2004/02/skos/core#")
XSD: Final = Namespace("xsd", "http://www.w3.org/2001/XMLSchema#")

NAMESPACES: Final = (BIZ, DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, XSD)

TYPE: Final = RDF("type")
LABEL: Final = RDFS("label")
QUOTED_FROM: Final = PROV("wasQuotedFrom")


def words(text: str) -> Literal:
    """Return words of a document or a name: Chinese text."""
    return Literal(text, language="zh")


def english(text: str) -> Literal:
    """Return an English text."""
    return Literal(text, language="en")


def plain(text: str) -> Literal:
    """Return a string without a language: a code, a number as printed, a hash."""
    return Literal(text)


def integer(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), datatype=XSD("integer"))


def decimal(value: Decimal) -> Literal:
    """Return a decimal number in its one canonical spelling: no exponent, no needless zeros."""
    if not value.is_finite():
        raise ValueError(f"xsd:decimal has no spelling for {value}")
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0")
    spelling = f"{whole}.{fraction}" if fraction else whole
    return Literal("0" if spelling == "-0" else spelling, datatype=XSD("decimal"))


def day(value: date) -> Literal:
    """Return a date."""
    return Literal(value.isoformat(), datatype=XSD("date"))


def true() -> Literal:
    """Return the truth value `true`; what is false is left unsaid."""
    return Literal("true", datatype=XSD("boolean"))


def shortened(text: str, length: int = 36) -> str:
    """Return text as a label: on one line, cut where it is longer than `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
