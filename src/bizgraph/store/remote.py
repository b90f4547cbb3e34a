"""A graph in any SPARQL 1.1 service, asked over HTTP.

What is asked is first parsed here, so that only queries leave this machine, and a fault in one is told with
its place. What Virtuoso is known to do otherwise than the standard says is put right:

- It cuts results at `ResultSetMaxRows` (10,000 by default) and calls that a success. It says so in a header,
  for SELECT only. What is cut is asked for again in pages, or refused where that cannot be done.
- It ends a query that takes too long and sends what it has, as a success; that is refused.
- It fails at some queries, and answers others wrongly; see virtuoso.py.

Results are asked for as JSON, since pyoxigraph 0.5.13 drops white space at the ends of values in XML.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from types import TracebackType
from typing import Any, Final, Self
from urllib.request import Request

import pyoxigraph
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from SPARQLWrapper import POST, URLENCODED, SPARQLWrapper

from bizgraph.errors import GraphError, QueryError
from bizgraph.store.authentication import Credentials
from bizgraph.store.binding import bind
from bizgraph.store.federation import directed
from bizgraph.store.interface import Bindings, ByForm, Results, Row, Solutions
from bizgraph.store.paging import taken_apart
from bizgraph.store.transport import Response, Transport
from bizgraph.store.virtuoso import for_virtuoso, rows_of

SECONDS: Final = 60.0
_SOLUTIONS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.5, application/rdf+xml;q=0.3"
_AT_ONCE: Final = 10_000  # triples; what Virtuoso sends at most unless it is told otherwise
_CUT: Final = "X-SPARQL-MaxRows"
_UNFINISHED: Final = "X-SQL-State"
_GRAPHS: Final = (
    "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?subject ?predicate ?object } } ORDER BY ?graph"
)
_CONTENT: Final = "SELECT ?subject ?predicate ?object WHERE { GRAPH ?graph { ?subject ?predicate ?object } }"
_PREDICATES: Final = """
SELECT ?predicate (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?subject ?predicate ?object } }
GROUP BY ?predicate ORDER BY ?predicate
"""
_COUNT: Final = "SELECT (COUNT(*) AS ?quads) WHERE { GRAPH ?graph { ?subject ?predicate ?object } }"


class RemoteStore(ByForm):
    """A SPARQL service that is only read. Its default graph must be the union of its graphs.

    `graphs` are those that count as its content, where not all that the service holds do.
    """

    def __init__(
        self,
        url: str,
        *,
        seconds: float = SECONDS,
        credentials: Credentials | None = None,
        graphs: Iterable[NamedNode] | None = None,
    ) -> None:
        self._transport = Transport(url, seconds, credentials)
        self._is_virtuoso: bool | None = None  # not known before the first answer
        self._graphs = None if graphs is None else tuple(sorted(graphs, key=lambda graph: graph.value))

    def results(
        self,
        query: str,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        services: Mapping[str, str] | None = None,
    ) -> Results:
        """Answer any query over the dataset that these graphs make, in types that can write themselves.

        Without graphs the default graph is what the service makes it. SERVICE is refused, also
        for `services`: it would be the remote store that calls them.
        """
        del services
        query = directed(query)
        form = _form(query)
        dataset = [("default-graph-uri", graph.value) for graph in default_graphs]
        dataset += [("named-graph-uri", graph.value) for graph in named_graphs]
        accepted = _TRIPLES if form is QueryTriples else _SOLUTIONS
        answer = self._asked(query, accepted, dataset)
        if form is QueryTriples:
            return self._triples(query, answer, dataset)
        if _CUT in answer.headers:
            answer = self._in_pages(query, answer, dataset)
        elif self._is_virtuoso:
            answer = replace(answer, body=json.dumps(_rows_of(answer)).encode())
        read = _solutions(answer)
        if type(read) is not form:
            raise GraphError(
                f"{self._transport.url} answers SELECT as ASK or ASK as SELECT; it is no SPARQL 1.1 service"
            )
        return read

    def answer(self, query: str, bindings: Bindings | None = None) -> Solutions | Iterator[Triple] | bool:
        """Answer a query of any form, once: the rows of a SELECT, triples, or yes and no."""
        answer = self.results(bind(query, bindings))
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QuerySolutions):
            names = tuple(variable.value for variable in answer.variables)
            return Solutions(names, _rows(answer))
        return iter(answer)

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of the graphs that are its content, sorted."""
        if self._graphs is not None:
            return self._graphs
        return tuple(row[0] for row in self.select(_GRAPHS) if isinstance(row[0], NamedNode))

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or those of all graphs that are its content."""
        for name in self.graphs() if graph is None else (graph,):
            for part in self._parts(name):
                for row in self.select(_CONTENT, part):
                    yield Quad(*row, name)  # type: ignore[arg-type, call-arg]  # terms stand where they may

    def _parts(self, graph: NamedNode) -> Iterator[Bindings]:
        """Yield bindings that part a graph into what comes whole, without pages, where that can be."""
        predicates: list[NamedNode] = []
        size = 0
        for predicate, triples in self.select(_PREDICATES, {"graph": graph}):
            if isinstance(predicate, NamedNode) and isinstance(triples, Literal):
                size += int(triples.value)
                if predicates and size >= _AT_ONCE:
                    yield {"graph": graph, "predicate": predicates}
                    predicates, size = [], int(triples.value)
                predicates = [*predicates, predicate]
        yield {"graph": graph, "predicate": predicates}

    def __len__(self) -> int:
        rows = self.select(_COUNT, {"graph": self.graphs()}) if self.graphs() else ()
        return sum(int(row[0].value) for row in rows if isinstance(row[0], Literal))

    def close(self) -> None:
        """Do nothing: nothing is held of a service between two queries."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _asked(self, query: str, accepted: str, dataset: Sequence[tuple[str, str]]) -> Response:
        if self._is_virtuoso is None:
            self._is_virtuoso = _is_virtuoso(self._transport.send(self._request("ASK {}", _SOLUTIONS, ())))
        if self._is_virtuoso:
            query = for_virtuoso(query)
        answer = self._transport.send(self._request(query, accepted, dataset))
        if _UNFINISHED in answer.headers:
            said = answer.headers.get("X-SQL-Message", "its result is not complete")
            raise GraphError(
                f"timeout: the store at {self._transport.url} gave up before it was done ({said}); ask for "
                "less, or raise its own time limit (MaxQueryExecutionTime in virtuoso.ini)"
            )
        return answer

    def _request(self, query: str, accepted: str, dataset: Sequence[tuple[str, str]]) -> Request:
        wrapper = _Wrapper(self._transport.url)
        for name, value in dataset:
            wrapper.addParameter(name, value)
        return wrapper.asking(query, accepted)

    def _in_pages(self, query: str, first: Response, dataset: Sequence[tuple[str, str]]) -> Response:
        """Return a result that the store has cut, whole."""
        size = int(first.headers[_CUT])
        taken = taken_apart(query)
        if not taken.can_be_paged:
            raise self._too_long(size)
        whole = _rows_of(first)
        names = whole["head"]["vars"]
        rows: list[Any] = []
        while len(rows) % size == 0:
            page = self._asked(taken.page(names, size, len(rows)), _SOLUTIONS, dataset)
            found = _rows_of(page)["results"]["bindings"]
            if not found:
                break
            rows += found
        whole["results"]["bindings"] = rows
        return replace(first, body=json.dumps(whole).encode())

    def _triples(self, query: str, first: Response, dataset: Sequence[tuple[str, str]]) -> list[Triple]:
        """Return the triples of an answer; the whole of them where the store says nothing of a cut."""
        found = _graph(first)
        taken = taken_apart(query)
        if taken.form != "CONSTRUCT" or not self._is_virtuoso:
            return found
        counted = f"{taken.prologue}SELECT (1 AS ?one) {taken.rest}"
        size = self._asked(counted, _SOLUTIONS, dataset).headers.get(_CUT)
        if size is None:
            return found
        if not taken.can_be_paged:
            raise self._too_long(int(size))
        whole: dict[Triple, None] = {}
        offset = 0
        while True:
            page = taken.page(taken.template_variables, int(size), offset)
            triples = _graph(self._asked(page, _TRIPLES, dataset))
            if not triples:
                return list(whole)
            whole.update(dict.fromkeys(triples))
            offset += int(size)

    def _too_long(self, size: int) -> QueryError:
        return QueryError(
            f"the store at {self._transport.url} cuts results at {size:,} rows, and this one is longer; ask "
            f"for at most {size - 1:,} rows by LIMIT, leave out LIMIT, OFFSET, FROM and the last VALUES so "
            "that it can be asked for in pages, or raise the limit (ResultSetMaxRows in virtuoso.ini)"
        )


def _rows(solutions: QuerySolutions) -> Iterator[Row]:
    try:
        for solution in solutions:
            yield tuple(solution)
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"the store's answer cannot be read: {error}") from error


class _Wrapper(SPARQLWrapper):
    """A query as a request of the SPARQL protocol."""

    def asking(self, query: str, accepted: str) -> Request:
        """Return the request that asks a query by a form, as a caller who takes these media types."""
        self.setMethod(POST)
        self.setRequestMethod(URLENCODED)
        self.setOnlyConneg(True)
        self.setQuery(query)
        self.queryType = taken_apart(query).form  # its own guess can be led astray by comments
        self.addCustomHttpHeader("Accept", accepted)
        return self._createRequest()


def _is_virtuoso(answer: Response) -> bool:
    return "virtuoso" in answer.headers.get("Server", "").lower()


@cache
def _nothing() -> pyoxigraph.Store:
    return pyoxigraph.Store()


@lru_cache(256)
def _form(query: str) -> type[QuerySolutions | QueryBoolean | QueryTriples]:
    """Return what a query is answered with. Raises QueryError where it is no query of SPARQL 1.1."""
    try:
        return type(_nothing().query(query))
    except SyntaxError as error:
        raise QueryError(f"the query is not SPARQL 1.1: {error}") from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _solutions(answer: Response) -> QuerySolutions | QueryBoolean:
    form = QueryResultsFormat.from_media_type(answer.media_type)
    if form is None:
        raise GraphError(
            f"the store answered with {answer.media_type}, which is no result of SPARQL; "
            "see whether the address is that of its SPARQL endpoint"
        )
    try:
        return parse_query_results(answer.body, form)
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"the store's answer is not {form.name}: {error}") from error


def _rows_of(answer: Response) -> dict[str, Any]:
    try:
        return rows_of(answer.body)
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(f"the store's answer is not JSON of SPARQL: {error}") from error


def _graph(answer: Response) -> list[Triple]:
    form = RdfFormat.from_media_type(answer.media_type)
    if form is None:
        raise GraphError(
            f"the store answered with {answer.media_type}, which is no RDF; "
            "see whether the address is that of its SPARQL endpoint"
        )
    try:
        return [quad.triple for quad in parse(answer.body, form)]
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"the store's answer is not {form.name}: {error}") from error
