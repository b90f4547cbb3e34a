from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bizgraph.serve.logs import OneLine, printable
from bizgraph.serve.web.access import Access

FORMATTER = OneLine("%(message)s")


def line(caplog: pytest.LogCaptureFixture, *, queries: bool, method: str = "POST", **scope: Any) -> str:
    """Return the line that is written for a request."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"12345", "more_body": False})

    async def receive() -> Any:
        return {"type": "http.request", "body": b"query=%E5%91%A8+13912345678", "more_body": False}

    async def send(_: Any) -> None:
        return

    whole = {
        "type": "http",
        "method": method,
        "client": ("203.0.113.7", 1),
        "raw_path": b"/sparql",
        "query_string": b"lang=zh&phone=139%201234%205678",
        **scope,
    }
    logging.getLogger("bizgraph.access").propagate = True
    with caplog.at_level(logging.INFO, "bizgraph.access"):
        asyncio.run(Access(application, queries=queries)(whole, receive, send))
    return FORMATTER.format(caplog.records[-1])


def test_what_was_asked_is_not_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    said = line(caplog, queries=False)
    assert said.startswith("203.0.113.7 POST /sparql 200 5 ")
    assert said.endswith("ms")
    assert len(said.split()) == 6


def test_where_it_is_wanted_telephone_numbers_are_left_out(caplog: pytest.LogCaptureFixture) -> None:
    said = line(caplog, queries=True)
    assert "lang=zh&phone=************* | query=周 ***********" in said


def test_no_path_begins_a_new_line_or_steers_a_terminal(caplog: pytest.LogCaptureFixture) -> None:
    said = line(caplog, queries=True, raw_path=b"/a%0A/\x1b[2J\xff/13912345678", query_string=b"a=%0A%1B[2J")
    assert said.isprintable()
    assert "13912345678" not in said


def test_head_sends_no_bytes(caplog: pytest.LogCaptureFixture) -> None:
    assert line(caplog, queries=False, method="HEAD").split()[4] == "0"


def test_printable() -> None:
    assert printable("营商 ok") == "营商 ok"
    assert printable("a\nb\u202e\ud800") == "a\\nb\\u202e\\ud800"
