"""What workers do for the API: each function asks the graph what its name says, and tells the answer."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from bizgraph.errors import ExportError
from bizgraph.export.names import ExportFormat
from bizgraph.graph import Graph, PublishedDocument
from bizgraph.questions.saved import saved_queries
from bizgraph.serve.api.telling import JSON, Addresses, Telling, content, table, told
from bizgraph.serve.errors import RefusedError
from bizgraph.serve.work.reply import Reply

NETWORKS: Final = (ExportFormat.GRAPHOLOGY, ExportFormat.CYTOSCAPE_JSON)


def ask(graph: Graph, telling: Telling, question: str, language: str | None) -> Reply:
    """Answer a question in words, in its own language unless one is given."""
    return told(telling, graph.namespaces.base, graph.ask(question, language=language))


def search(graph: Graph, telling: Telling, words: str, limit: int, only: Mapping[str, str]) -> Reply:
    """Find statements by words; `only` those of a kind, region, indicator, document."""
    answer = graph.search(words, limit=limit, language=telling.language, **_given(only))
    return told(telling, graph.namespaces.base, answer)


def discover(graph: Graph, telling: Telling, limit: int, wanted: Mapping[str, str]) -> Reply:
    """Find what other places do; `wanted` for a region, indicator, gap, need, practice."""
    answer = graph.discover(limit=limit, language=telling.language, **_given(wanted))
    return told(telling, graph.namespaces.base, answer)


def compare(graph: Graph, telling: Telling, indicator: str, regions: tuple[str, ...], metric: str) -> Reply:
    """Put side by side what places promise."""
    answer = graph.compare(indicator, regions=regions, metric=metric or None, language=telling.language)
    return told(telling, graph.namespaces.base, answer)


def query(
    graph: Graph, telling: Telling, name: str, limit: int | None, parameters: Mapping[str, object]
) -> Reply:
    """Answer a saved question; a parameter that is empty has no value."""
    answer = graph.query(saved_queries()[name], limit, language=telling.language, **parameters)
    return told(telling, graph.namespaces.base, answer)


def analyse(graph: Graph, telling: Telling, name: str, limit: int, on: Mapping[str, str]) -> Reply:
    """Say what the shape of the graph says, `on` a region, an indicator."""
    answer = graph.analyse(name, limit=limit, language=telling.language, **_given(on))
    return told(telling, graph.namespaces.base, answer)


def show(graph: Graph, telling: Telling, name: str, limit: int) -> Reply:
    """Say all that is known of a thing."""
    addresses = Addresses(telling.root, graph.namespaces.base)
    known = addresses.added(graph.show(name, language=telling.language).to_dict(limit))
    for part in ("sayings", "referring"):
        known[part] = [addresses.added(each) for each in known[part]]
    return content(known)


def documents(graph: Graph, telling: Telling) -> Reply:
    """List the documents."""
    known = graph.documents()
    if telling.form == "csv":
        return table(telling, _rows(known))
    addresses = Addresses(telling.root, graph.namespaces.base)
    return content({"documents": [addresses.added(asdict(document)) for document in known]})


def queries(graph: Graph, telling: Telling) -> Reply:
    """List the saved questions."""
    del graph  # the same for all
    listed = [
        asdict(query) | {"address": f"{telling.root}/api/queries/{name}"}
        for name, query in saved_queries().items()
    ]
    return content({"queries": listed})


def network(graph: Graph, telling: Telling, view: str, limits: Mapping[str, str]) -> Reply:
    """Return a view as a network that is drawn; `limits` are a region, an indicator, a document."""
    try:
        data = graph.export(telling.form, view=view, language=telling.language, **_given(limits))
    except ExportError as error:
        raise RefusedError(404, str(error)) from error
    return Reply.of(data, JSON, Vary="Accept-Language")


def names(graph: Graph, telling: Telling, kind: str, begins: str, limit: int) -> Reply:
    """Complete a name that was begun."""
    addresses = Addresses(telling.root, graph.namespaces.base)
    found = graph.names(kind, begins, limit=limit, language=telling.language)
    return content({"names": [addresses.added(asdict(each)) for each in found]})


def _given(values: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _rows(documents: tuple[PublishedDocument, ...]) -> str:
    """Return the documents as CSV, a column for each kind of facts."""
    kinds = sorted({kind for document in documents for kind in document.counts})
    head = ("id", "iri", "title", "region", "file", "sha256", "left_over_share")
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*head, *kinds])
    for document in documents:
        counts = (document.counts.get(kind, 0) for kind in kinds)
        writer.writerow([*(getattr(document, name) for name in head), *counts])
    return out.getvalue()
