"""The ontology for people to read: its terms, its concept schemes and what its shapes insist on.

Everything is read off the files under `ontology/`, in the order in which it stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from bizgraph.errors import OntologyError
from bizgraph.rdf.authorities import SHAPES_FILE
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.rdf.vocabulary import BIZ, DCTERMS, LABEL, OWL, RDF, RDFS, SH, SKOS, TYPE

VOCABULARY_FILE: Final = "bizgraph.ttl"
_PROPERTIES: Final = (OWL("ObjectProperty"), OWL("DatatypeProperty"), OWL("AnnotationProperty"))
_TARGETS: Final = (SH("targetClass"), SH("targetSubjectsOf"), SH("targetObjectsOf"), SH("targetNode"))

Words = Mapping[str, str]
Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or individual of the vocabulary; labels and definitions are by language.

    The other fields name terms by IRI: what it is a special form of, what else to see, between what a
    property stands, of what individuals a class consists.
    """

    iri: str
    name: str
    labels: Words
    definitions: Words
    above: tuple[str, ...]
    see_also: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    members: tuple[str, ...]
    is_class: bool
    is_transitive: bool


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme, and those right below it."""

    iri: str
    labels: Words
    narrower: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of concepts: `size` of them in all, those of the top level here."""

    iri: str
    name: str
    labels: Words
    definitions: Words
    concepts: tuple[Concept, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape insists on, in words, of things of a class or with a property; how grave a breach is."""

    target: str
    severity: str
    messages: Words


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that the files say."""

    iri: str
    version: str
    titles: Words
    descriptions: Words
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    individuals: tuple[Term, ...]
    schemes: tuple[Scheme, ...]
    rules: tuple[Rule, ...]

    def term(self, iri: str) -> Term | None:
        """Return a term of the vocabulary."""
        every = (*self.classes, *self.properties, *self.individuals)
        return next((term for term in every if term.iri == iri), None)


@cache
def read_ontology(folder: Path, base: str = DEFAULT_BASE) -> Ontology:
    """Read the files of a folder; identifiers are moved to a base. Raises OntologyError."""
    said = _Said(ontology_statements(folder / VOCABULARY_FILE))
    head = said.of_class(OWL("Ontology"))[0]
    terms = [_term(said, subject) for subject in said.subjects if subject.value.startswith(BIZ.iri)]
    names = Namespaces(base)
    paths = sorted(path for path in folder.glob("*.ttl") if path.name not in (VOCABULARY_FILE, SHAPES_FILE))
    return Ontology(
        head.value,
        said.text(head, OWL("versionInfo")),
        said.words(head, DCTERMS("title")),
        said.words(head, DCTERMS("description")),
        tuple(term for term in terms if term.is_class),
        tuple(term for term in terms if said.kinds(NamedNode(term.iri)).intersection(_PROPERTIES)),
        tuple(term for term in terms if OWL("NamedIndividual") in said.kinds(NamedNode(term.iri))),
        tuple(scheme for path in paths for scheme in _schemes(_Said(ontology_statements(path)), names)),
        tuple(_rules(_Said(ontology_statements(folder / SHAPES_FILE)))),
    )


def ontology_statements(path: Path) -> list[Quad]:
    """Return what a file of the ontology says. Raises OntologyError, naming the file."""
    try:
        return list(parse(path=path, format=RdfFormat.TURTLE))
    except (SyntaxError, ValueError) as error:
        raise OntologyError(f"{path} is not Turtle: {error}") from error
    except OSError as error:
        raise OntologyError(f"{path} cannot be read: {error.strerror}") from error


class _Said:
    """What is said of each subject, in the order of the file."""

    def __init__(self, quads: list[Quad]) -> None:
        self._objects: dict[tuple[object, NamedNode], list[object]] = {}
        for quad in quads:
            self._objects.setdefault((quad.subject, quad.predicate), []).append(quad.object)
        self.subjects = list(dict.fromkeys(q.subject for q in quads if isinstance(q.subject, NamedNode)))

    def objects(self, subject: object, predicate: NamedNode) -> list[object]:
        return self._objects.get((subject, predicate), [])

    def words(self, subject: object, predicate: NamedNode) -> dict[str, str]:
        found = [each for each in self.objects(subject, predicate) if isinstance(each, Literal)]
        return {each.language or "": each.value for each in reversed(found)}

    def text(self, subject: object, predicate: NamedNode) -> str:
        return next(
            (each.value for each in self.objects(subject, predicate) if isinstance(each, Literal)), ""
        )

    def kinds(self, subject: object) -> set[object]:
        return set(self.objects(subject, TYPE))

    def of_class(self, kind: NamedNode) -> list[NamedNode]:
        return [subject for subject in self.subjects if kind in self.objects(subject, TYPE)]

    def named(self, subject: object, predicate: NamedNode) -> tuple[str, ...]:
        """Return the IRIs of objects; those of a union or a list of individuals stand for themselves."""
        found = [iri for each in self.objects(subject, predicate) for iri in self._within(each)]
        return tuple(dict.fromkeys(found))

    def _within(self, node: object) -> Iterator[str]:
        if isinstance(node, NamedNode):
            yield node.value
            return
        for listing in (*self.objects(node, OWL("unionOf")), *self.objects(node, OWL("oneOf"))):
            while listing != RDF("nil"):
                yield from (
                    each.value for each in self.objects(listing, RDF("first")) if isinstance(each, NamedNode)
                )
                listing = next(iter(self.objects(listing, RDF("rest"))), RDF("nil"))


def _term(said: _Said, subject: NamedNode) -> Term:
    ranges = said.named(subject, NamedNode("https://schema.org/rangeIncludes"))
    return Term(
        subject.value,
        subject.value.removeprefix(BIZ.iri),
        said.words(subject, LABEL),
        said.words(subject, SKOS("definition")),
        said.named(subject, RDFS("subClassOf")) + said.named(subject, RDFS("subPropertyOf")),
        said.named(subject, RDFS("seeAlso")),
        said.named(subject, RDFS("domain")),
        ranges or said.named(subject, RDFS("range")),
        said.named(subject, OWL("equivalentClass")),
        OWL("Class") in said.kinds(subject),
        OWL("TransitiveProperty") in said.kinds(subject),
    )


def _schemes(said: _Said, names: Namespaces) -> Iterator[Scheme]:
    for scheme in said.of_class(SKOS("ConceptScheme")):
        members = [each for each in said.subjects if scheme in said.objects(each, SKOS("inScheme"))]
        below: dict[object, list[NamedNode]] = {}
        for each in members:
            above = [one for one in said.objects(each, SKOS("broader")) if one in members]
            below.setdefault(above[0] if above else None, []).append(each)
        yield Scheme(
            _moved(scheme, names),
            scheme.value.rpartition("/")[2],
            said.words(scheme, LABEL)
            or said.words(scheme, SKOS("prefLabel"))
            or said.words(scheme, DCTERMS("title")),
            said.words(scheme, SKOS("definition")) or said.words(scheme, DCTERMS("description")),
            tuple(_concepts(said, below, None, names)),
            len(members),
        )


def _concepts(
    said: _Said, below: Mapping[object, list[NamedNode]], above: NamedNode | None, names: Namespaces
) -> Iterator[Concept]:
    for each in below.get(above, ()):
        narrower = tuple(_concepts(said, below, each, names))
        yield Concept(_moved(each, names), said.words(each, SKOS("prefLabel")), narrower)


def _rules(said: _Said) -> Iterator[Rule]:
    for shape in said.subjects:
        targets = [iri for predicate in _TARGETS for iri in said.named(shape, predicate)]
        for node in (shape, *said.objects(shape, SH("property")), *said.objects(shape, SH("sparql"))):
            messages = said.words(node, SH("message"))
            if not messages:
                continue
            found = (*said.named(node, SH("severity")), *said.named(shape, SH("severity")))
            severity = next(iter(found), SH("Violation").value).removeprefix(SH.iri)
            for target in targets:
                yield Rule(target, severity, messages)


def _moved(node: NamedNode, names: Namespaces) -> str:
    if node.value.startswith(DEFAULT_BASE):
        return names.base + node.value.removeprefix(DEFAULT_BASE)
    return node.value
