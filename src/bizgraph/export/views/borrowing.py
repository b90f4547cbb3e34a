"""Who borrows from whom: places, and between two of them one edge for all measures, with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from bizgraph.export.network import Edge, Node, Value
from bizgraph.export.views.describing import Place, describe, labels, places
from bizgraph.export.views.parts import Parts, Request, between, rows

BORROWS: Final = "borrows"
BENCHMARKS: Final = "benchmarksAgainst"

_BORROWINGS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?borrower ?model ?measure ?document ?indicator ?second ?borrowing ?practice ?measure_quote
       ?practice_quote
WHERE {
  ?borrowing a biz:Borrowing ; biz:measure ?measure ; biz:practice ?practice ;
    biz:measureQuote ?measure_quote ; biz:practiceQuote ?practice_quote .
  ?measure biz:region ?borrower ; biz:inDocument ?document .
  ?practice biz:practisedBy ?model .
  FILTER(?model != ?borrower)
  OPTIONAL { ?measure biz:indicator ?indicator }
  OPTIONAL { ?measure biz:subIndicator ?second }
}
"""
_BENCHMARKS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?borrower ?model ?measure ?document ?indicator ?second ?measure_quote WHERE {
  ?measure biz:benchmarksAgainst ?model ; biz:region ?borrower ; biz:inDocument ?document ;
    prov:wasQuotedFrom ?measure_quote .
  FILTER NOT EXISTS { ?measure biz:borrowsPractice/biz:practisedBy ?model }
  OPTIONAL { ?measure biz:indicator ?indicator }
  OPTIONAL { ?measure biz:subIndicator ?second }
}
"""
_WITHIN: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?place ?province WHERE {
  ?place biz:within+ ?province . ?province biz:regionLevel biz:provinceLevel
}
"""


_QUOTES: Final = ("measure_quote", "practice_quote")

_Ends: TypeAlias = tuple[str, NamedNode, NamedNode]


@dataclass(slots=True)
class _Tie:
    """All that one place takes from another: `quotes` are the spans of a measure and of its practice."""

    measures: set[NamedNode] = field(default_factory=set)
    indicators: set[NamedNode] = field(default_factory=set)
    practices: set[NamedNode] = field(default_factory=set)
    borrowings: set[NamedNode] = field(default_factory=set)
    quotes: set[tuple[NamedNode, ...]] = field(default_factory=set)


def borrowing(request: Request) -> Parts:
    """Return the places that borrow and are borrowed from.

    The weight of an edge is the number of measures; `evidence` holds the words of each measure and practice
    with file and line. A place that a measure names as its model, though no practice of it is told, is joined
    by an edge of its own kind.
    """
    ties = _ties(request)
    spans = places(request.store, (span for tie in ties.values() for pair in tie.quotes for span in pair))
    touched = (each for tie in ties.values() for each in tie.indicators)
    indicators = labels(request.store, touched, request.language)
    edges = tuple(_edge(request, ends, tie, spans, indicators) for ends, tie in ties.items())
    involved = {place for _, borrower, model in ties for place in (borrower, model)}
    nodes = describe(request.store, involved, request.identify, request.language)
    resting = {each for tie in ties.values() for each in (*tie.measures, *tie.practices, *tie.borrowings)}
    return Parts(tuple(_counted(request, nodes, ties)), edges, frozenset(resting | involved))


def _ties(request: Request) -> dict[_Ends, _Tie]:
    ties: dict[_Ends, _Tie] = {}
    for kind, query in ((BORROWS, _BORROWINGS), (BENCHMARKS, _BENCHMARKS)):
        for row in rows(request, query):
            indicators = [row[level] for level in ("indicator", "second") if level in row]
            ends = (kind, row["borrower"], row["model"])
            if request.scope.holds(ends[1:], indicators, row["document"]):
                tie = ties.setdefault(ends, _Tie())
                tie.indicators.update(indicators[:1])
                tie.measures.add(row["measure"])
                if kind == BORROWS:
                    tie.practices.add(row["practice"])
                    tie.borrowings.add(row["borrowing"])
                tie.quotes.add(tuple(row[name] for name in _QUOTES if name in row))
    return ties


def _edge(
    request: Request,
    ends: _Ends,
    tie: _Tie,
    spans: Mapping[NamedNode, Place],
    indicators: Mapping[NamedNode, str],
) -> Edge:
    kind, borrower, model = ends
    edge = between(
        request,
        request.identify(borrower),
        kind,
        request.identify(model),
        float(len(tie.measures)),
        {
            "measures": len(tie.measures),
            "indicators": sorted(indicators[each] for each in tie.indicators),
            "evidence": [_told([spans[span] for span in pair]) for pair in sorted(tie.quotes, key=str)],
            "borrowings": sorted(each.value for each in tie.borrowings),
        },
    )
    return replace(edge, label=f"{edge.label} {len(tie.measures)}")


def _told(places: list[Place]) -> str:
    """Write words with where they stand: what is ordered, and behind an arrow what it borrows."""
    return " ← ".join(f"{place.words} ({place.file}:{place.line})" for place in places)


def _counted(request: Request, nodes: Mapping[NamedNode, Node], ties: Mapping[_Ends, _Tie]) -> Iterator[Node]:
    """Yield places with the numbers of measures that borrow, there and from there, and their province."""
    borrowed: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
    lent: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
    for (kind, borrower, model), tie in ties.items():
        if kind == BORROWS:
            borrowed[borrower] |= tie.measures
            lent[model] |= tie.measures
    provinces = {row["place"]: row["province"] for row in rows(request, _WITHIN) if row["place"] in nodes}
    names = labels(request.store, provinces.values(), request.language)
    for place, node in nodes.items():
        counts: dict[str, Value] = {"borrowed": len(borrowed[place]), "lent": len(lent[place])}
        if place in provinces:
            counts["province"] = names[provinces[place]]
        yield replace(node, attributes={**node.attributes, **counts})
