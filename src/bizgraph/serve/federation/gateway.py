"""Stands between a worker's queries and the services they may call.

Oxigraph itself would call any address, follow redirects, and read without bound. So a query is directed to
this gateway, on this machine and under a secret path, and the gateway calls the service.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final

from bizgraph.serve.errors import RefusedError
from bizgraph.serve.federation.calling import IsReachable, call, is_public

_MOST_QUERY_BYTES: Final = 1024 * 1024


class Gateway:
    """Calls services for the queries of one process; `services` says where each is called instead."""

    def __init__(self, addresses: tuple[str, ...], is_reachable: IsReachable = is_public) -> None:
        self._refused: RefusedError | None = None
        self._called = ""
        self._paths = {f"/{secrets.token_urlsafe(16)}": address for address in addresses}
        self._is_reachable = is_reachable
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        port = self._server.server_address[1]
        self.services: Final[Mapping[str, str]] = {
            address: f"http://127.0.0.1:{port}{path}" for path, address in self._paths.items()
        }
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop calling."""
        self._server.shutdown()
        self._server.server_close()

    def begin(self) -> None:
        """Forget what became of the calls of the query before."""
        self._refused, self._called = None, ""

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell why a service could not be called where a query fails for that reason. Raises RefusedError.

        A query may call it when it is asked and fail only while its rows are read: both are to be told of.
        """
        try:
            yield
        except Exception as error:
            if self._refused is not None:
                raise self._refused from None
            if self._called:
                raise RefusedError(502, f"the service {self._called} gives no good result: {error}") from None
            raise

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                """Call the service that the path stands for."""
                gateway._forward(self)

            def log_message(self, *_: Any) -> None:
                """Queries are not logged."""

        return Handler

    def _forward(self, request: BaseHTTPRequestHandler) -> None:
        address = self._paths.get(request.path)
        length = int(request.headers.get("Content-Length", "0"))
        if address is None or length > _MOST_QUERY_BYTES:
            request.send_error(404)
            return
        query = request.rfile.read(length)
        try:
            called = call(address, query, request.headers.get("Accept", "*/*"), self._is_reachable)
        except RefusedError as error:
            self._refused = error
            request.send_error(502)
            return
        self._called = address
        request.send_response(200)
        request.send_header("Content-Type", called.media_type)
        request.send_header("Content-Length", str(len(called.body)))
        request.end_headers()
        request.wfile.write(called.body)


@cache
def gateway(addresses: tuple[str, ...]) -> Gateway:
    """Return the gateway of this process to these services."""
    return Gateway(addresses)
