"""The table of indicators by places: how many measures, gaps and practices; each cell leads to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.graph import Graph
from bizgraph.serve.pages.coverage import KINDS, QUERY, Counts, coverage, indicators, picked, summed
from bizgraph.serve.pages.rendering import page, thing_address
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.pages.words import word
from bizgraph.serve.work.reply import Reply

_OF_PLANS: Final = ("measures", "gaps", "told")
_OF_MODELS: Final = ("measures", "gaps", "practices")
_MASKED: Final = "/region/masked/"


@dataclass(frozen=True, slots=True)
class Place:
    """A column: a place, its name, what tells it from others of that name, and whether it has documents."""

    iri: str
    label: str
    note: str
    plans: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a place says on an indicator, where to read it, and its name; nothing where it is silent."""

    counts: Counts
    address: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator: a cell for each place, and what they say together."""

    iri: str
    label: str
    cells: tuple[Cell, ...]
    total: Counts
    places: int


def indicators_page(graph: Graph, visit: Visit) -> Reply:
    """Return the page, as narrowed by `places`, `within`, `show` and `hide`."""
    answer = graph.query(QUERY, language=visit.language)
    counted = coverage(answer)
    everywhere = bool(visit.value("places") == "all")
    kinds = _kinds(visit, everywhere)
    places = _places(graph, counted, visit.language)
    if not everywhere:
        places = [place for place in places if place.plans]
    around = _around(graph, places, visit.language)
    if within := visit.value("within"):
        places = [place for place in places if within in _lies_in(graph, place.iri)]
    if visit.value("hide"):
        places = [place for place in places if _says(counted, place, kinds)]
    rows = _rows(graph, visit, counted, places, kinds)
    return page(
        graph,
        visit,
        "indicators.html",
        rows=rows,
        places=places,
        kinds=kinds,
        all_kinds=KINDS,
        names=[word("overview", "count", kind, visit.language) for kind in kinds],
        everywhere=everywhere,
        within=within,
        around=around,
        totals=[summed((row.cells[index].counts for row in rows), kinds) for index in range(len(places))],
        total=summed((row.total for row in rows), kinds),
        api=visit.to(f"/api/queries/{QUERY}"),
        sparql=answer.sparql,
    )


def _kinds(visit: Visit, everywhere: bool) -> tuple[str, ...]:
    asked = tuple(kind for kind in KINDS if ("show", kind) in visit.asked)
    return asked or (_OF_MODELS if everywhere else _OF_PLANS)


def _places(graph: Graph, counted: Mapping[tuple[str, str], Counts], language: str) -> list[Place]:
    """Return the places that are told of, by their codes; those whose names are masked come last."""
    names = {each.iri.value: each.label for each in graph.held("region", language=language)}
    file_of = {document.iri: document.file for document in graph.documents()}
    plans = {place.value: documents[0].value for place, documents in graph.planning.items()}
    said = dict.fromkeys([*plans, *(place for place, _ in counted)])
    named = {iri: names.get(iri) or graph.label(iri, language=language) for iri in said}
    several = {name for name, count in Counter(named.values()).items() if count > 1}
    found = [
        Place(iri, name, file_of.get(plans.get(iri, ""), "") if name in several else "", iri in plans)
        for iri, name in named.items()
    ]
    return sorted(found, key=lambda place: (_MASKED in place.iri, place.iri))


def _lies_in(graph: Graph, iri: str) -> frozenset[str]:
    return frozenset({iri, *(place.value for place in graph.nesting.get(NamedNode(iri), ()))})


def _around(graph: Graph, places: Iterable[Place], language: str) -> list[tuple[str, str, int]]:
    """Return what several of the places lie in, with its name and how many they are."""
    every = list(places)
    counts = Counter(around for place in every for around in _lies_in(graph, place.iri))
    kept = {iri: count for iri, count in counts.items() if 1 < count < len(every)}
    named = [(iri, graph.label(iri, language=language), count) for iri, count in kept.items()]
    return sorted(named, key=lambda each: (-each[2], each[1]))


def _says(counted: Mapping[tuple[str, str], Counts], place: Place, kinds: Iterable[str]) -> bool:
    own = (counts for (iri, _), counts in counted.items() if iri == place.iri)
    return any(count.number for counts in own for count in picked(counts, kinds))


def _rows(
    graph: Graph,
    visit: Visit,
    counted: Mapping[tuple[str, str], Counts],
    places: Sequence[Place],
    kinds: Sequence[str],
) -> list[Row]:
    rows = []
    for iri, label in indicators(graph, visit.language):
        held = [counted.get((place.iri, iri), ()) for place in places]
        cells = tuple(
            _cell(graph, visit, place, iri, label, picked(counts, kinds))
            for place, counts in zip(places, held, strict=True)
        )
        rows.append(Row(iri, label, cells, summed(held, kinds), sum(bool(cell.counts) for cell in cells)))
    return rows


def _cell(graph: Graph, visit: Visit, place: Place, indicator: str, label: str, counts: Counts) -> Cell:
    if not counts:
        return Cell(())
    address = thing_address(graph, visit, place.iri)
    joiner = "&" if "?" in address else "?"
    return Cell(
        counts, f"{address}{joiner}indicator={graph.shortened(indicator)}", f"{place.label} · {label}"
    )
