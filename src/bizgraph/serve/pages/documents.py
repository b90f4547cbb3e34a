"""The page that lists the documents of the graph: what was read from each, and what of it is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.terms import called
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply
from bizgraph.store.values import Plain, to_plain

COUNTED: Final[Mapping[str, str]] = {
    "measures": "Measure",
    "targets": "Target",
    "gaps": "Gap",
    "baselines": "Baseline",
    "practices": "BenchmarkPractice",
    "outcomes": "Outcome",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the list; `counts` are by the names of `COUNTED`, `doubts` what validation warns of."""

    iri: str
    place: str
    title: str
    number: str
    issued: date | None
    year: str
    file: str
    counts: Mapping[str, int]
    left_over_share: Decimal
    doubts: int
    notes: int


_ORDERS: Final[Mapping[str, Callable[[Listed], tuple[object, ...]]]] = {
    "place": lambda each: (each.place, each.file),
    "title": lambda each: (each.title,),
    "year": lambda each: (-int(each.year or 0), each.place),
    **{name: lambda each, name=name: (-each.counts[name], each.place) for name in COUNTED},  # type: ignore[misc]
    "doubts": lambda each: (-each.doubts, -each.notes, each.place),
    "left_over_share": lambda each: (-each.left_over_share, each.place),
}


def documents(graph: Graph, visit: Visit) -> Reply:
    """Return the page; `?sort=` is a column to sort by: texts upwards, numbers from the greatest down."""
    answer = graph.query("documents", language=visit.language)
    sort = visit.value("sort", "place")
    listed = sorted(_listed(graph, answer), key=_ORDERS.get(sort, _ORDERS["place"]))
    return page(
        graph,
        visit,
        "documents.html",
        documents=listed,
        sort=sort if sort in _ORDERS else "place",
        counted=COUNTED,
        sparql=answer.sparql,
        called=partial(called, visit.language),
    )


def _listed(graph: Graph, answer: Answer) -> list[Listed]:
    findings = {record.iri: record.findings for record in graph.documents()}
    names = [column.name for column in answer.columns]
    found: list[Listed] = []
    for row in answer.rows:
        terms = dict(zip(names, row, strict=True))
        iri = terms["document"]
        if not isinstance(iri, NamedNode):
            continue
        said: dict[str, Plain] = {name: to_plain(term) for name, term in terms.items()}
        issued = said["issued"]
        share = said["left_over_share"]
        found.append(
            Listed(
                iri.value,
                str(said["place"] or ""),
                str(said["title"] or ""),
                str(said["document_number"] or ""),
                issued if isinstance(issued, date) else None,
                _year(iri.value, issued),
                str(said["file"] or ""),
                {name: _whole(said[name]) for name in COUNTED},
                Decimal(str(share or 0)),
                findings.get(iri.value, {}).get("warning", 0),
                findings.get(iri.value, {}).get("info", 0),
            )
        )
    return found


def _year(iri: str, issued: Plain) -> str:
    """Return the year of issue; else that of its identifier, in which the reading put it."""
    if isinstance(issued, date):
        return str(issued.year)
    parts = iri.rpartition("/")[2].split("-")
    return next((part for part in parts[1:] if len(part) == len("2022") and part.isdigit()), "")


def _whole(value: Plain) -> int:
    return value if isinstance(value, int) else 0
