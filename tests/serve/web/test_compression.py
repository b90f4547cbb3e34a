from __future__ import annotations

import asyncio
import gzip
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.serve.web.compression import SHORTEST, Compression, chosen, is_text

LONG = "营商环境".encode() * 500
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


def exchanged(
    pieces: list[bytes],
    headers: dict[str, str],
    accepted: str = "br, gzip",
    method: str = "GET",
    status: int = 200,
) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body that a client gets."""
    got: list[Any] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        for number, piece in enumerate(pieces, 1):
            await send({"type": "http.response.body", "body": piece, "more_body": number < len(pieces)})

    async def send(message: Any) -> None:
        got.append(message)

    async def receive() -> Any:
        raise AssertionError

    scope = {"type": "http", "method": method, "headers": [(b"accept-encoding", accepted.encode())]}
    asyncio.run(Compression(application)(scope, receive, send))
    assert [message.get("more_body", False) for message in got[1:]][-1] is False
    told = {name.decode(): value.decode() for name, value in got[0]["headers"]}
    return told, b"".join(message["body"] for message in got[1:])


@given(
    st.lists(st.binary(max_size=50).map(lambda piece: piece * 900), min_size=1, max_size=6),
    st.sampled_from(["br", "gzip", ""]),
)
def test_what_is_unpacked_is_what_was_sent(pieces: list[bytes], encoding: str) -> None:
    told, body = exchanged(pieces, {"content-type": "text/csv"}, encoding)
    assert UNPACKED[told.get("content-encoding", "")](body) == b"".join(pieces)


def test_a_whole_body_gets_its_new_length_and_its_tag_is_weak() -> None:
    told, body = exchanged(
        [LONG], {"content-type": "text/html", "content-length": str(len(LONG)), "etag": '"x"'}
    )
    assert told["content-length"] == str(len(body))
    assert (told["content-encoding"], told["etag"], told["vary"]) == ("br", 'W/"x"', "Accept-Encoding")
    assert len(body) < len(LONG) / 4


def test_a_streamed_body_loses_its_length() -> None:
    told, body = exchanged(
        [LONG, LONG], {"content-type": "application/ld+json", "content-length": str(2 * len(LONG))}, "gzip"
    )
    assert "content-length" not in told
    assert gzip.decompress(body) == LONG * 2


@pytest.mark.parametrize(
    ("pieces", "headers", "method", "status"),
    [
        ([b"x" * (SHORTEST - 1)], {"content-type": "text/html"}, "GET", 200),
        ([LONG], {"content-type": "image/png"}, "GET", 200),
        ([LONG], {"content-type": "text/html", "content-encoding": "zstd"}, "GET", 200),
        ([b""], {"content-type": "text/html"}, "HEAD", 200),
        ([b""], {"content-type": "text/html"}, "GET", 304),
        ([LONG], {}, "GET", 200),
    ],
)
def test_what_gains_nothing_stays_as_it_is(
    pieces: list[bytes], headers: dict[str, str], method: str, status: int
) -> None:
    told, body = exchanged(pieces, headers, method=method, status=status)
    assert told.get("content-encoding") == headers.get("content-encoding")
    assert body == b"".join(pieces)


def test_a_response_that_could_be_compressed_varies_also_where_it_is_not() -> None:
    assert exchanged([b"short"], {"content-type": "text/html"}, "")[0]["vary"] == "Accept-Encoding"
    told, _ = exchanged([b""], {"content-type": "text/html", "vary": "Accept"}, method="HEAD")
    assert told["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("GZIP ; q=1", "gzip"),
        ("br;q=x", ""),
        ("zstd", ""),
    ],
)
def test_the_client_chooses(accepted: str, encoding: str) -> None:
    assert chosen(accepted) == encoding


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        ("text/html; charset=utf-8", True),
        ("application/sparql-results+json", True),
        ("application/rdf+xml", True),
        ("application/n-triples", True),
        ("application/trig", True),
        ("image/svg+xml", True),
        ("image/png", False),
        ("font/woff2", False),
        ("application/zip", False),
        ("", False),
    ],
)
def test_texts_are_known_by_their_media_type(media_type: str, text: bool) -> None:
    assert is_text(media_type) is text
