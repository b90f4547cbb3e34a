"""Writes whole graphs to a store by the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import Request

from pyoxigraph import NamedNode, Triple

from bizgraph.errors import GraphError, QueryError
from bizgraph.store.authentication import Credentials
from bizgraph.store.transport import AbsentError, Transport
from bizgraph.store.writing import written


def graph_store_of(url: str) -> str:
    """Return where the store with this SPARQL endpoint most likely takes graphs.

    `/sparql` is read as Virtuoso's, `/…/sparql` and `/…/query` as Fuseki's, `/repositories/…` as GraphDB's;
    any other address is taken for both.
    """
    parts = urlsplit(url)
    path = parts.path
    if re.fullmatch(r"/sparql/?", path):
        path = "/sparql-graph-crud-auth"
    elif re.search(r"/repositories/[^/]+$", path):
        path = f"{path}/rdf-graphs/service"
    elif match := re.fullmatch(r"(.*/)(?:sparql|query)", path):
        path = f"{match[1]}data"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


class GraphStore:
    """A place that takes whole graphs: each is replaced or deleted by one request."""

    def __init__(self, url: str, seconds: float, credentials: Credentials | None) -> None:
        self._transport = Transport(url, seconds, credentials)

    @property
    def url(self) -> str:
        """Its address."""
        return self._transport.url

    def replace(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Put triples in the place of all that a graph holds. Raises GraphError."""
        self._introduce(graph)
        self._send(self._request("PUT", graph, *written(triples)))

    def delete(self, graph: NamedNode) -> None:
        """Delete a graph; one that is not there does no harm. Raises GraphError."""
        self._introduce(graph)
        self._send(self._request("DELETE", graph), absent_is_well=True)

    def _introduce(self, graph: NamedNode) -> None:
        """Learn how the store wants to know who asks, by a request that holds nothing."""
        self._transport.probe(self._request("HEAD", graph))

    def _send(self, request: Request, *, absent_is_well: bool = False) -> None:
        try:
            self._transport.send(request)
        except AbsentError:
            if not absent_is_well:
                raise
        except QueryError as error:
            raise GraphError(str(error)) from error

    def _request(
        self, method: str, graph: NamedNode, content: bytes | None = None, media_type: str = ""
    ) -> Request:
        parts = urlsplit(self._transport.url)
        query = "&".join(filter(None, (parts.query, urlencode({"graph": graph.value}))))
        headers = {"Content-Type": media_type} if media_type else {}
        return Request(urlunsplit(parts._replace(query=query)), content, headers, method=method)
