"""A SPARQL query, answered by a worker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO, Final

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Triple, serialize

from bizgraph.errors import QueryError
from bizgraph.export.linked_data.context import context
from bizgraph.graph import Graph
from bizgraph.serve.errors import RefusedError
from bizgraph.serve.federation.gateway import Gateway, gateway
from bizgraph.serve.sparql.formats import (
    GRAPH_FORMATS,
    GRAPHS,
    RESULTS,
    RESULTS_FORMATS,
    unavailable,
)
from bizgraph.serve.sparql.pointing import change, pointed, problem, said
from bizgraph.serve.web.negotiation import Chosen
from bizgraph.serve.web.problems import PROBLEM
from bizgraph.serve.work.reply import Reply, Writer
from bizgraph.store.binding import words
from bizgraph.store.syntax import fault

_FLEETING: Final = re.compile("(?<![a-z_])(now|rand|uuid|struuid|bnode|service)(?![a-z_])", re.IGNORECASE)


def lasts(query: str) -> bool:
    """Whether a graph answers a query alike whenever it is asked."""
    return not (_FLEETING.search(query) and any(map(_FLEETING.search, words(query))))


def answer_query(
    graph: Graph,
    query: str,
    base: str,
    default_graphs: tuple[str, ...],
    named_graphs: tuple[str, ...],
    results: Chosen | None,
    graphs: Chosen | None,
    as_problem: bool,
    services: tuple[str, ...],
) -> Reply:
    """Answer a query of any form: in the format `results` where it asks for rows or for yes and no.

    Where it asks for triples, in the format `graphs`. Relative IRIs in it are taken against `base`. What is
    wrong with it is told in JSON where wanted. It may call `services`, and no other.
    """
    asked = f"BASE <{base}>\n{query}"
    dataset = tuple(map(NamedNode, default_graphs)), tuple(map(NamedNode, named_graphs))
    calls = gateway(services) if services else None
    if calls:
        calls.begin()
    try:
        with _telling(calls):
            result = graph.sparql(asked, *dataset, calls.services if calls else None)
    except QueryError as error:
        if isinstance(error.__cause__, SyntaxError):
            return _refused(graph, query, base, as_problem)
        raise
    if isinstance(result, QuerySolutions | QueryBoolean):
        reply = _results(result, results)
    else:
        reply = graph_reply(result, graphs, prefixes_of(graph))
    return replace(reply, body=partial(_write, reply.body, calls)) if calls else reply


def _write(body: bytes | Writer, calls: Gateway, output: BinaryIO) -> None:
    """Write a body for which services may be called."""
    with calls.telling():
        if isinstance(body, bytes):
            output.write(body)
        else:
            body(output)


def _telling(calls: Gateway | None) -> AbstractContextManager[None]:
    return calls.telling() if calls else nullcontext()


def graph_reply(triples: Iterable[Triple], form: Chosen | None, prefixes: Mapping[str, str]) -> Reply:
    """Return triples in a format of graphs, written as they come. Raises RefusedError where it is None."""
    if form is None:
        raise RefusedError(406, unavailable(GRAPHS))
    known = GRAPH_FORMATS[form.name]

    def write(output: BinaryIO) -> None:
        try:
            serialize(triples, output, known, prefixes=dict(prefixes))
        except (ValueError, RuntimeError) as error:
            raise QueryError(f"the answer cannot be written as {known.name}: {error}") from error

    return Reply.of(write, form.content_type)


def prefixes_of(graph: Graph) -> dict[str, str]:
    """Return the prefixes that the graph's own vocabulary is written with."""
    known: Mapping[str, Any] = context(graph.namespaces)
    return {prefix: iri for prefix, iri in known.items() if isinstance(iri, str)}


def _results(result: QuerySolutions | QueryBoolean, form: Chosen | None) -> Reply:
    if form is None:
        raise RefusedError(406, unavailable(RESULTS))

    def write(output: BinaryIO) -> None:
        try:
            result.serialize(output, RESULTS_FORMATS[form.name])
        except (ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    return Reply.of(write, form.content_type)


def _refused(graph: Graph, query: str, base: str, as_problem: bool) -> Reply:
    """Return what is wrong with a query that is not SPARQL."""
    if word := change(query):
        return _told(f"this endpoint only reads: {word} changes a graph, and is refused", as_problem)
    place = fault(query, base)
    if place is None:
        return _told("the query is not SPARQL 1.1", as_problem)
    title = f"the query is not SPARQL 1.1: {said(place, prefixes_of(graph))}"
    if as_problem:
        return Reply.of(problem(title, place), PROBLEM, 400)
    return _told(f"{title}\n\n{pointed(query, place)}", as_problem)


def _told(text: str, as_problem: bool) -> Reply:
    if as_problem:
        return Reply.of(problem(text), PROBLEM, 400)
    return Reply.of(f"{text}\n".encode(), "text/plain; charset=utf-8", 400)
