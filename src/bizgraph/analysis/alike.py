"""Which places are alike, in what they say they lack and in what they do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import networkx
from pyoxigraph import NamedNode

from bizgraph.analysis.asked import Asked
from bizgraph.analysis.projection import cosine_projection, shared
from bizgraph.analysis.spoken import Spoken, Thing, most_alike, said_network, spoken_by
from bizgraph.analysis.words import say
from bizgraph.questions.answer import Answer
from bizgraph.questions.corpus import query_of
from bizgraph.questions.sayings import listed
from bizgraph.questions.search import score
from bizgraph.rdf.vocabulary import integer, words

if TYPE_CHECKING:
    from bizgraph.store.interface import Row

COLUMNS: Final = (
    "kind", "place", "other", "likeness", "shared", "shared_things", "statements", "other_statements",
    "statement", "other_statement",
)  # fmt: skip
_KINDS: Final[Mapping[str, str]] = {"lack": "gap", "do": "measure"}
_SHOWN: Final = 12
_FEW: Final = 10  # statements: likeness of so few is chance as often as not

_Pairs = dict[tuple[NamedNode, NamedNode], float]


def alike(asked: Asked) -> Answer:
    """Return pairs of places that lack the same, then those that do the same, those most alike first.

    The limit is for each of the two.
    """
    rows: list[Row] = []
    told: list[str] = []
    for way, kind in _KINDS.items():
        spoken = _spoken(asked, kind)
        graph = said_network(spoken)
        pairs = _pairs(asked, graph, spoken)
        first = list(pairs.items())[: asked.limit]
        rows += [_row(asked, way, graph, spoken, *pair, likeness) for pair, likeness in first]
        told += _told(asked, way, spoken, pairs)
    told.append(say("alike", "means" if rows else "empty", asked.language))
    return asked.answer("alike", COLUMNS, rows, told, query_of(_KINDS.values()))


def _spoken(asked: Asked, kind: str) -> Spoken:
    return spoken_by(
        said
        for said in asked.corpus.all
        if said.kind == kind and asked.indicator in (None, *said.indicators, *said.sub_indicators)
    )


def _pairs(asked: Asked, graph: networkx.Graph[str], spoken: Spoken) -> _Pairs:
    """Return the pairs of places that share something, those most alike first."""
    places = [place for place in asked.ordered(spoken.statements) if place.value in graph]
    rank = {place.value: number for number, place in enumerate(places)}
    ranked = sorted(
        (-data["weight"], *sorted((rank[one], rank[other])))
        for one, other, data in cosine_projection(graph, rank).edges(data=True)
    )
    pairs = {(places[one], places[other]): -likeness for likeness, one, other in ranked}
    wanted = asked.region
    return {
        pair: likeness
        for pair, likeness in pairs.items()
        if wanted is None or asked.corpus.holds(wanted, pair)
    }


def _row(
    asked: Asked,
    way: str,
    graph: networkx.Graph[str],
    spoken: Spoken,
    one: NamedNode,
    other: NamedNode,
    likeness: float,
) -> Row:
    both = [graph[one.value][node]["thing"] for node in shared(graph, one.value, other.value)]
    told = [_named(asked, thing) for thing in both[:_SHOWN]]
    return (
        words(say("kind", way, asked.language)),
        one,
        other,
        score(likeness),
        integer(len(both)),
        words(listed(told + ["…"] * (len(both) > len(told)), asked.language)),
        integer(len(spoken.statements[one])),
        integer(len(spoken.statements[other])),
        *(said.thing for said in most_alike(spoken, one, other)),
    )


def _named(asked: Asked, thing: Thing) -> str:
    name = asked.label(NamedNode(thing.name)) if thing.kind == "sub_indicator" else thing.name
    return say("thing", thing.kind, asked.language, name=name)


def _told(asked: Asked, way: str, spoken: Spoken, pairs: _Pairs) -> list[str]:
    """Say how much the likenesses of one kind rest on."""
    places, statements = len(spoken.statements), len(spoken)
    told = [say("alike", way, asked.language, places=places, statements=statements, pairs=len(pairs))]
    few = sum(min(len(spoken.statements[place]) for place in pair) < _FEW for pair in pairs)
    return [*told, say("alike", "few", asked.language, count=few, few=_FEW)] if few else told
