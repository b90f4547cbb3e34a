"""Who stands between whom: units that join others who do not act together, and places that pass on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import networkx
from pyoxigraph import NamedNode

from bizgraph.analysis.asked import Asked
from bizgraph.analysis.betweenness import Standing, Ways
from bizgraph.analysis.borrowing import borrowing_network
from bizgraph.analysis.cooperation import cooperation_of
from bizgraph.analysis.measures import MEASURES, Measure, measures
from bizgraph.analysis.words import say
from bizgraph.questions.answer import Answer
from bizgraph.questions.search import score
from bizgraph.rdf.vocabulary import integer, words
from bizgraph.store.binding import bind

if TYPE_CHECKING:
    from bizgraph.store.interface import Row

COLUMNS: Final = (
    "kind", "thing", "pairs", "share", "one", "other", "neighbours", "indicators", "measure",
    "other_measure",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Network:
    """A network with who stands between others in it, most first."""

    kind: str
    graph: networkx.Graph[str]
    ways: Ways
    standing: Mapping[NamedNode, Standing]


def between(asked: Asked) -> Answer:
    """Return the units that stand between others, then the places, those between most first."""
    found = measures(asked.store, asked.bindings)
    units = _network(asked, "unit", cooperation_of(asked.store, found))
    places = _network(
        asked, "place", borrowing_network(asked.store, region=asked.region, indicator=asked.indicator)
    )
    known = {each.thing.value: each for each in found}
    rows = [
        _row(asked, network, thing, known)
        for network in (units, places)
        for thing in list(network.standing)[: asked.limit]
    ]
    told = [*_told(asked, units), *_told(asked, places)]
    return asked.answer("between", COLUMNS, rows, told, bind(MEASURES.strip(), asked.bindings))


def _network(asked: Asked, kind: str, graph: networkx.Graph[str]) -> _Network:
    ways = Ways(graph)
    standings = {NamedNode(node): each for node, each in ways.standings().items() if each.pairs > 0}
    order = sorted(asked.ordered(standings), key=lambda thing: -round(standings[thing].pairs, 4))
    return _Network(kind, graph, ways, {thing: standings[thing] for thing in order})


def _row(asked: Asked, network: _Network, thing: NamedNode, known: Mapping[str, Measure]) -> Row:
    graph, standing = network.graph, network.standing[thing]
    one, other = network.ways.between(thing.value)
    joined = {each for data in _around(graph, thing.value) for each in data["measures"]}
    topics = Counter(topic for each in sorted(joined) for topic in known[each].indicators)
    first, second = graph[one][thing.value]["measures"], graph[thing.value][other]["measures"]
    return (
        words(say("kind", network.kind, asked.language)),
        thing,
        score(standing.pairs),
        score(standing.share),
        NamedNode(one),
        NamedNode(other),
        integer(graph.degree(thing.value)),
        asked.counted(topics),
        NamedNode(first[0]),
        NamedNode(next((each for each in second if each != first[0]), second[0])),
    )


def _around(graph: networkx.Graph[str], node: str) -> Iterable[dict[str, tuple[str, ...]]]:
    """Return what is known of the edges at a node, of arrows in either direction."""
    if isinstance(graph, networkx.DiGraph):
        arriving = (data for _, _, data in graph.in_edges(node, data=True))
        return [*arriving, *(data for _, _, data in graph.out_edges(node, data=True))]
    return [data for _, _, data in graph.edges(node, data=True)]


def _told(asked: Asked, network: _Network) -> list[str]:
    """Say how large a network is, who stands between others in it, and what that means."""
    language, graph = asked.language, network.graph
    if not graph.number_of_edges():
        return [say("between", f"no_{network.kind}s", language)]
    size = {"nodes": len(graph), "edges": graph.number_of_edges()}
    if not network.standing:
        return [say("between", f"flat_{network.kind}s", language, **size)]
    return [
        say("between", f"{network.kind}s", language, **size, standing=len(network.standing)),
        say("between", f"{network.kind}s_mean", language),
    ]
