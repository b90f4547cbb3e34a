"""Small graphs made by hand, as short lines of Turtle."""

from __future__ import annotations

from pyoxigraph import NamedNode, RdfFormat, parse

from bizgraph.analysis import Asked
from bizgraph.questions.corpus import Corpus
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.store.embedded import EmbeddedStore

THINGS = "http://e/"
_HEAD = f"""
@prefix : <{THINGS}> .
@prefix biz: <https://w3id.org/bizgraph/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:document a biz:PolicyDocument ; biz:fileName "plan.txt" ; biz:region :Here .
"""


def node(name: str) -> NamedNode:
    """A thing of a small graph."""
    return NamedNode(THINGS + name)


def statement(kind: str, name: str, at: int, place: str, *said: str) -> str:
    """A statement of a place that stands at a character of the document, and what else is said of it."""
    return (
        f":{name} a biz:{kind} ; biz:region :{place} ; biz:inDocument :document ; "
        f'biz:text "{name}" ; prov:wasQuotedFrom :span-{name} . '
        f":span-{name} a biz:Span ; biz:start {at} ; biz:end {at + 1} ; biz:line {at} ; "
        f'biz:exact "{name}" ; biz:inDocument :document . ' + "".join(f":{name} {each} . " for each in said)
    )


def measure(name: str, at: int, place: str, *said: str) -> str:
    """A measure."""
    return statement("Measure", name, at, place, *said)


def practice(name: str, at: int, *places: str) -> str:
    """A practice of places, told in the document of another."""
    return statement(
        "BenchmarkPractice", name, at, "Here", *(f"biz:practisedBy :{place}" for place in places)
    )


def store_of(*lines: str) -> EmbeddedStore:
    """A store that holds what the lines say; whatever is named without a label is called by its name."""
    return EmbeddedStore.holding(parse(_HEAD + "\n".join(lines), format=RdfFormat.TURTLE))


def asked(
    store: EmbeddedStore,
    *,
    region: str | None = None,
    indicator: str | None = None,
    limit: int = 10,
    language: str = "en",
) -> Asked:
    """What is asked about a small graph."""
    return Asked(
        store,
        Corpus(store, Namespaces(DEFAULT_BASE)),
        node(region) if region else None,
        node(indicator) if indicator else None,
        limit,
        language,
    )


def labelled(*names: str) -> str:
    """Labels that are the names."""
    return " ".join(f':{name} rdfs:label "{name}"@zh .' for name in names)
