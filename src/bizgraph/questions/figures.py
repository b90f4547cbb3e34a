"""The figures that documents state on an indicator, each with what it measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.authority.indicators import load_indicators
from bizgraph.authority.measured import Measured, load_comparing
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.store.binding import bind
from bizgraph.store.interface import Store, Term
from bizgraph.store.values import to_plain

_FIGURES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?quantity ?statement ?stated_in ?place ?metric ?comparator ?value ?unit ?masked ?text
  ?printed ?file ?line ?start
WHERE {
  VALUES (?class ?stated_in ?rank) {
    (biz:Target "target" 1) (biz:Measure "measure" 2) (biz:Outcome "outcome" 3)
  }
  ?statement biz:indicator ?indicator ; a ?class ; biz:quantity ?quantity ; biz:text ?text ;
    biz:region ?region ; biz:inDocument/biz:fileName ?file .
  ?quantity biz:metric ?metric ; biz:comparator ?comparator ; biz:unit ?unit ; prov:wasQuotedFrom ?span .
  ?span biz:line ?line ; biz:start ?start ; biz:exact ?printed .
  OPTIONAL { ?quantity biz:value ?value }
  OPTIONAL { ?quantity biz:masked ?masked }
  OPTIONAL { ?practice biz:hasOutcome ?statement ; biz:practisedBy ?model }
  BIND(COALESCE(?model, ?region) AS ?place)
}
ORDER BY ?rank ?file ?start ?metric ?quantity ?statement ?place
"""
_INDICATORS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT DISTINCT ?statement ?other WHERE {
  ?statement biz:indicator ?indicator ; biz:quantity ?quantity ; biz:indicator|biz:subIndicator ?other .
} ORDER BY ?statement ?other
"""
_NAMES: Final = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?place ?name WHERE { ?place rdfs:label|skos:altLabel ?name } ORDER BY ?place ?name
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the graph has it, and what it measures; `reason` is the key of what is remarked of it."""

    quantity: NamedNode
    statement: NamedNode
    stated_in: str
    place: NamedNode
    metric: str
    comparator: NamedNode
    value: Decimal | None
    unit: str
    text: str
    printed: str
    file: str
    line: int
    start: int
    measured: Measured | None = None
    reason: str = ""
    others: tuple[str, ...] = ()
    shown: Decimal | None = None
    shown_unit: str = ""
    comparable: bool = False
    best: bool = False

    @property
    def is_promise(self) -> bool:
        """Tell whether a place promises the figure, rather than reports it."""
        return self.stated_in != "outcome"

    @property
    def where(self) -> tuple[str, int, str]:
        """Return the place of the figure, to sort by."""
        return self.file, self.start, self.quantity.value


class Figures:
    """Finds the figures of targets, measures and outcomes on an indicator of either level.

    Raises UnknownThingError where the IRI is that of no indicator.
    """

    def __init__(self, store: Store, namespaces: Namespaces, asked: NamedNode) -> None:
        self._store = store
        self._knowledge = load_comparing()
        self._base = namespaces.indicator("").value
        indicator = load_indicators().get(asked.value.removeprefix(self._base))
        self._second = indicator.id if indicator.broader else ""
        self.first = indicator.broader or indicator.id
        self._bindings = {"indicator": namespaces.indicator(self.first)}

    @property
    def sparql(self) -> str:
        """Return the query that finds them."""
        return bind(_FIGURES, self._bindings)

    def found(self) -> list[Figure]:
        """Return the figures, each once a place, with what they measure and why that is in doubt."""
        indicators = self._indicators_of_statements()
        figures = [_figure(row) for row in self._store.select(_FIGURES, self._bindings).mappings()]
        names = self._names(dict.fromkeys(figure.place for figure in figures))
        found: dict[tuple[NamedNode, NamedNode], Figure] = {}
        for figure in figures:
            if (figure.quantity, figure.place) in found:
                continue
            measured = self._knowledge.measured(
                figure.metric,
                figure.unit,
                indicator=self.first,
                text=figure.text,
                places=names.get(figure.place, ()),
            )
            of_statement = indicators.get(figure.statement, frozenset())
            doubt = self._doubt(measured, of_statement)
            if doubt is None or not self._is_on_second(measured, of_statement):
                continue
            unit = self._knowledge.unit(figure.metric, figure.unit)
            known = replace(figure, measured=measured, reason=doubt, unit=unit)
            found[figure.quantity, figure.place] = known
        return sorted(found.values(), key=lambda figure: figure.where)

    def _doubt(self, measured: Measured | None, indicators: frozenset[str]) -> str | None:
        """Say why a figure may not be on the indicator of its statement; None where it is on another."""
        several = len({each for each in indicators if "/" not in each}) > 1
        if several and measured is not None and measured.indicators:
            return "" if self.first in measured.indicators else None
        if several:
            return "several"
        return "" if measured is not None else "unsaid"

    def _is_on_second(self, measured: Measured | None, indicators: frozenset[str]) -> bool:
        """Tell whether a figure is on the second-level indicator: by its words, else by its statement."""
        if not self._second:
            return True
        if measured is not None:
            label = self._knowledge.plain_label(measured)
            own = load_indicators().sub_named(label, self.first)
            if own is not None:
                return own == self._second
        return self._second in indicators

    def _indicators_of_statements(self) -> dict[NamedNode, frozenset[str]]:
        found: dict[NamedNode, set[str]] = {}
        for statement, other in self._store.select(_INDICATORS, self._bindings):
            if isinstance(statement, NamedNode) and isinstance(other, NamedNode):
                found.setdefault(statement, set()).add(other.value.removeprefix(self._base))
        return {statement: frozenset(others) for statement, others in found.items()}

    def _names(self, places: Iterable[NamedNode]) -> dict[NamedNode, tuple[str, ...]]:
        names: dict[NamedNode, list[str]] = {}
        for place, name in self._store.select(_NAMES, {"place": tuple(places)}):
            if isinstance(place, NamedNode) and isinstance(name, Literal):
                names.setdefault(place, []).append(name.value)
        return {place: tuple(found) for place, found in names.items()}


def _figure(row: Mapping[str, Term]) -> Figure:
    def iri(name: str) -> NamedNode:
        term = row.get(name)
        return term if isinstance(term, NamedNode) else NamedNode("urn:none")

    def text(name: str) -> str:
        term = row.get(name)
        return term.value if isinstance(term, Literal) else ""

    value = to_plain(row.get("value"))
    known = isinstance(value, int | Decimal) and not isinstance(value, bool) and text("masked") != "true"
    return Figure(
        iri("quantity"),
        iri("statement"),
        text("stated_in"),
        iri("place"),
        text("metric"),
        iri("comparator"),
        Decimal(value) if known and isinstance(value, int | Decimal) else None,
        iri("unit").value.rpartition("/")[2],
        text("text"),
        text("printed"),
        text("file"),
        int(text("line") or 0),
        int(text("start") or 0),
    )
