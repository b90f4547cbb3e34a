"""A thing as a page, or as RDF: what a worker does for its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from pyoxigraph import NamedNode, Quad, serialize

from bizgraph.export.linked_data.canonical import canonical
from bizgraph.graph import Graph
from bizgraph.rdf.serialise import prefixes
from bizgraph.rdf.vocabulary import BIZ
from bizgraph.serve.linked.links import address, link_header
from bizgraph.serve.linked.naming import named
from bizgraph.serve.pages.things import thing_page
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.sparql.formats import GRAPH_FORMATS, HTML
from bizgraph.serve.web.negotiation import Chosen
from bizgraph.serve.work.reply import Head, Reply

_VARY: Final = "Accept, Accept-Language"


def answer_thing(graph: Graph, visit: Visit, form: Chosen) -> Reply:
    """Return what an address names in a format, or the way to its one address.

    Raises UnknownThingError where the graph does not speak of it.
    """
    iri = named(graph, visit)
    base = graph.namespaces.base
    for_people = form.name == HTML.name
    if for_people and iri.value.startswith(BIZ.iri):
        return _elsewhere(visit.thing(iri.value, base))
    if _is_elsewhere(visit, iri, base):
        return _elsewhere(address(visit, iri.value, base, visit.value("format")))
    said = thing_page(graph, replace(visit, about=iri.value), iri) if for_people else _rdf(graph, iri, form)
    headers = {
        **said.head.headers,
        "Vary": _VARY,
        "Content-Location": address(visit, iri.value, base, form.name),
        "Link": link_header(visit, iri.value, base),
    }
    return Reply(Head(said.head.media_type, said.head.status, headers), said.body)


def _is_elsewhere(visit: Visit, iri: NamedNode, base: str) -> bool:
    """Tell whether a thing was named by a prefix, or as a resource although it has a path of its own."""
    rest = visit.parts.get("rest")
    if rest is None:
        return iri.value.startswith(base) or visit.value("iri") != iri.value
    return ":" in rest and iri.value != base + rest and ":" not in iri.value.removeprefix(base)


def _elsewhere(place: str) -> Reply:
    return Reply.of(b"", "text/plain", 302, Location=place, Vary=_VARY)


def _rdf(graph: Graph, iri: NamedNode, form: Chosen) -> Reply:
    known = GRAPH_FORMATS[form.name]

    def write(output: BinaryIO) -> None:
        quads = canonical(_each_once(graph.describe(iri)))
        told = quads if known.supports_datasets else (quad.triple for quad in quads)
        serialize(told, output, known, prefixes=prefixes(graph.namespaces))

    return Reply.of(write, form.content_type)


def _each_once(quads: Iterator[Quad]) -> Iterator[Quad]:
    """Yield quads by subject, so that formats for people tell of one thing at one place."""
    yield from sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad)))
