"""What the documents of a graph say, as search and discovery read it: statements with their circumstances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.questions.citing import labels
from bizgraph.questions.clues import bare
from bizgraph.questions.ranking import Texts
from bizgraph.questions.sayings import listed, say
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import BIZ
from bizgraph.store.binding import bind
from bizgraph.store.interface import Row, Store, Term

KINDS: Final[Mapping[str, NamedNode]] = {
    "measure": BIZ("Measure"),
    "practice": BIZ("BenchmarkPractice"),
    "gap": BIZ("Gap"),
    "target": BIZ("Target"),
}
_STATEMENTS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?thing ?kind ?text ?document ?region ?file ?line ?start WHERE {
  ?thing a ?kind ; biz:text ?text ; biz:inDocument ?document ; biz:region ?region ; prov:wasQuotedFrom ?span .
  ?span biz:line ?line ; biz:start ?start .
  ?document biz:fileName ?file .
}
"""
_CIRCUMSTANCES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?thing ?property ?value WHERE {
  VALUES ?property {
    biz:indicator biz:subIndicator biz:practisedBy biz:practisedByUnit biz:addressedBy biz:borrowsPractice
  }
  ?thing a ?kind ; ?property ?value .
}
"""
_OUTCOMES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?practice ?text WHERE {
  ?practice biz:hasOutcome ?outcome .
  ?outcome biz:text ?text ; prov:wasQuotedFrom/biz:start ?start .
  FILTER EXISTS { ?outcome biz:quantity ?quantity }
} ORDER BY ?practice ?start
"""
_UNITS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?unit ?region WHERE {
  ?practice biz:practisedByUnit ?unit .
  ?unit biz:region ?region .
} ORDER BY ?unit ?region
"""
_ABOVE: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?above WHERE { ?indicator skos:broader ?above } ORDER BY ?above
"""
_LEVELS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?region ?level WHERE { ?region biz:regionLevel ?level } ORDER BY ?region
"""
_WITHIN: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?region ?outer WHERE { ?region biz:within ?outer } ORDER BY ?region ?outer
"""


@dataclass(frozen=True)
class Said:
    """A measure, practice, gap or target, with what is said of it. `region` is that of its document."""

    number: int
    thing: NamedNode
    kind: str
    text: str
    document: NamedNode
    region: NamedNode
    file: str
    line: int
    told: Mapping[str, tuple[NamedNode, ...]] = field(default_factory=dict)

    @property
    def indicators(self) -> tuple[NamedNode, ...]:
        """The first-level indicators that it is about."""
        return self.told.get("indicator", ())

    @property
    def sub_indicators(self) -> tuple[NamedNode, ...]:
        """The second-level indicators that it is about."""
        return self.told.get("subIndicator", ())

    @property
    def practised_by(self) -> tuple[NamedNode, ...]:
        """The regions that practise it."""
        return self.told.get("practisedBy", ())

    @property
    def units(self) -> tuple[NamedNode, ...]:
        """The units that practise it."""
        return self.told.get("practisedByUnit", ())

    @property
    def addressed_by(self) -> tuple[NamedNode, ...]:
        """The measures that the document pairs with a gap."""
        return self.told.get("addressedBy", ())


class Corpus:
    """All that the documents of a graph say; read once, and each part of it when it is first needed."""

    def __init__(self, store: Store, namespaces: Namespaces) -> None:
        self._store = store
        self.namespaces: Final = namespaces
        self._labels: dict[str, dict[NamedNode, str]] = {}

    @cached_property
    def all(self) -> tuple[Said, ...]:
        """Every statement, document by document, in the order of the text; `number` is its place here."""
        kinds = {"kind": list(KINDS.values())}
        told = _told(self._store.select(_CIRCUMSTANCES, kinds))
        rows = sorted(filter(_whole, self._store.select(_STATEMENTS, kinds)), key=_place)
        names = {iri.value: name for name, iri in KINDS.items()}
        found: dict[str, Said] = {}
        for thing, kind, text, document, region, file, line, _ in (map(_value, row) for row in rows):
            if thing not in found:
                found[thing] = Said(
                    len(found),
                    NamedNode(thing),
                    names[kind],
                    text,
                    NamedNode(document),
                    NamedNode(region),
                    file,
                    int(line),
                    told.get(thing, {}),
                )
        return tuple(found.values())

    @cached_property
    def texts(self) -> Texts:
        """The words of the statements, by their numbers."""
        return Texts(bare(said.text) for said in self.all)

    def of_kind(self, kind: str) -> frozenset[int]:
        """Return the numbers of the statements of a kind."""
        return self._of_kinds[kind]

    def measures_of(self, region: NamedNode) -> tuple[Said, ...]:
        """Return the measures that a region orders."""
        return self._measures.get(region, ())

    @cached_property
    def by_thing(self) -> Mapping[NamedNode, Said]:
        """Each statement by its IRI."""
        return {said.thing: said for said in self.all}

    @cached_property
    def outcomes(self) -> Mapping[NamedNode, tuple[str, ...]]:
        """The outcomes with a figure of each practice that has any."""
        found: dict[NamedNode, list[str]] = {}
        for practice, text in self._store.select(_OUTCOMES):
            if isinstance(practice, NamedNode) and isinstance(text, Literal):
                found.setdefault(practice, []).append(text.value)
        return {practice: tuple(texts) for practice, texts in found.items()}

    @cached_property
    def borrowers(self) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
        """The regions whose measures borrow each practice, each as often as it has such measures."""
        found: dict[NamedNode, list[NamedNode]] = {}
        for said in self.all:
            for practice in said.told.get("borrowsPractice", ()):
                found.setdefault(practice, []).append(said.region)
        return {practice: tuple(regions) for practice, regions in found.items()}

    @cached_property
    def levels(self) -> Mapping[NamedNode, NamedNode]:
        """The level of each region: county, prefecture, province and so on."""
        return _pairs(self._store.select(_LEVELS))

    def places(self, said: Said) -> tuple[NamedNode, ...]:
        """Return the regions that do what a statement says: for a practice, none where nobody is named."""
        if said.kind != "practice":
            return (said.region,)
        of_units = (self._of_units[unit] for unit in said.units if unit in self._of_units)
        return said.practised_by or tuple(dict.fromkeys(of_units))

    def whose(self, said: Said, language: str) -> str:
        """Return the names of those who do what a statement says."""
        if said.kind != "practice":
            return self.label(said.region, language)
        who = [self.label(each, language) for each in said.practised_by or said.units]
        told_by = self.label(said.region, language)
        return listed(who, language) if who else say("discover", "told_by", language, region=told_by)

    def holds(self, outer: NamedNode, inner: Iterable[NamedNode]) -> bool:
        """Say whether one of the regions is `outer` or lies within it."""
        return any(outer == each or outer in self.around(each) for each in inner)

    def around(self, region: NamedNode) -> frozenset[NamedNode]:
        """Return all that a region lies within."""
        found: set[NamedNode] = set()
        rest = [region]
        while rest:
            for outer in self._within.get(rest.pop(), ()):
                if outer not in found:
                    found.add(outer)
                    rest.append(outer)
        return frozenset(found)

    def above(self, indicator: NamedNode) -> tuple[NamedNode, ...]:
        """Return the first-level indicator that a second-level one is below."""
        rows = self._store.select(_ABOVE, {"indicator": indicator})
        return tuple(row[0] for row in rows if isinstance(row[0], NamedNode))

    def label(self, thing: NamedNode, language: str) -> str:
        """Return the name of a thing in the language; its IRI where it has none."""
        known = self._labels.setdefault(language, {})
        if thing not in known:
            known[thing] = labels(self._store, [[thing]], language).get(thing, thing.value)
        return known[thing]

    @cached_property
    def _of_kinds(self) -> Mapping[str, frozenset[int]]:
        return {kind: frozenset(said.number for said in self.all if said.kind == kind) for kind in KINDS}

    @cached_property
    def _measures(self) -> Mapping[NamedNode, tuple[Said, ...]]:
        found: dict[NamedNode, list[Said]] = {}
        for said in self.all:
            if said.kind == "measure":
                found.setdefault(said.region, []).append(said)
        return {region: tuple(measures) for region, measures in found.items()}

    @cached_property
    def _of_units(self) -> Mapping[NamedNode, NamedNode]:
        return _pairs(self._store.select(_UNITS))

    @cached_property
    def _within(self) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
        found: dict[NamedNode, list[NamedNode]] = {}
        for inner, outer in self._store.select(_WITHIN):
            if isinstance(inner, NamedNode) and isinstance(outer, NamedNode):
                found.setdefault(inner, []).append(outer)
        return {inner: tuple(outer) for inner, outer in found.items()}


def _told(rows: Iterable[Row]) -> dict[str, dict[str, tuple[NamedNode, ...]]]:
    """Return what is said of each thing, by the name of the property; values in the order of their IRIs."""
    found: dict[str, dict[str, list[NamedNode]]] = {}
    for thing, name, value in rows:
        if isinstance(value, NamedNode):
            of_thing = found.setdefault(_value(thing), {})
            of_thing.setdefault(_value(name).removeprefix(BIZ.iri), []).append(value)
    return {
        thing: {name: tuple(sorted(values, key=_value)) for name, values in of_thing.items()}
        for thing, of_thing in found.items()
    }


def _whole(row: Row) -> bool:
    return all(isinstance(term, NamedNode | Literal) for term in row)


def _place(row: Row) -> tuple[str, int, tuple[str, ...]]:
    values = tuple(map(_value, row))
    return values[3], int(values[7]), values


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def query_of(kinds: Iterable[str]) -> str:
    """Return the query by which statements of some kinds are fetched."""
    return bind(_STATEMENTS.strip(), {"kind": [KINDS[kind] for kind in kinds]})


def _pairs(rows: Iterable[Row]) -> dict[NamedNode, NamedNode]:
    return {a: b for a, b in rows if isinstance(a, NamedNode) and isinstance(b, NamedNode)}
