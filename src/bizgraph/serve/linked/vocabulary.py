"""The vocabulary as a page, or as RDF."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import serialize

from bizgraph.graph import Graph
from bizgraph.rdf.terms import VOCABULARY_FILE, ontology_statements
from bizgraph.resources import ontology_dir
from bizgraph.serve.linked.links import ONTOLOGY, ontology_alternates
from bizgraph.serve.pages.ontology import ontology
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.sparql.formats import GRAPH_FORMATS, HTML
from bizgraph.serve.sparql.queries import prefixes_of
from bizgraph.serve.web.negotiation import Chosen
from bizgraph.serve.work.reply import Head, Reply


def answer_ontology(graph: Graph, visit: Visit, form: Chosen) -> Reply:
    """Return the vocabulary in a format."""
    said = ontology(graph, visit) if form.name == HTML.name else _rdf(graph, form)
    links = (f'<{each.href}>; rel="alternate"; type="{each.media_type}"' for each in ontology_alternates())
    headers = {
        **said.head.headers,
        "Vary": "Accept, Accept-Language",
        "Content-Location": visit.to(ONTOLOGY, format=form.name),
        "Link": ", ".join(links),
    }
    return Reply(Head(said.head.media_type, said.head.status, headers), said.body)


def _rdf(graph: Graph, form: Chosen) -> Reply:
    statements = [quad.triple for quad in ontology_statements(ontology_dir() / VOCABULARY_FILE)]

    def write(output: BinaryIO) -> None:
        serialize(statements, output, GRAPH_FORMATS[form.name], prefixes=prefixes_of(graph))

    return Reply.of(write, form.content_type)
