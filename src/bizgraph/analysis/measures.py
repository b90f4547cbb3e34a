"""The measures of a graph with what analyses count: whose they are, who acts, on what, until when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from bizgraph.rdf.vocabulary import BIZ

if TYPE_CHECKING:
    from bizgraph.store.interface import Store

MEASURES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?measure ?place ?document (MIN(?at) AS ?start) (MIN(?due) AS ?deadline) WHERE {
  ?measure a biz:Measure ; biz:region ?place ; biz:inDocument ?document ; prov:wasQuotedFrom ?span .
  ?span biz:start ?at .
  OPTIONAL { ?measure biz:deadline ?due }
  FILTER(!BOUND(?region) || EXISTS { ?place biz:within* ?region })
  FILTER(!BOUND(?indicator) || EXISTS { ?measure biz:indicator|biz:subIndicator ?indicator })
} GROUP BY ?measure ?place ?document
"""
_TOLD: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?measure ?property ?value WHERE {
  VALUES ?property { biz:indicator biz:leadUnit biz:partnerUnit biz:responsibleUnit }
  ?measure a biz:Measure ; ?property ?value .
}
"""
_GENERIC: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?unit WHERE { ?unit biz:generic true }
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure. `units` are all that are responsible, those that lead and that partner among them.

    `deadline` is a date as ISO text, empty where there is none.
    """

    thing: NamedNode
    place: NamedNode
    indicators: frozenset[NamedNode]
    units: frozenset[NamedNode]
    leads: frozenset[NamedNode]
    partners: frozenset[NamedNode]
    deadline: str


def measures(store: Store, bindings: Mapping[str, NamedNode]) -> tuple[Measure, ...]:
    """Return the measures of what is looked at (see `Asked.bindings`), in the order of documents and text."""
    told: dict[tuple[str, NamedNode], set[NamedNode]] = defaultdict(set)
    for thing, name, value in store.select(_TOLD):
        if isinstance(thing, NamedNode) and isinstance(name, NamedNode) and isinstance(value, NamedNode):
            told[name.value.removeprefix(BIZ.iri), thing].add(value)
    found: list[tuple[str, int, NamedNode, NamedNode, str]] = []
    for row in store.select(MEASURES, bindings):
        match row:
            case NamedNode() as thing, NamedNode() as place, NamedNode() as document, Literal() as start, due:
                deadline = due.value if isinstance(due, Literal) else ""
                found.append((document.value, int(start.value), thing, place, deadline))
    return tuple(
        Measure(
            thing,
            place,
            indicators=frozenset(told["indicator", thing]),
            units=frozenset(told["responsibleUnit", thing]),
            leads=frozenset(told["leadUnit", thing]),
            partners=frozenset(told["partnerUnit", thing]),
            deadline=deadline,
        )
        for _, _, thing, place, deadline in sorted(found, key=lambda each: (*each[:2], each[2].value))
    )


def generic_units(store: Store) -> frozenset[NamedNode]:
    """Return the units that are no one body: 各镇街, 各有关部门."""
    return frozenset(row[0] for row in store.select(_GENERIC) if isinstance(row[0], NamedNode))


def indicators_of(found: Iterable[Measure]) -> Counter[NamedNode]:
    """Return how many of the measures are on each indicator of the first level."""
    return Counter(indicator for measure in found for indicator in measure.indicators)
