"""The page of a fact: its sentence, leading to its place in the document, and what was understood of it."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.graph import Graph
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.terms import called
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

# How the extraction's confidence is told in words: from which value on.
_SURE: Final = ((Decimal("0.9"), "sure"), (Decimal("0.75"), "likely"), (Decimal(0), "perhaps"))


def fact_page(graph: Graph, visit: Visit, iri: NamedNode) -> Reply:
    """Return the page of a fact of any kind."""
    return page(
        graph,
        visit,
        "fact.html",
        fact=graph.fact(iri, language=visit.language),
        called=partial(called, visit.language),
        sureness=sureness,
        describe=f"DESCRIBE <{iri.value}>",
    )


def sureness(confidence: Decimal) -> str:
    """Return the word in `ontology/explorer/facts.toml` for how sure something is."""
    return next(word for least, word in _SURE if confidence >= least)
