"""What other programs read from a file, as quads that can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

import rdflib
from pyld import jsonld  # type: ignore[import-untyped]
from pyoxigraph import Quad, RdfFormat, parse
from rdflib.compare import IsomorphicGraph, to_isomorphic

from bizgraph.export.linked_data.canonical import canonical


def same(quads: Iterable[Quad]) -> set[Quad]:
    """Return quads such that two sets are equal if they differ at most in the names of blank nodes."""
    return set(canonical(quads))


def by_oxigraph(data: bytes, form: RdfFormat) -> set[Quad]:
    return same(parse(data, format=form))


def expanded(document: Any) -> Any:
    """Return JSON-LD expanded by PyLD."""
    return jsonld.expand(document, {"documentLoader": _refused})


def by_pyld(data: bytes) -> set[Quad]:
    options = {"documentLoader": _refused, "format": "application/n-quads"}
    return by_oxigraph(jsonld.to_rdf(json.loads(data), options).encode(), RdfFormat.N_QUADS)


def by_rdflib(data: bytes, form: str) -> dict[str, IsomorphicGraph]:
    """Return the graphs of a file by name, comparable. What is in no named graph has the name ``."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=form)
    graphs = {_name(graph): to_isomorphic(graph) for graph in dataset.graphs()}
    return {name: graph for name, graph in graphs.items() if len(graph)}


def _name(graph: rdflib.Graph) -> str:
    name = str(graph.identifier)
    return "" if name == str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID) else name


def _refused(url: str, _options: Any) -> NoReturn:
    raise AssertionError(f"the document asks for {url}")
