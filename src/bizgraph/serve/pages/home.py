"""The first page: ask in words, and see the answer with the sentences it rests on."""

from __future__ import annotations

from typing import Final

from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Status
from bizgraph.serve.pages.again import asked_again
from bizgraph.serve.pages.examples import examples
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.showing import FIRST
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply
from bizgraph.store.values import to_plain

ALL: Final = 500  # rows of the longest page
LONGEST: Final = 500  # characters of a question
_COUNTED: Final = ("measures", "practices", "gaps", "targets")


def home(graph: Graph, visit: Visit) -> Reply:
    """Return the page, with the answer where something was asked."""
    question = visit.value("question")
    if not question:
        return page(
            graph,
            visit,
            "home.html",
            question="",
            examples=examples(graph, visit.language),
            counts=_counts(graph),
            newest=_newest(graph, visit.language),
        )
    answer = graph.ask(question, language=visit.language)
    most = ALL if visit.value("all") else FIRST
    return page(
        graph,
        visit,
        "answer.html",
        question=question[:LONGEST],
        answer=answer,
        choices=_choices(question, answer),
        most=most,
        all=visit.here(all=1) if most < len(answer) and most < ALL else "",
        api=visit.to("/api/ask", question=question[:LONGEST]),
    )


def _choices(question: str, answer: Answer) -> list[tuple[str, str, str]]:
    """Return what can be asked instead, or what may be meant: its name, the question, its IRI."""
    if answer.status is Status.ANSWERED:
        return []
    return [(each.label, asked_again(question, answer, each), each.iri) for each in answer.candidates]


def _counts(graph: Graph) -> list[tuple[str, int, str]]:
    """Return how much the graph holds: what, how many, and the page that lists it."""
    documents = graph.documents()
    of_kinds = [(kind, sum(each.counts.get(kind, 0) for each in documents), "/search") for kind in _COUNTED]
    places = ("places", len(graph.held("region")), "/indicators")
    return [("documents", len(documents), "/documents"), places, *of_kinds]


def _newest(graph: Graph, language: str) -> tuple[str, str, str] | None:
    """Return the document that was issued last: its IRI, title and date; None where none bears a date."""
    answer = graph.query("documents", language=language)
    at = {column.name: index for index, column in enumerate(answer.columns)}
    dated = [row for row in answer.rows if row[at["issued"]] is not None]
    last = max(dated, key=lambda row: str(to_plain(row[at["issued"]])), default=None)
    if last is None:
        return None
    iri, title, issued = (to_plain(last[at[name]]) for name in ("document", "title", "issued"))
    return str(iri), str(title), str(issued)
