"""Who borrows from whom: measures that borrow practices of other places, and the network that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import networkx
from pyoxigraph import Literal, NamedNode

from bizgraph.questions.citing import labels

if TYPE_CHECKING:
    from bizgraph.store.interface import Store, Term

BORROWED: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?measure ?borrower ?practice ?model ?document ?start ?confidence WHERE {
  ?measure a biz:Measure ; biz:borrowsPractice ?practice ; biz:region ?borrower ;
    biz:inDocument ?document ; prov:wasQuotedFrom ?span .
  ?span biz:start ?start .
  ?practice biz:practisedBy ?model .
  OPTIONAL {
    ?evidence a biz:Borrowing ; biz:measure ?measure ; biz:practice ?practice ; biz:confidence ?confidence
  }
  FILTER(?borrower != ?model)
  FILTER(!BOUND(?region) || EXISTS { ?borrower biz:within* ?region })
  FILTER(!BOUND(?indicator) || EXISTS { ?measure biz:indicator|biz:subIndicator ?indicator })
}
"""
_INDICATORS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?measure ?topic WHERE { ?measure biz:borrowsPractice ?practice ; biz:indicator ?topic }
"""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A measure of one place that borrows a practice of another."""

    measure: NamedNode
    borrower: NamedNode
    practice: NamedNode
    model: NamedNode
    indicators: frozenset[NamedNode]


def borrowings(store: Store, bindings: Mapping[str, NamedNode]) -> tuple[Borrowed, ...]:
    """Return the borrowings of what is looked at (see `Asked.bindings`), the surest first.

    Those as sure as each other stand in the order of documents and text. What a place borrows from itself
    is none.
    """
    topics: dict[Term | None, set[NamedNode]] = {}
    for measure, topic in store.select(_INDICATORS):
        if isinstance(topic, NamedNode):
            topics.setdefault(measure, set()).add(topic)
    found: dict[Borrowed, tuple[Decimal, str, int, str, str, str]] = {}
    for row in store.select(BORROWED, bindings):
        match row:
            case (
                NamedNode() as measure,
                NamedNode() as borrower,
                NamedNode() as practice,
                NamedNode() as model,
                NamedNode() as document,
                Literal() as start,
                confidence,
            ):
                borrowed = Borrowed(measure, borrower, practice, model, frozenset(topics.get(measure, ())))
                sure = Decimal(confidence.value) if isinstance(confidence, Literal) else Decimal(0)
                place = (document.value, int(start.value), measure.value, practice.value, model.value)
                found[borrowed] = min(found.get(borrowed, (-sure, *place)), (-sure, *place))
    return tuple(sorted(found, key=found.__getitem__))


def borrowing_network(
    store: Store, *, region: NamedNode | None = None, indicator: NamedNode | None = None
) -> networkx.DiGraph[str]:
    """Return places as a graph with an arrow from each that borrows to each that it borrows from.

    Nodes are IRIs with a `label`. The `weight` of an arrow is the number of measures that borrow, which are
    its `measures`, the surest first; a measure that borrows what four cities do counts once for each of the
    four. Only measures of a region and of places within it, only those on an indicator, where given.
    """
    given = {"region": region, "indicator": indicator}
    return network_of(store, borrowings(store, {key: value for key, value in given.items() if value}))


def network_of(store: Store, found: tuple[Borrowed, ...]) -> networkx.DiGraph[str]:
    """Return the network that borrowings make; see `borrowing_network`."""
    arrows: dict[tuple[str, str], dict[str, None]] = {}
    for each in found:
        arrows.setdefault((each.borrower.value, each.model.value), {})[each.measure.value] = None
    places = sorted({place for arrow in arrows for place in arrow})
    names = labels(store, [[NamedNode(place)] for place in places])
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for place in places:
        graph.add_node(place, label=names.get(NamedNode(place), place))
    for (borrower, model), measures in sorted(arrows.items()):
        graph.add_edge(borrower, model, weight=len(measures), measures=tuple(measures))
    return graph
