"""What a view is limited to: a place with all within it, an indicator of either level, one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from pyoxigraph import NamedNode

from bizgraph.rdf.vocabulary import BIZ
from bizgraph.store.interface import Store

Facts = Mapping[NamedNode, Iterable[NamedNode]]

_WITHIN: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT DISTINCT ?place WHERE { ?place biz:within* ?region }
"""
_NARROWER: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?concept WHERE { ?concept skos:broader* ?indicator }
"""
_STATED: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?thing ?predicate ?value WHERE {
  VALUES ?predicate {
    biz:region biz:practisedBy biz:comparedWith biz:benchmarksAgainst
    biz:indicator biz:subIndicator biz:inDocument
  }
  { ?thing biz:inDocument ?document ; ?predicate ?value }
  UNION {
    ?thing a ?class ; biz:inDocument/biz:region ?value .
    FILTER(?class IN (biz:Section, biz:TaskForce))
    BIND(biz:region AS ?predicate)
    FILTER NOT EXISTS { ?thing biz:region ?own }
  }
}
"""
_PLACES: Final = frozenset(
    BIZ(name) for name in ("region", "practisedBy", "comparedWith", "benchmarksAgainst")
)
_INDICATORS: Final = frozenset({BIZ("indicator"), BIZ("subIndicator")})
_DOCUMENT: Final = BIZ("inDocument")


@dataclass(frozen=True, slots=True)
class Scope:
    """The places, indicators and document that a view is limited to; None where it is not."""

    places: frozenset[NamedNode] | None = None
    indicators: frozenset[NamedNode] | None = None
    document: NamedNode | None = None

    @classmethod
    def of(
        cls,
        store: Store,
        region: NamedNode | None = None,
        indicator: NamedNode | None = None,
        document: NamedNode | None = None,
    ) -> Self:
        """Return the scope of a region, with all places within it, an indicator with its second level, and
        a document.
        """
        return cls(
            None if region is None else _things(store, _WITHIN, "region", region),
            None if indicator is None else _things(store, _NARROWER, "indicator", indicator),
            document,
        )

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self.places is None and self.indicators is None and self.document is None

    def holds(
        self, places: Iterable[NamedNode], indicators: Iterable[NamedNode], document: NamedNode | None
    ) -> bool:
        """Return whether something about these places and indicators, in this document, is within."""
        return (
            (self.places is None or not self.places.isdisjoint(places))
            and (self.indicators is None or not self.indicators.isdisjoint(indicators))
            and (self.document is None or self.document == document)
        )

    def statements(self, store: Store) -> frozenset[NamedNode]:
        """Return all that documents state of these places and indicators."""
        stated: dict[NamedNode, dict[NamedNode, list[NamedNode]]] = {}
        for thing, predicate, value in store.select(_STATED):
            if (
                isinstance(thing, NamedNode)
                and isinstance(predicate, NamedNode)
                and isinstance(value, NamedNode)
            ):
                stated.setdefault(thing, {}).setdefault(predicate, []).append(value)
        return frozenset(thing for thing, facts in stated.items() if self._states(facts))

    def _states(self, facts: Facts) -> bool:
        places = (place for predicate in _PLACES for place in facts.get(predicate, ()))
        indicators = (concept for predicate in _INDICATORS for concept in facts.get(predicate, ()))
        return self.holds(places, indicators, next(iter(facts.get(_DOCUMENT, ())), None))


def _things(store: Store, query: str, variable: str, thing: NamedNode) -> frozenset[NamedNode]:
    rows = store.select(query, {variable: thing})
    return frozenset(row[0] for row in rows if isinstance(row[0], NamedNode)) | {thing}
