"""Which places are models for whom, and in what."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

import networkx
from pyoxigraph import NamedNode

from bizgraph.analysis.asked import Asked
from bizgraph.analysis.borrowing import BORROWED, Borrowed, borrowings, network_of
from bizgraph.analysis.words import say
from bizgraph.questions.answer import Answer
from bizgraph.questions.search import score
from bizgraph.rdf.vocabulary import integer
from bizgraph.store.binding import bind

if TYPE_CHECKING:
    from bizgraph.store.interface import Row

COLUMNS: Final = (
    "model", "measures", "borrowers", "pagerank", "practices", "indicators", "top_borrowers", "named_only",
    "measure", "practice",
)  # fmt: skip
# Measures that name a place as their benchmark and borrow nothing that it does.
_NAMED_ONLY: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?model ?measure WHERE {
  ?measure a biz:Measure ; biz:benchmarksAgainst ?model ; biz:region ?borrower ;
    biz:inDocument ?document ; prov:wasQuotedFrom ?span .
  ?span biz:start ?start .
  FILTER(?borrower != ?model)
  FILTER NOT EXISTS { ?measure biz:borrowsPractice ?practice . ?practice biz:practisedBy ?model }
  FILTER(!BOUND(?region) || EXISTS { ?borrower biz:within* ?region })
  FILTER(!BOUND(?indicator) || EXISTS { ?measure biz:indicator|biz:subIndicator ?indicator })
} ORDER BY ?document ?start ?measure
"""
_BORROWERS: Final = 3
_TOLERANCE: Final = 1e-12
_STEPS: Final = 1000


def models(asked: Asked) -> Answer:
    """Return the places that others borrow from, those that most measures borrow from first."""
    found = borrowings(asked.store, asked.bindings)
    graph = network_of(asked.store, found)
    ranks = networkx.pagerank(graph, tol=_TOLERANCE, max_iter=_STEPS, weight="weight") if graph else {}
    lent: dict[NamedNode, list[Borrowed]] = defaultdict(list)
    for each in found:
        lent[each.model].append(each)
    named = _named_only(asked)
    measures = dict(graph.in_degree(weight="weight"))
    places = sorted(
        asked.ordered(lent.keys() | named.keys()),
        key=lambda place: (-measures.get(place.value, 0), -len(named.get(place, ()))),
    )
    rows = [
        _row(asked, place, ranks.get(place.value), lent.get(place, []), named.get(place, ()))
        for place in places[: asked.limit]
    ]
    sparql = bind(BORROWED.strip(), asked.bindings)
    return asked.answer("models", COLUMNS, rows, _told(asked, found, named, len(places), len(rows)), sparql)


def _row(
    asked: Asked,
    place: NamedNode,
    rank: float | None,
    lent: list[Borrowed],
    named: tuple[NamedNode, ...],
) -> Row:
    by_measure = {each.measure: each for each in lent}
    borrowers = Counter(each.borrower for each in by_measure.values())
    topics = Counter(topic for each in by_measure.values() for topic in each.indicators)
    return (
        place,
        integer(len(by_measure)),
        integer(len(borrowers)),
        score(rank) if lent and rank is not None else None,
        integer(len({each.practice for each in lent})),
        asked.counted(topics),
        asked.counted(borrowers, _BORROWERS),
        integer(len(named)),
        lent[0].measure if lent else named[0],
        lent[0].practice if lent else None,
    )


def _named_only(asked: Asked) -> dict[NamedNode, tuple[NamedNode, ...]]:
    found: dict[NamedNode, dict[NamedNode, None]] = defaultdict(dict)
    for model, measure in asked.store.select(_NAMED_ONLY, asked.bindings):
        if isinstance(model, NamedNode) and isinstance(measure, NamedNode):
            found[model][measure] = None
    return {model: tuple(measures) for model, measures in found.items()}


def _told(
    asked: Asked,
    found: tuple[Borrowed, ...],
    named: dict[NamedNode, tuple[NamedNode, ...]],
    places: int,
    shown: int,
) -> list[str]:
    """Say how much the numbers rest on, and what they mean."""
    language = asked.language
    if not places:
        return [say("models", "empty", language)]
    borrowers = {each.borrower for each in found}
    models = {each.model for each in found}
    measures = {each.measure for each in found}
    told = [
        say(
            "models",
            "found",
            language,
            measures=len(measures),
            borrowers=len(borrowers),
            models=len(models),
            shown=shown,
            places=places,
        )
    ]
    told += [say("models", "means", language)] if found else []
    apart = Counter({place: len(each) for place, each in named.items()})
    told += [say("models", "apart", language, places=asked.counted(apart).value)] if apart else []
    return told
