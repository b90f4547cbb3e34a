"""Read a SKOS concept scheme from a Turtle file of the ontology, and check it on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from bizgraph.errors import OntologyError

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme; `id` is the last part of its IRI, after the base of the scheme.

    Labels other than `english` are Chinese. `notations` are pairs of the name of the datatype, without
    its namespace, and the value.
    """

    id: str
    label: str
    english: str
    names: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    notations: tuple[tuple[str, str], ...] = ()
    broader: str | None = None


def read_concepts(path: Path, base: str) -> tuple[Concept, ...]:
    """Return the concepts of `path` whose IRIs begin with `base`, in the order of the file.

    Raises OntologyError, naming file and entry, where the file cannot be read or a concept lacks a
    Chinese or English preferred label, or `skos:broader` leads nowhere.
    """
    values: dict[str, dict[str, list[Literal | NamedNode]]] = {}
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode) or not isinstance(value, Literal | NamedNode):
                continue
            if subject.value.startswith(base):
                entry = values.setdefault(subject.value.removeprefix(base), defaultdict(list))
                entry[quad.predicate.value].append(value)
    except (OSError, SyntaxError, ValueError) as error:
        raise OntologyError(f"{path.name}: cannot be read: {error}") from error
    concepts = tuple(_concept(path, base, key, entry) for key, entry in values.items() if _is_concept(entry))
    known = {concept.id for concept in concepts}
    for concept in concepts:
        if concept.broader is not None and concept.broader not in known:
            raise OntologyError(f"{path.name}: {concept.id}: skos:broader {concept.broader} is no concept")
    return concepts


def distinct_names(path: Path, concepts: Iterable[Concept]) -> dict[str, Concept]:
    """Return the concepts by label and name; raise OntologyError where two share one."""
    by_name: dict[str, Concept] = {}
    for concept in concepts:
        for name in (concept.label, *concept.names):
            other = by_name.setdefault(name, concept)
            if other is not concept:
                raise OntologyError(f"{path.name}: {concept.id}: {name} also names {other.id}")
    return by_name


def _is_concept(entry: Mapping[str, list[Literal | NamedNode]]) -> bool:
    return NamedNode(f"{_SKOS}Concept") in entry.get(_TYPE, ())


def _concept(path: Path, base: str, key: str, entry: Mapping[str, list[Literal | NamedNode]]) -> Concept:
    def labels(property_name: str, language: str) -> tuple[str, ...]:
        found = entry.get(_SKOS + property_name, ())
        texts = (v.value for v in found if isinstance(v, Literal) and v.language == language)
        return tuple(dict.fromkeys(texts))

    for language in ("zh", "en"):
        if len(labels("prefLabel", language)) != 1:
            raise OntologyError(f"{path.name}: {key}: needs one skos:prefLabel in {language}")
    broader = [v for v in entry.get(f"{_SKOS}broader", ()) if isinstance(v, NamedNode)]
    notations = [v for v in entry.get(f"{_SKOS}notation", ()) if isinstance(v, Literal)]
    return Concept(
        id=key,
        label=labels("prefLabel", "zh")[0],
        english=labels("prefLabel", "en")[0],
        names=labels("altLabel", "zh"),
        cues=labels("hiddenLabel", "zh"),
        notations=tuple((v.datatype.value.rpartition("#")[2], v.value) for v in notations),
        broader=broader[0].value.removeprefix(base) if broader else None,
    )
