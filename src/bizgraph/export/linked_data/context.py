"""The JSON-LD context of the graph: a term for every class and property that the ontology declares.

All is read off `ontology/bizgraph.ttl`. Terms of bizgraph go by their bare names, those of other vocabularies
by prefix and name. A prefix is a text in the context, a term an object; so no term is mistaken for a prefix.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Dataset, NamedNode, RdfFormat, parse

from bizgraph.errors import OntologyError
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import BIZ, LABEL, NAMESPACES, OWL, RDF, RDFS, TYPE, XSD
from bizgraph.resources import ontology_dir

_ONTOLOGY: Final = "bizgraph.ttl"
_THINGS: Final = "id"  # the prefix of what the graph describes, whose IRIs start with the base
_WORDS: Final = {"@language": "zh"}
_KINDS: Final = frozenset(
    map(OWL, ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
)
_RANGES: Final = frozenset({RDFS("range"), NamedNode("https://schema.org/rangeIncludes")})


def context(namespaces: Namespaces) -> dict[str, Any]:
    """Return a context of JSON-LD 1.1 for a graph whose identifiers have this base.

    Objects of object properties are IRIs, values have the datatype of their property's range, and words are
    Chinese, unless they say otherwise. Raises OntologyError where the ontology cannot be read.
    """
    prefixes, terms = _read(ontology_dir() / _ONTOLOGY)
    return {"@version": 1.1, _THINGS: namespaces.base, **prefixes, **terms}


@cache
def _read(path: Path) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    try:
        reader = parse(path=path, format=RdfFormat.TURTLE)
        ontology = Dataset(reader)
    except SyntaxError as error:
        raise OntologyError(f"{path} is not Turtle: {error}") from error
    except OSError as error:
        raise OntologyError(f"{path} cannot be read: {error.strerror}") from error
    prefixes = reader.prefixes | {namespace.prefix: namespace.iri for namespace in NAMESPACES}
    terms = _terms(ontology, {iri: prefix for prefix, iri in prefixes.items()})
    return dict(sorted(prefixes.items())), dict(sorted(terms))


def _terms(ontology: Dataset, prefixes: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    yield _term(LABEL, _WORDS, prefixes)  # RDFS declares it, and everything has one
    for declared in ontology.quads_for_predicate(TYPE):
        if isinstance(declared.subject, NamedNode) and declared.object in _KINDS:
            yield _term(declared.subject, _coercion(ontology, declared.subject, declared.object), prefixes)


def _term(
    node: NamedNode, coercion: Mapping[str, str], prefixes: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    short = _short(node, prefixes)
    return short.removeprefix(f"{BIZ.prefix}:"), {"@id": short, **coercion}


def _coercion(ontology: Dataset, term: NamedNode, kind: object) -> Mapping[str, str]:
    """Return what a term's values are where they do not say it themselves."""
    if kind == OWL("ObjectProperty"):
        return {"@type": "@id"}
    said = list(ontology.quads_for_subject(term))
    if kind == OWL("AnnotationProperty"):
        in_graphs = any(quad.predicate == LABEL for quad in said)  # those for the ontology itself have none
        return _WORDS if in_graphs else {}
    objects = (quad.object for quad in said if quad.predicate in _RANGES)
    ranges = [each for each in objects if isinstance(each, NamedNode)]
    if RDF("PlainLiteral") in ranges:
        return _WORDS
    typed = (each.value.removeprefix(XSD.iri) for each in ranges if each.value.startswith(XSD.iri))
    return next(({"@type": f"{XSD.prefix}:{name}"} for name in typed if name != "string"), {})


def _short(node: NamedNode, prefixes: Mapping[str, str]) -> str:
    end = max(node.value.rfind("#"), node.value.rfind("/")) + 1
    prefix = prefixes.get(node.value[:end])
    return f"{prefix}:{node.value[end:]}" if prefix else node.value
