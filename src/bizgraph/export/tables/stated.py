"""What documents state, as ledgers list it: statements, their figures, borrowings and documents, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from bizgraph.rdf.vocabulary import BIZ
from bizgraph.store.interface import Store, Term
from bizgraph.store.values import Plain, to_plain

_PREFIXES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
_STATEMENTS: Final = (
    _PREFIXES
    + """
SELECT ?thing ?kind ?text ?place ?document ?file ?line ?start ?number ?title ?deadline ?deadline_text WHERE {
  VALUES ?kind { biz:Measure biz:BenchmarkPractice biz:Gap biz:Baseline biz:Target biz:Outcome }
  ?thing a ?kind ; biz:text ?text ; biz:region ?place ; biz:inDocument ?document ; prov:wasQuotedFrom ?span .
  ?document biz:fileName ?file .
  ?span biz:line ?line ; biz:start ?start .
  OPTIONAL { ?thing biz:number ?number }
  OPTIONAL { ?thing dcterms:title ?title }
  OPTIONAL { ?thing biz:deadline ?deadline }
  OPTIONAL { ?thing biz:deadlineText ?deadline_text }
} ORDER BY ?file ?start ?thing ?kind
"""
)
_FIGURES: Final = (
    _PREFIXES
    + """
SELECT ?thing ?statement ?metric ?comparator ?value ?unit ?line ?start ?printed WHERE {
  ?statement biz:quantity ?thing ; biz:inDocument/biz:fileName ?file .
  ?thing biz:metric ?metric ; biz:comparator ?comparator ; biz:unit ?unit ; prov:wasQuotedFrom ?span .
  ?span biz:line ?line ; biz:start ?start ; biz:exact ?printed .
  OPTIONAL { ?thing biz:value ?value }
} ORDER BY ?file ?start ?thing ?statement
"""
)
_BORROWINGS: Final = (
    _PREFIXES
    + """
SELECT ?thing ?measure ?practice ?document ?evidence ?confidence ?file ?measure_quote ?measure_line
       ?practice_quote ?practice_line
WHERE {
  ?thing a biz:Borrowing ; biz:measure ?measure ; biz:practice ?practice ; biz:evidence ?evidence ;
    biz:confidence ?confidence ; biz:measureQuote ?here ; biz:practiceQuote ?there ;
    biz:inDocument ?document .
  ?document biz:fileName ?file .
  ?here biz:exact ?measure_quote ; biz:line ?measure_line ; biz:start ?start .
  ?there biz:exact ?practice_quote ; biz:line ?practice_line ; biz:start ?practice_start .
} ORDER BY ?file ?start ?practice_start ?thing
"""
)
_DOCUMENTS: Final = (
    _PREFIXES
    + """
SELECT ?thing ?title ?number ?issued ?file WHERE {
  ?thing a biz:PolicyDocument ; biz:fileName ?file .
  OPTIONAL { ?thing dcterms:title ?title }
  OPTIONAL { ?thing biz:documentNumber ?number }
  OPTIONAL { ?thing dcterms:issued ?issued }
} ORDER BY ?file ?thing
"""
)
_RELATIONS: Final = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing ?relation ?value WHERE {
  VALUES ?relation {
    biz:indicator biz:subIndicator biz:leadUnit biz:partnerUnit biz:responsibleUnit biz:hasTarget biz:quantity
    biz:borrowsPractice biz:benchmarksAgainst biz:practisedBy biz:practisedByUnit biz:hasOutcome
    biz:comparedWith biz:addressedBy biz:partOf biz:region dcterms:publisher
  }
  ?thing ?relation ?value .
}
"""
)
_NAMED: Final = (
    _PREFIXES
    + """
SELECT ?thing ?value ?start WHERE {
  { ?named biz:mentionedBy ?thing ; biz:refersTo ?value }
  UNION { ?named biz:responsibilityOf ?thing ; biz:assignee ?value }
  ?named prov:wasQuotedFrom/biz:start ?start .
}
"""
)

_Relation: TypeAlias = tuple[NamedNode, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A thing with what is said of it: other things by `things`, plain values by `values`."""

    thing: NamedNode
    things: Mapping[str, NamedNode]
    values: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Stated:
    """What documents state, each by its IRI in the order of files and places; `related` by local names."""

    statements: Mapping[NamedNode, Said]
    figures: Mapping[NamedNode, Said]
    borrowings: Mapping[NamedNode, Said]
    documents: Mapping[NamedNode, Said]
    related: Mapping[_Relation, Sequence[NamedNode]]

    def of_kind(self, kind: str) -> Iterator[Said]:
        """Yield the statements of a class."""
        return (each for each in self.statements.values() if each.things["kind"] == BIZ(kind))

    def to(self, thing: NamedNode, relation: str) -> Sequence[NamedNode]:
        """Return what a thing is related to."""
        return self.related.get((thing, relation), ())


def read_stated(store: Store) -> Stated:
    """Read all that the documents of a graph state."""
    statements, figures = _read(store, _STATEMENTS), _read(store, _FIGURES)
    return Stated(
        statements,
        figures,
        _read(store, _BORROWINGS),
        _read(store, _DOCUMENTS),
        _related(store, {**statements, **figures}),
    )


def _related(store: Store, said: Mapping[NamedNode, Said]) -> dict[_Relation, list[NamedNode]]:
    """Return what things are related to, in the order of print: of several leads, the first answers."""
    starts: dict[tuple[Term | None, Term | None], int] = {}
    for thing, value, start in store.select(_NAMED):
        place = _whole(to_plain(start))
        starts[thing, value] = min(place, starts.get((thing, value), place))
    related: defaultdict[_Relation, list[NamedNode]] = defaultdict(list)
    for thing, relation, value in store.select(_RELATIONS):
        if isinstance(thing, NamedNode) and isinstance(relation, NamedNode) and isinstance(value, NamedNode):
            related[thing, relation.value.replace("#", "/").rpartition("/")[2]].append(value)
            if value in said:
                starts[thing, value] = _whole(said[value].values["start"])
    for (thing, _), values in related.items():
        values.sort(key=lambda value: (starts.get((thing, value), 0), value.value))
    return related


def _whole(value: Plain) -> int:
    return value if isinstance(value, int) else 0


def _read(store: Store, query: str) -> dict[NamedNode, Said]:
    """Return what each row says; where a thing has several rows, the first."""
    found: dict[NamedNode, Said] = {}
    for row in store.select(query).mappings():
        thing = row.pop("thing")
        if isinstance(thing, NamedNode):
            found.setdefault(thing, _said(thing, row))
    return found


def _said(thing: NamedNode, row: Mapping[str, Term]) -> Said:
    things = {name: term for name, term in row.items() if isinstance(term, NamedNode)}
    return Said(thing, things, {name: to_plain(term) for name, term in row.items() if name not in things})
