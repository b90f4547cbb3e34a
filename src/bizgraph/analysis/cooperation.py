"""Who acts together with whom: the units that are responsible for the same measures, as a network."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

import networkx
from pyoxigraph import NamedNode

from bizgraph.analysis.measures import Measure, generic_units, measures
from bizgraph.questions.citing import labels

if TYPE_CHECKING:
    from bizgraph.store.interface import Store


def cooperation_network(
    store: Store, *, region: NamedNode | None = None, indicator: NamedNode | None = None
) -> networkx.Graph[str]:
    """Return units as a graph in which those are joined that are named for the same measure, in any role.

    Nodes are IRIs with a `label`; one that acts alone stays unjoined. The `weight` of an edge is the number
    of measures that both are named for, which are its `measures`, in the order of the text. Generic units
    (各镇街) are left out: they are no one body. Only measures of a region and of places within it, only
    those on an indicator, where given.
    """
    given = {"region": region, "indicator": indicator}
    found = measures(store, {key: value for key, value in given.items() if value})
    return cooperation_of(store, found)


def cooperation_of(store: Store, found: Iterable[Measure]) -> networkx.Graph[str]:
    """Return the network of the units of some measures; see `cooperation_network`."""
    generic = generic_units(store)
    acting = {each.thing.value: sorted(unit.value for unit in each.units - generic) for each in found}
    together: dict[tuple[str, str], list[str]] = {}
    for measure, units in acting.items():
        for pair in combinations(units, 2):
            together.setdefault(pair, []).append(measure)
    everybody = sorted({unit for units in acting.values() for unit in units})
    names = labels(store, [[NamedNode(unit)] for unit in everybody])
    graph: networkx.Graph[str] = networkx.Graph()
    for unit in everybody:
        graph.add_node(unit, label=names.get(NamedNode(unit), unit))
    for (one, other), shared in sorted(together.items()):
        graph.add_edge(one, other, weight=len(shared), measures=tuple(shared))
    return graph
