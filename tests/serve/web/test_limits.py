from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from bizgraph.serve.errors import RefusedError
from bizgraph.serve.web import limits
from bizgraph.serve.web.limits import (
    BODY_BYTES,
    HEADER_BYTES,
    URL_BYTES,
    Bounded,
    check_address,
    check_headers,
)

GOOD_HOSTS = ("localhost", "127.0.0.1:8000", "graph.example.org", "a_b:80", "[::1]:8000", "[2001:db8::1]")
BAD_HOSTS = (
    "",
    "a b",
    "a/b",
    "x@y",
    'a"b',
    "<script>",
    "a:b",
    "a:1:2",
    "[::1",
    "例子",
    "-x",
    "a" * 300,
    "a?b",
    "a#b",
)


@pytest.mark.parametrize("host", GOOD_HOSTS)
def test_hosts_that_are_names_are_taken(host: str) -> None:
    check_headers(Headers({"host": host}))


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_hosts_that_are_none_are_refused(host: str) -> None:
    raw = [(b"host", host.encode("utf-8"))]
    with pytest.raises(RefusedError, match="Host") as told:
        check_headers(Headers(raw=raw))
    assert told.value.status == 400


def test_two_hosts_or_none_are_refused_but_for_http_1_0() -> None:
    for raw in ([], [(b"host", b"a"), (b"host", b"b")]):
        with pytest.raises(RefusedError):
            check_headers(Headers(raw=raw))
    check_headers(Headers(raw=[]), "1.0")


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        (b"/" + b"a" * URL_BYTES, b"", 414),
        (b"/", b"q=" + b"a" * URL_BYTES, 414),
        (b"/", b"q=%ff", 400),
        (b"/%e4%b8", b"", 400),
        (b"/", b"q=%00", 400),
        (b"/a%00b", b"", 400),
    ],
)
def test_bad_addresses_are_refused(path: bytes, query: bytes, status: int) -> None:
    with pytest.raises(RefusedError) as told:
        check_address(path, query)
    assert told.value.status == status


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200))
def test_whatever_is_utf8_is_a_good_address(text: str) -> None:
    from urllib.parse import quote

    check_address(f"/{quote(text)}".encode(), f"q={quote(text)}".encode())


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("content-encoding", "gzip", 415),
        ("content-length", "-1", 400),
        ("content-length", "1e3", 400),
        ("content-length", "٣", 400),
        ("content-length", str(BODY_BYTES + 1), 413),
        ("content-length", "9" * 5000, 413),
        ("cookie", "a" * HEADER_BYTES, 431),
    ],
)
def test_bad_headers_are_refused(name: str, value: str, status: int) -> None:
    with pytest.raises(RefusedError) as told:
        check_headers(Headers(raw=[(b"host", b"a"), (name.encode(), value.encode())]))
    assert told.value.status == status


def answered(headers: list[tuple[bytes, bytes]], pieces: list[bytes], *, then_wait: bool = False) -> bytes:
    """Return the body that an application reads behind the limits."""
    messages = [
        {"type": "http.request", "body": piece, "more_body": then_wait or number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]
    read = bytearray()

    async def receive() -> Any:
        if not messages:
            await asyncio.Event().wait()
        return messages.pop(0)

    async def application(scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            read.extend(message["body"])
            more = message["more_body"]

    async def send(_: Any) -> None:
        raise AssertionError

    scope = {
        "type": "http",
        "http_version": "1.1",
        "raw_path": b"/",
        "query_string": b"",
        "headers": [(b"host", b"a"), *headers],
    }
    asyncio.run(Bounded(application)(scope, receive, send))
    return bytes(read)


def test_a_body_comes_through_as_it_is() -> None:
    assert answered([(b"transfer-encoding", b"chunked")], [b"a", b"", b"b"]) == b"ab"
    assert answered([], [b""]) == b""


def test_a_body_without_a_length_is_bounded_as_well() -> None:
    with pytest.raises(RefusedError) as told:
        answered([(b"transfer-encoding", b"chunked")], [b"x" * (BODY_BYTES // 2)] * 3)
    assert told.value.status == 413


def test_a_body_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.05)
    with pytest.raises(RefusedError) as told:
        answered([(b"content-length", b"9")], [b"begin"], then_wait=True)
    assert told.value.status == 408
