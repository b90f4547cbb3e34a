"""The page of a place: what its documents say, what it borrows and from whom, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.graph import Graph, PublishedDocument
from bizgraph.questions.answer import Answer
from bizgraph.serve.pages.coverage import KINDS, QUERY, Counts, coverage, indicators
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.sections import Section, section
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

_MANY: Final = 30  # rows of a part, where only one indicator is asked about
_ENDS: Final = ("borrower", "lender")  # IRIs of what the row names


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator, how much is said on it, and the name by which this page is asked about it."""

    label: str
    value: str
    counts: Counts


def region(graph: Graph, visit: Visit, iri: NamedNode) -> Reply:
    """Return the page, also on one indicator only (`indicator`)."""
    indicator = graph.indicator(visit.value("indicator")) if visit.value("indicator") else None
    answer = graph.query(QUERY, language=visit.language, region=iri)
    inside = len({str(row["where"]) for row in answer} - {iri.value})
    lines = _lines(graph, visit, answer, iri)
    return page(
        graph,
        visit,
        "region.html",
        iri=iri.value,
        name=graph.shortened(iri.value),
        label=graph.label(iri.value, language=visit.language),
        around=_around(graph, iri, visit.language),
        inside=inside,
        documents=_documents(graph, iri),
        indicator="" if indicator is None else graph.shortened(indicator.value),
        indicator_iri="" if indicator is None else indicator.value,
        indicator_label="" if indicator is None else graph.label(indicator.value, language=visit.language),
        lines=lines,
        kinds=KINDS,
        coverage=answer,
        coverage_api=visit.to(f"/api/queries/{QUERY}", region=graph.shortened(iri.value)),
        sections=_sections(graph, visit, iri, indicator, inside > 0),
    )


def _lines(graph: Graph, visit: Visit, answer: Answer, iri: NamedNode) -> list[Line]:
    counted = coverage(answer)
    return [
        Line(label, graph.shortened(topic), counts)
        for topic, label in indicators(graph, visit.language)
        if (counts := counted.get((iri.value, topic)))
    ]


def _around(graph: Graph, iri: NamedNode, language: str) -> list[tuple[str, str]]:
    """Return what the place lies in, the nearest first: what itself lies in most."""
    nesting = graph.nesting
    places = sorted(nesting.get(iri, ()), key=lambda place: (-len(nesting.get(place, ())), place.value))
    return [(place.value, graph.label(place.value, language=language)) for place in places]


def _documents(graph: Graph, iri: NamedNode) -> list[PublishedDocument]:
    own = {document.value for document in graph.planning.get(iri, ())}
    return [document for document in graph.documents() if document.iri in own]


def _sections(
    graph: Graph, visit: Visit, iri: NamedNode, indicator: NamedNode | None, several: bool
) -> list[Section]:
    """Return the parts of the page; where places lie inside, each row says which one it is of."""
    few = {} if indicator is None else {"most": _MANY}
    hidden = () if several else ("place",)
    of_place = [
        section(graph, visit, "gaps", "gaps", hidden=hidden, region=iri, indicator=indicator, **few),
        section(graph, visit, "measures", "measures", hidden=hidden, region=iri, indicator=indicator, **few),
        section(graph, visit, "targets", "targets", hidden=hidden, region=iri, indicator=indicator, **few),
    ]
    borrowed = section(
        graph,
        visit,
        "borrows",
        "borrowings",
        hidden=(*hidden, *_ENDS),
        region=iri,
        indicator=indicator,
        **few,
    )
    lent = section(
        graph,
        visit,
        "lends",
        "borrowings",
        hidden=_ENDS if several else ("model", *_ENDS),
        model_region=iri,
        indicator=indicator,
        **few,
    )
    own = section(
        graph,
        visit,
        "practices",
        "practices",
        hidden=() if several else ("model",),
        region=iri,
        indicator=indicator,
        **few,
    )
    told = section(graph, visit, "told", "practices", hidden=hidden, teller=iri, indicator=indicator, **few)
    return [part for part in (*of_place, borrowed, lent, own, told) if part.total]
