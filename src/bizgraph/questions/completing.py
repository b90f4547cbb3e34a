"""Names that begin as somebody has begun to type them: places, indicators, units, functions, documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.authority.identity import Region
from bizgraph.authority.regions import load_regions
from bizgraph.authority.romanised import romanised
from bizgraph.errors import QueryError
from bizgraph.questions.names import simplified
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.store.interface import Store

_PREFIXES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_NAMES: Final = (
    _PREFIXES
    + """
SELECT DISTINCT ?kind ?thing ?name ?label WHERE {
  {
    VALUES (?kind ?class) {
      ("region" biz:Region) ("indicator" biz:Indicator) ("unit" biz:Unit) ("document" biz:PolicyDocument)
    }
    ?thing a ?class
  } UNION {
    SELECT DISTINCT ?kind ?thing WHERE { ?unit biz:function ?thing BIND("function" AS ?kind) }
  }
  VALUES (?property ?label) {
    (rdfs:label true) (skos:prefLabel true) (dcterms:title true)
    (skos:altLabel false) (biz:fileName false) (biz:documentNumber false)
  }
  ?thing ?property ?name
}
"""
)
_REFERRED: Final = (
    _PREFIXES
    + """
SELECT ?thing (COUNT(DISTINCT ?fact) AS ?facts) WHERE {
  ?thing a ?class FILTER(?class IN (biz:Region, biz:Indicator, biz:Unit, skos:Concept, biz:PolicyDocument))
  ?fact ?property ?thing FILTER(?property NOT IN (biz:within, skos:broader))
} GROUP BY ?thing
"""
)
KINDS: Final = ("region", "indicator", "unit", "function", "document")
LONGEST: Final = 200  # characters of a beginning
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Completion:
    """A thing with the name of it that was begun, its label, and how many statements speak of it."""

    iri: str
    label: str
    name: str
    facts: int


@dataclass(frozen=True, slots=True)
class _Named:
    """A thing with its names, those that it is shown by first, by language; `facts` speak of it."""

    iri: str
    labels: Mapping[str, str]
    names: tuple[str, ...]
    facts: int

    def label(self, language: str) -> str:
        return self.labels.get(language) or next(iter(self.labels.values()))


class Completing:
    """The names of a graph, read once."""

    def __init__(self, store: Store, namespaces: Namespaces) -> None:
        self._store = store
        self._namespaces = namespaces

    def begun(self, kind: str, begins: str, limit: int, language: str) -> tuple[Completion, ...]:
        """Return things of a kind with a name that begins so, else one that holds what was typed.

        Those that more statements speak of come first. Raises QueryError.
        """
        if kind not in KINDS:
            raise QueryError(f"no kind of names is called {kind!r}; there are: {', '.join(KINDS)}")
        if len(begins) > LONGEST:
            raise QueryError(f"no name begins with {len(begins)} characters")
        typed = "".join(simplified(begins).lower().split())
        found = [
            (not _compact(name).startswith(typed), -thing.facts, len(name), name, thing.iri, thing)
            for thing in self._known[kind]
            if (name := _first(thing, typed)) is not None
        ]
        return tuple(
            Completion(thing.iri, thing.label(language), name, thing.facts)
            for *_, name, _, thing in sorted(found, key=lambda each: each[:5])[:limit]
        )

    @cached_property
    def _known(self) -> Mapping[str, tuple[_Named, ...]]:
        facts = {
            thing: int(count.value)
            for thing, count in self._store.select(_REFERRED)
            if isinstance(count, Literal)
        }
        names: dict[tuple[str, NamedNode], tuple[dict[str, str], list[str]]] = {}
        for of, thing, name, is_label in self._store.select(_NAMES):
            if not (isinstance(of, Literal) and isinstance(thing, NamedNode) and isinstance(name, Literal)):
                continue
            labels, others = names.setdefault((of.value, thing), ({}, []))
            if isinstance(is_label, Literal) and is_label.value == "true":
                labels[name.language or "zh"] = name.value
            others.append(name.value)
        known: dict[str, list[_Named]] = {kind: [] for kind in KINDS}
        for (kind, thing), (labels, others) in names.items():
            said = facts.get(thing, 0)
            if not labels:
                continue
            latin = self._latin(thing) if kind == "region" and said else ()
            every = dict.fromkeys((*labels.values(), *sorted(others), *latin))
            known[kind].append(_Named(thing.value, labels, tuple(every), said))
        return {kind: tuple(things) for kind, things in known.items()}

    @cached_property
    def _listed(self) -> Mapping[str, Region]:
        """The places that the list of places has, by IRI."""
        return {self._namespaces.region(each.id).value: each for each in load_regions().all()}

    def _latin(self, region: NamedNode) -> Iterable[str]:
        """Return the names of a place in Latin letters."""
        known = self._listed.get(region.value)
        return () if known is None else (name.title() for name in romanised(known))


def _first(thing: _Named, typed: str) -> str | None:
    """Return the first name of a thing that begins as typed, else the first that holds it."""
    holding = [name for name in thing.names if typed in _compact(name)]
    return next((name for name in holding if _compact(name).startswith(typed)), next(iter(holding), None))


def _compact(name: str) -> str:
    return "".join(name.lower().split())
