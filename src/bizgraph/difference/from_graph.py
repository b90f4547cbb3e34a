"""The documents of a graph, as they are compared: what is needed is read back, a document at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from bizgraph.difference.values import Actor, Due, Edition, Figure, Heading, Kind, Told, edition_of
from bizgraph.extract.facts import Comparator, Role
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.parts import ROLE
from bizgraph.rdf.vocabulary import BIZ
from bizgraph.source.cleaning import clean
from bizgraph.store.interface import Row, Store, Term
from bizgraph.store.values import to_plain

_PREFIXES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_DOCUMENTS: Final = (
    _PREFIXES
    + """
SELECT ?document ?title ?file ?region ?place WHERE {
  ?document a biz:PolicyDocument ; dcterms:title ?title ; biz:fileName ?file ; biz:region ?region .
  ?region rdfs:label ?place .
} ORDER BY ?document ?region ?place
"""
)
_FACTS: Final = (
    _PREFIXES
    + """
SELECT ?fact ?kind ?text ?line ?start ?number ?day ?printed ?due_line WHERE {
  ?fact biz:inDocument ?document ; a ?kind ; biz:text|biz:heading ?text ; prov:wasQuotedFrom ?span .
  ?span biz:line ?line ; biz:start ?start .
  OPTIONAL { ?fact biz:number ?number }
  OPTIONAL {
    ?fact biz:deadlineText ?printed ; biz:deadlineQuotedFrom/biz:line ?due_line
    OPTIONAL { ?fact biz:deadline ?day }
  }
}
"""
)
_INDICATORS: Final = (
    _PREFIXES + "SELECT ?fact ?indicator WHERE { ?fact biz:inDocument ?document ; biz:indicator ?indicator }"
)
_DUTIES: Final = (
    _PREFIXES
    + """
SELECT ?fact ?unit ?role ?label ?printed ?line WHERE {
  ?duty biz:inDocument ?document ; biz:responsibilityOf ?fact ; biz:assignee ?unit ; biz:role ?role ;
    biz:mention ?printed ; prov:wasQuotedFrom ?span .
  ?span biz:start ?start ; biz:line ?line .
  ?unit rdfs:label ?label .
} ORDER BY ?start ?unit ?label
"""
)
_FIGURES: Final = (
    _PREFIXES
    + """
SELECT ?fact ?metric ?comparator ?value ?unit ?printed ?line WHERE {
  ?fact biz:inDocument ?document ; biz:quantity|(biz:hasOutcome/biz:quantity) ?figure .
  ?figure biz:metric ?metric ; biz:comparator ?comparator ; biz:unit ?unit ; prov:wasQuotedFrom ?span .
  ?span biz:exact ?printed ; biz:start ?start ; biz:line ?line .
  OPTIONAL { ?figure biz:value ?value }
} ORDER BY ?start ?metric ?figure
"""
)
_KINDS: Final[Mapping[NamedNode, Kind]] = {
    BIZ("Measure"): Kind.MEASURE,
    BIZ("Section"): Kind.SECTION,
    BIZ("Target"): Kind.TARGET,
    BIZ("Gap"): Kind.GAP,
    BIZ("BenchmarkPractice"): Kind.PRACTICE,
    BIZ("Baseline"): Kind.BASELINE,
}
_ROLES: Final[Mapping[str, Role]] = {name: role for role, name in ROLE.items()}


class Editions:
    """The documents of one graph."""

    def __init__(self, store: Store, namespaces: Namespaces) -> None:
        self._store = store
        self._namespaces = namespaces

    def headings(self) -> tuple[Heading, ...]:
        """Return the documents without what they say, in the order of their ids."""
        found: dict[str, Heading] = {}
        for document, title, file, region, place in self._store.select(_DOCUMENTS):
            id = self._id(document, "document/")
            title_line = " ".join(_text(title).split())
            heading = Heading(id, title_line, _text(file), self._id(region, "region/"), _text(place))
            found.setdefault(id, heading)
        return tuple(found[id] for id in sorted(found))

    def edition(self, heading: Heading) -> Edition:
        """Return a document with all that it says."""
        document = self._namespaces.document(heading.id)
        indicators = self._by_fact(_INDICATORS, document)
        duties = self._by_fact(_DUTIES, document)
        figures = self._by_fact(_FIGURES, document)
        told: dict[str, tuple[int, int, Told]] = {}
        order = list(Kind)
        for fact, kind, text, line, start, number, day, printed, due_line in self._store.select(
            _FACTS, {"document": document, "kind": list(_KINDS)}
        ):
            if not isinstance(kind, NamedNode):
                continue
            key = _iri(fact)
            value = Told(
                _KINDS[kind],
                self._id(fact, f"document/{heading.id}/"),
                _text(number),
                _text(text),
                heading.file,
                _whole(line),
                tuple(sorted(self._id(term, "indicator/") for (term,) in indicators[key])),
                tuple(self._actor(row, heading.region) for row in duties[key]),
                _due(day, printed, due_line),
                tuple(self._figure(row) for row in figures[key]),
            )
            told.setdefault(key, (order.index(value.kind), _whole(start), value))
        ordered = sorted(told.items(), key=lambda each: (*each[1][:2], each[0]))
        return edition_of(heading, (value for _, (_, _, value) in ordered))

    def _by_fact(self, query: str, document: NamedNode) -> Mapping[str, list[Row]]:
        """Return the rest of each row by the fact that the row begins with."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for fact, *rest in self._store.select(query, {"document": document}):
            found[_iri(fact)].append(tuple(rest))
        return found

    def _id(self, term: Term | None, path: str) -> str:
        return unquote(_iri(term)).removeprefix(unquote(self._namespaces.base) + path)

    def _actor(self, row: Row, region: str) -> Actor:
        unit, role, label, printed, line = row
        id = self._id(unit, "unit/").removeprefix(f"{region}/")
        return Actor(id, _text(label), _ROLES[_iri(role).removeprefix(BIZ.iri)], _text(printed), _whole(line))

    def _figure(self, row: Row) -> Figure:
        metric, comparator, value, unit, printed, line = row
        return Figure(
            _text(metric),
            Comparator(_iri(comparator).removeprefix(BIZ.iri)),
            Decimal(value.value) if isinstance(value, Literal) else None,
            self._id(unit, "unit-of-measure/"),
            str(clean(_text(printed)).characters),
            _whole(line),
        )


def _due(day: Term | None, printed: Term | None, line: Term | None) -> Due | None:
    if printed is None:
        return None
    known = to_plain(day)
    return Due(known if isinstance(known, date) else None, _text(printed), _whole(line))


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _whole(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
