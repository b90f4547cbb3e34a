"""The formats of the endpoint: of results, which are tables or yes and no, and of graphs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from bizgraph.serve.web.negotiation import Chosen, Offer, listed, named, negotiated

_UTF_8: Final = {"charset": "utf-8"}

RESULTS: Final = (
    Offer("json", ("application/sparql-results+json", "application/json"), ("srj",)),
    Offer("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ("srx", "sparql")),
    Offer("csv", ("text/csv",), (), _UTF_8 | {"header": "present"}),
    Offer("tsv", ("text/tab-separated-values",), (), _UTF_8),
)
GRAPHS: Final = (
    Offer("ttl", ("text/turtle", "application/turtle", "application/x-turtle"), ("turtle", "n3"), _UTF_8),
    Offer("nt", ("application/n-triples", "text/plain"), ("ntriples", "n-triples")),
    Offer("rdf", ("application/rdf+xml", "application/xml", "text/xml"), ("xml", "rdf+xml", "rdfxml")),
    Offer("jsonld", ("application/ld+json", "application/json"), ("json", "json-ld")),
    Offer("trig", ("application/trig", "application/x-trig")),
    Offer("nq", ("application/n-quads", "text/x-nquads"), ("nquads", "n-quads")),
)
HTML: Final = Offer("html", ("text/html", "application/xhtml+xml"))

RESULTS_FORMATS: Final[Mapping[str, QueryResultsFormat]] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Final[Mapping[str, RdfFormat]] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}


def chosen(name: str, accept: str | None, offers: tuple[Offer, ...]) -> Chosen | None:
    """Return the offer of a short name where there is one, else that which a client accepts most gladly."""
    return named(name, offers) if name else negotiated(accept, offers)


def unavailable(offers: tuple[Offer, ...]) -> str:
    """Return what to say where a client accepts none of the offers."""
    return f"none of the formats asked for can be had here; there are: {listed(offers)}"
