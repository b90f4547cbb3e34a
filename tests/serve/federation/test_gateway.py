from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pyoxigraph import QuerySolutions
from tests.serve import plain
from tests.serve.running import Server, serving

from bizgraph.serve.errors import RefusedError
from bizgraph.serve.federation.calling import is_public
from bizgraph.serve.federation.gateway import Gateway
from bizgraph.store.embedded import EmbeddedStore

RESULT = b'{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"literal","value":"far"}}]}}'
ANSWERS = {
    "/sparql": (200, {"Content-Type": "application/sparql-results+json"}, RESULT),
    "/moved": (302, {"Location": "/sparql"}, b""),
    "/broken": (500, {}, b"no"),
    "/garbled": (200, {"Content-Type": "application/sparql-results+json"}, b'{"head":'),
    "/page": (200, {"Content-Type": "text/html"}, b"<p>no"),
}


class Far(BaseHTTPRequestHandler):
    """A service of somebody else's."""

    def do_POST(self) -> None:
        status, headers, body = ANSWERS[self.path]
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def far() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Far)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def ask(gateway: Gateway, address: str, silent: str = "") -> list[str]:
    query = f"SELECT ?o WHERE {{ SERVICE {silent} <{address}> {{ ?s ?p ?o }} }}"
    gateway.begin()
    with gateway.telling():
        answer = EmbeddedStore.holding([]).query(query, services=gateway.services)
        assert isinstance(answer, QuerySolutions)
        return [str(row["o"]) for row in answer]


def test_an_allowed_service_is_called(far: str) -> None:
    gateway = Gateway((f"{far}/sparql",), lambda _: True)
    assert ask(gateway, f"{far}/sparql") == ['"far"']
    gateway.close()


@pytest.mark.parametrize("path", ["/moved", "/broken"])
def test_no_redirect_is_followed_and_a_failure_names_the_service(far: str, path: str) -> None:
    gateway = Gateway((f"{far}{path}",), lambda _: True)
    with pytest.raises(RefusedError, match=f"the service {far}{path} answers with the status") as told:
        ask(gateway, f"{far}{path}")
    assert told.value.status == 502
    assert gateway.services[f"{far}{path}"] not in str(told.value)
    assert ask(gateway, f"{far}{path}", "SILENT") == ["None"]
    gateway.close()


@pytest.mark.parametrize("path", ["/page", "/garbled"])
def test_what_is_no_result_is_told_without_the_secret_path(far: str, path: str) -> None:
    gateway = Gateway((f"{far}{path}",), lambda _: True)
    with pytest.raises(RefusedError, match=f"{far}{path}") as told:
        ask(gateway, f"{far}{path}")
    assert told.value.status == 502
    assert gateway.services[f"{far}{path}"] not in str(told.value)
    gateway.close()


def test_what_is_not_on_the_public_internet_is_not_called(far: str) -> None:
    gateway = Gateway((f"{far}/sparql", f"http://localhost:{far.rpartition(':')[2]}/sparql"))
    for address in gateway.services:
        with pytest.raises(RefusedError, match="not on the public internet"):
            ask(gateway, address)
    gateway.close()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
    ],
)
def test_private_addresses_are_known_also_wrapped(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_server_calls_no_service_unless_it_is_told_to(
    far: str, plans_server: Server, plans_folder: Path, tmp_path: Path
) -> None:
    query = f"SELECT * {{ SERVICE <{far}/sparql> {{ ?s ?p ?o }} }}"
    refused = plain.get(f"{plans_server.url}/sparql", params={"query": query})
    assert (refused.status_code, "SERVICE is refused" in refused.text) == (400, True)
    log = tmp_path / "log"
    with serving(
        log, "--graph", plans_folder, "--workers", "1", "--allow-service", f"{far}/sparql"
    ) as server:
        told = plain.get(f"{server.url}/sparql", params={"query": query})
        assert (told.status_code, "not on the public internet" in told.text) == (502, True)
        other = plain.get(f"{server.url}/sparql", params={"query": query.replace("/sparql", "/other")})
        assert (other.status_code, "only these may be called" in other.text) == (400, True)
