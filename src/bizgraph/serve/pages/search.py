"""Search with facets: statements by words, the best first, and what they may be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bizgraph.errors import QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Citation, Status
from bizgraph.questions.sayings import say
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

if TYPE_CHECKING:
    from bizgraph.questions.facets import FacetValue

FILTERS: Final = ("kind", "region", "indicator", "document")
STEP: Final = 20
MOST: Final = 200
_INSTRUMENTS: Final = 24
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found: its IRI, kind, place and indicators in words, and its sentence, marked."""

    iri: str
    kind: str
    place: str
    indicators: str
    sentence: str
    citation: Citation | None


def search(graph: Graph, visit: Visit) -> Reply:
    """Return the page of a search; without words, what can be searched."""
    words = visit.value("words")[:_LONGEST]
    asked = {name: visit.value(name)[:_LONGEST] for name in FILTERS}
    if not words:
        return _nothing_asked(graph, visit, asked)
    limit = _limit(visit)
    try:
        answer = graph.search(
            words,
            **{name: value or None for name, value in asked.items()},
            limit=limit,
            language=visit.language,
        )
        facets = graph.facets(
            words, **{name: value or None for name, value in asked.items()}, language=visit.language
        )
    except UnknownThingError as error:
        answer, facets = Answer.declining(error), {}
    except QueryError as error:
        answer, facets = Answer(status=Status.REFUSED, reading=str(error)), {}
    found = _found(facets, asked)
    return page(
        graph,
        visit,
        "search.html",
        words=words,
        asked=asked,
        answer=answer,
        hits=_hits(answer, visit.language),
        facets=facets,
        names=_names(facets, asked),
        found=found,
        following=min(limit + STEP, MOST) if len(answer) < found and limit < MOST else 0,
        step=min(STEP, found - len(answer)),
        most=MOST,
        api=visit.to("/api/search", words=words, **asked, limit=limit),
    )


def _nothing_asked(graph: Graph, visit: Visit, asked: Mapping[str, str]) -> Reply:
    documents = graph.documents()
    kinds = [
        (say("kind", kind, visit.language), sum(each.counts.get(f"{kind}s", 0) for each in documents))
        for kind in ("measure", "practice", "gap", "target")
    ]
    return page(
        graph,
        visit,
        "search_empty.html",
        words="",
        asked=asked,
        documents=len(documents),
        kinds=kinds,
        instruments=graph.instruments(_INSTRUMENTS),
    )


def _limit(visit: Visit) -> int:
    asked = visit.value("limit")
    return min(max(int(asked), 1), MOST) if asked.isascii() and asked.isdigit() and len(asked) < 6 else STEP


def _hits(answer: Answer, language: str) -> list[Hit]:
    sources: dict[int, Citation] = {}
    for source in answer.sources:
        sources.setdefault(source.row, source)
    return [
        Hit(
            str(row["thing"]),
            say("kind", str(row["kind"]), language),
            str(row["region"]),
            str(row["indicator"] or ""),
            str(row["sentence"]),
            sources.get(index),
        )
        for index, row in enumerate(answer)
    ]


def _found(facets: Mapping[str, tuple[FacetValue, ...]], asked: Mapping[str, str]) -> int:
    """Return how many statements were found: those of the kind, or of all kinds."""
    kinds = facets.get("kind", ())
    return sum(each.count for each in kinds if asked["kind"] in ("", each.value))


def _names(facets: Mapping[str, tuple[FacetValue, ...]], asked: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the values that the search is narrowed by already, by their facets."""
    known = {each.value: each.label for values in facets.values() for each in values}
    return {facet: known.get(value, value) for facet, value in asked.items() if value}
