"""Which indicators borrow from the same places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import networkx
from pyoxigraph import NamedNode

from bizgraph.analysis.asked import Asked
from bizgraph.analysis.borrowing import BORROWED, Borrowed, borrowings
from bizgraph.analysis.projection import cosine_projection, shared
from bizgraph.analysis.words import say
from bizgraph.questions.answer import Answer
from bizgraph.questions.sayings import listed
from bizgraph.questions.search import score
from bizgraph.rdf.vocabulary import integer, words
from bizgraph.store.binding import bind

if TYPE_CHECKING:
    from bizgraph.store.interface import Row

COLUMNS: Final = (
    "indicator", "other", "likeness", "shared", "shared_models", "models", "other_models", "measures",
    "other_measures", "measure", "other_measure",
)  # fmt: skip
_SHOWN: Final = 6


def indicators(asked: Asked) -> Answer:
    """Return pairs of indicators whose measures borrow from the same places, those most alike first."""
    region = {"region": asked.region} if asked.region else {}
    found = borrowings(asked.store, region)
    graph = lending_network(found)
    topics = sorted({topic.value for each in found for topic in each.indicators})
    wanted = _first_level(asked)
    projected = cosine_projection(graph, topics)
    pairs = sorted(
        (
            (-data["weight"], *asked.ordered([NamedNode(one), NamedNode(other)]))
            for one, other, data in projected.edges(data=True)
            if not wanted or wanted & {one, other}
        ),
        key=lambda pair: (
            len(shared(graph, pair[1].value, pair[2].value)) == 1,  # one model in common may be chance
            pair[0],
            *((asked.label(node), node.value) for node in pair[1:]),
        ),
    )
    rows = [_row(asked, graph, found, one, other, -likeness) for likeness, one, other in pairs[: asked.limit]]
    told = [
        say(
            "indicators",
            "found",
            asked.language,
            indicators=len(topics),
            models=len(graph) - len(topics),
            pairs=len(pairs),
            shown=len(rows),
        ),
        say("indicators", "means", asked.language),
    ]
    empty = [say("indicators", "empty", asked.language)]
    sparql = bind(BORROWED.strip(), region)
    return asked.answer("indicators", COLUMNS, rows, told if rows else empty, sparql)


def lending_network(found: Iterable[Borrowed]) -> networkx.Graph[str]:
    """Return indicators and the places that their measures borrow from, as a bipartite graph.

    The `weight` of an edge is the number of measures on the indicator that borrow from the place.
    """
    lent: dict[tuple[str, str], set[NamedNode]] = {}
    for each in found:
        for topic in each.indicators:
            lent.setdefault((topic.value, each.model.value), set()).add(each.measure)
    graph: networkx.Graph[str] = networkx.Graph()
    for (indicator, model), measures in sorted(lent.items(), key=lambda item: item[0]):
        graph.add_node(indicator, bipartite=0)
        graph.add_node(model, bipartite=1)
        graph.add_edge(indicator, model, weight=len(measures))
    return graph


def _row(
    asked: Asked,
    graph: networkx.Graph[str],
    found: tuple[Borrowed, ...],
    one: NamedNode,
    other: NamedNode,
    likeness: float,
) -> Row:
    both = shared(graph, one.value, other.value)
    told = [
        f"{asked.label(NamedNode(place))} {_weight(graph, one, place)}/{_weight(graph, other, place)}"
        for place in list(both)[:_SHOWN]
    ]
    more = ["…"] if len(told) < len(both) else []
    first = NamedNode(next(iter(both)))
    return (
        one,
        other,
        score(likeness),
        integer(len(both)),
        words(listed([*told, *more], asked.language)),
        integer(graph.degree(one.value)),
        integer(graph.degree(other.value)),
        integer(_measures(found, one)),
        integer(_measures(found, other)),
        _example(found, one, first),
        _example(found, other, first),
    )


def _weight(graph: networkx.Graph[str], topic: NamedNode, place: str) -> int:
    return int(graph[topic.value][place]["weight"])


def _measures(found: Iterable[Borrowed], topic: NamedNode) -> int:
    """Count the measures on an indicator that borrow."""
    return len({each.measure for each in found if topic in each.indicators})


def _example(found: Iterable[Borrowed], topic: NamedNode, place: NamedNode) -> NamedNode | None:
    """Return the surest measure on an indicator that borrows from a place."""
    return next((each.measure for each in found if each.model == place and topic in each.indicators), None)


def _first_level(asked: Asked) -> frozenset[str]:
    """Return the indicator asked about and that above it, since measures count at the first level."""
    if asked.indicator is None:
        return frozenset()
    return frozenset(each.value for each in (asked.indicator, *asked.corpus.above(asked.indicator)))
