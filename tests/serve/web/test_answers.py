"""What every answer of a real server bears, and what it does with requests that make no sense."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.serve import plain
from tests.serve.running import Server

ASK = "/sparql?query=ASK%20%7B%7D"
KINDS = ("/", "/healthz", ASK, "/static/explorer.css", "/nowhere", "/sparql?query=no", "/static/nothing.css")


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("path", KINDS)
def test_every_answer_bears_the_headers_of_safety(plans_server: Server, path: str, method: str) -> None:
    response = plain.request(method, plans_server.url + path)
    assert response.status_code < 500
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "server" not in response.headers
    if method == "HEAD":
        assert response.content == b""


@pytest.mark.parametrize("path", ["/", "/healthz", ASK, "/static/explorer.css", "/api/ask", "/resource"])
def test_options_say_what_may_be_done(plans_server: Server, path: str) -> None:
    response = plain.options(plans_server.url + path, headers={"Origin": "https://example.org"})
    assert response.status_code == 204
    assert "GET" in response.headers["allow"]
    assert response.headers["access-control-allow-methods"] == response.headers["allow"]


def test_what_a_client_has_it_does_not_get_again(plans_server: Server) -> None:
    for path in ("/", ASK):
        first = plain.get(plans_server.url + path)
        again = plain.get(plans_server.url + path)
        tag = first.headers["etag"]
        assert again.headers["etag"] == tag
        assert again.content == first.content
        for known in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
            response = plain.get(plans_server.url + path, headers={"If-None-Match": known})
            assert (response.status_code, response.content) == (304, b"")
            assert response.headers["etag"] == tag
        assert plain.get(plans_server.url + path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_files_of_the_explorer_last_under_the_address_that_pages_give(plans_server: Server) -> None:
    page = plain.get(plans_server.url).text
    (address,) = re.findall(r'href="(/static/explorer\.css\?\w+)"', page)
    lasting = plain.get(plans_server.url + address)
    assert "immutable" in lasting.headers["cache-control"]
    assert plain.get(f"{plans_server.url}/static/explorer.css?x").headers["cache-control"] == "no-cache"
    tag = {"If-None-Match": lasting.headers["etag"]}
    assert plain.get(plans_server.url + address, headers=tag).status_code == 304


@pytest.mark.parametrize(
    ("path", "request_", "status"),
    [
        ("/?q=%ff", {}, 400),
        ("/?q=%00", {}, 400),
        ("/%c0%af", {}, 400),
        ("/", {"headers": {"Host": "evil/path"}}, 400),
        ("/?q=" + "x" * 40_000, {}, 414),
        ("/", {"headers": {"Cookie": "x" * 40_000}}, 431),
        ("/sparql", {"method": "POST", "content": b"x", "headers": {"Content-Encoding": "gzip"}}, 415),
        ("/sparql", {"method": "POST", "content": b"x" * 3_000_000}, 413),
        ("/", {"method": "POST"}, 405),
        ("/sparql", {"method": "PUT", "content": b"x"}, 405),
    ],
)
def test_requests_that_make_no_sense_are_refused(
    plans_server: Server, path: str, request_: dict[str, Any], status: int
) -> None:
    method = request_.get("method", "GET")
    rest = {name: value for name, value in request_.items() if name != "method"}
    assert plain.request(method, plans_server.url + path, **rest).status_code == status


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "TRACE"]),
    path=st.sampled_from(["/", "/sparql", "/static/", "/id/", "/resource", "/healthz", "/api/", "/graphs"]),
    query=st.binary(max_size=40),
    headers=st.dictionaries(
        st.sampled_from(
            ["Accept", "Accept-Encoding", "Accept-Language", "If-None-Match", "Content-Type", "Range"]
        ),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40).map(str.strip),
        max_size=4,
    ),
    body=st.binary(max_size=60),
)
def test_no_request_is_too_strange_for_an_answer(
    plans_server: Server, method: str, path: str, query: bytes, headers: dict[str, str], body: bytes
) -> None:
    address = httpx.URL(plans_server.url + path, query=b"".join(b"%%%02x" % each for each in query))
    response = plain.request(method, address, headers=headers, content=body, timeout=30)
    assert response.status_code < 500, response.text
