"""What goes wrong between here and a store is told with what to do about it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request

import pytest
from tests.serve.running import free_port

from bizgraph.errors import BizgraphError, GraphError, QueryError
from bizgraph.store.authentication import Credentials
from bizgraph.store.remote import RemoteStore
from bizgraph.store.transport import Transport, checked


@contextmanager
def answering(
    status: int, headers: dict[str, str], body: bytes, wait: float = 0
) -> Iterator[tuple[str, list[str]]]:
    """Run a server that answers everything alike; yield its address and the Authorization of each request."""
    told: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told.append(self.headers.get("Authorization", ""))
            time.sleep(wait)
            self.send_response(200 if told[-1] else status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_HEAD = do_GET = do_POST  # noqa: N815 (names of http.server)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", told
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "headers", "body", "error", "message"),
    [
        (400, {}, b"Parse error at line 3", QueryError, "Parse error at line 3"),
        (401, {}, b"", GraphError, "set BIZGRAPH_STORE_USER"),
        (403, {}, b"no", GraphError, "set BIZGRAPH_STORE_USER"),
        (404, {}, b"", GraphError, "see whether the address is right"),
        (500, {"Content-Type": "text/html"}, b"<h1>Out of <b>memory</b></h1>", GraphError, "Out of memory"),
        (503, {}, b"", GraphError, r"failed \(503\)"),
        (200, {"Content-Type": "text/html"}, b"<p>Hello", GraphError, "no result of SPARQL"),
        (200, {"Content-Type": "application/sparql-results+json"}, b"{", GraphError, "not .*JSON"),
        (200, {"Content-Length": "1000"}, b"{", GraphError, "broke off"),
        (200, {"X-SQL-State": "S1TAT"}, b"", GraphError, "gave up before it was done"),
    ],
)
def test_answers_that_are_none(
    status: int, headers: dict[str, str], body: bytes, error: type[BizgraphError], message: str
) -> None:
    with answering(status, headers, body) as (url, _), pytest.raises(error, match=message):
        list(RemoteStore(url).select("SELECT * WHERE { ?s ?p ?o }"))


def test_a_store_that_is_not_there() -> None:
    with pytest.raises(GraphError, match=r"cannot be reached .*see whether it runs"):
        RemoteStore(f"http://127.0.0.1:{free_port()}/sparql").ask("ASK {}")


def test_a_store_that_takes_too_long() -> None:
    with (
        answering(200, {}, b"", wait=2) as (url, _),
        pytest.raises(GraphError, match=r"timeout: .* 0.2 seconds"),
    ):
        RemoteStore(url, seconds=0.2).ask("ASK {}")


@pytest.mark.parametrize(
    ("challenge", "scheme"),
    [("Basic realm=a", "Basic"), ('Digest realm="a", nonce="b", qop="auth", algorithm=MD5', "Digest")],
)
def test_credentials_are_given_to_whom_asks(challenge: str, scheme: str) -> None:
    with answering(401, {"WWW-Authenticate": challenge}, b"") as (url, told):
        transport = Transport(url, 5, Credentials("somebody", "secret"))
        transport.send(Request(url, b"x", method="POST"))
        transport.send(Request(url, b"x", method="POST"))
    assert [each.partition(" ")[0] for each in told] == ["", scheme, scheme]


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Credentials("somebody", "secret"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sparql",
        "file:///etc/passwd",
        "ftp://h/",
        "http://",
        "http://h:x/",
        "http://h/ a",
        "http://u:p@h/",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(GraphError):
        checked(url)
