"""The page of a document: its words as they stand in the file, every fact marked, and what was made of it.

`?fact=measure/10234` marks facts and shows what was made of them; with `part=made` the reply is only that,
for the script of the page.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.graph import Graph, PublishedDocument
from bizgraph.questions.document_text import DocumentText
from bizgraph.questions.fact import Fact, Named
from bizgraph.serve.pages.facts import sureness
from bizgraph.serve.pages.marking import marked_text
from bizgraph.serve.pages.rendering import page, thing_address
from bizgraph.serve.pages.terms import called
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

_AT_ONCE: Final = 12  # facts of which a page says what was made of them


def document_page(graph: Graph, visit: Visit, iri: NamedNode) -> Reply | None:
    """Return the page of a document; None where the graph does not hold its words."""
    document = graph.document_text(iri)
    if document is None:
        return None
    keys = [value.strip() for name, value in visit.asked if name == "fact" and value.strip()]
    made = _made(graph, visit, document, keys)
    word = partial(called, visit.language)
    if visit.value("part") == "made":
        return page(graph, visit, "document_made.html", facts=made, called=word, sureness=sureness)
    record = next((each for each in graph.documents() if each.iri == iri.value), None)
    return page(
        graph,
        visit,
        "document.html",
        document=document,
        regions=_named(graph, visit, document.regions),
        publishers=_named(graph, visit, document.publishers),
        findings=_findings(record),
        text=marked_text(document, partial(thing_address, graph, visit), keys),
        facts=made,
        called=word,
        sureness=sureness,
        path=visit.path,
    )


def _made(graph: Graph, visit: Visit, document: DocumentText, keys: list[str]) -> tuple[Fact, ...]:
    """Return the facts that are asked for, as far as the document has them."""
    known = {fact.iri for fact in document.facts}
    wanted = dict.fromkeys(
        f"{document.iri}/{key}" if f"{document.iri}/{key}" in known else key for key in keys
    )
    named = [NamedNode(iri) for iri in wanted if iri in known]
    return tuple(graph.fact(iri, language=visit.language) for iri in named[:_AT_ONCE])


def _named(graph: Graph, visit: Visit, things: tuple[NamedNode, ...]) -> tuple[Named, ...]:
    return tuple(Named(thing.value, graph.label(thing.value, language=visit.language)) for thing in things)


def _findings(record: PublishedDocument | None) -> tuple[tuple[str, int], ...]:
    """Return how often validation found what, the grave first; nothing where it found nothing."""
    severities = ("violation", "warning", "info")
    counted = {} if record is None else record.findings
    return tuple((severity, counted[severity]) for severity in severities if counted.get(severity))
