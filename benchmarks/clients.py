"""Clients that ask an endpoint, each its next query once it has the answer to the last; run by endpoints.py.

Reads what to do from standard input and writes what happened to standard output, both JSON. It is a process
of its own, on plain sockets, so that it measures the endpoint and not itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from httptools import HttpResponseParser

_ACCEPT: Final = "application/sparql-results+json"
_PIECE: Final = 1 << 18


@dataclass
class Outcome:
    """What came of one request: the query, seconds until the answer was whole, what is wrong with it."""

    query: str
    seconds: float
    fault: str = ""


@dataclass
class Work:
    """What clients are to do: ask `queries` (text by name), for some seconds, or each once where it is 0.

    `right` are the rows that are right, by name; an answer takes at most `patience` seconds.
    """

    url: str
    queries: dict[str, str]
    right: dict[str, list[list[str]]]
    clients: int = 1
    seconds: float = 0.0
    patience: float = 10.0
    checked: dict[tuple[str, int], str] = field(default_factory=dict)

    def fault(self, name: str, status: int, body: bytes) -> str:
        """Say what is wrong with an answer; the same bytes are looked at once."""
        if status != 200:
            return f"status {status}"
        key = name, hash(body)
        if key not in self.checked:
            self.checked[key] = _compared(body, self.right[name])
        return self.checked[key]


class Response:
    """A response as it comes in."""

    def __init__(self) -> None:
        self.body = bytearray()
        self.whole = False

    def on_body(self, data: bytes) -> None:
        self.body += data

    def on_message_complete(self) -> None:
        self.whole = True


def rows_of(results: dict[str, Any]) -> list[list[str]]:
    """Return the rows of SPARQL results such that they can be compared, whatever wrote them.

    The order of rows, and of parts that GROUP_CONCAT joins, is not told by SPARQL; a number may be written
    in several ways.
    """
    if "boolean" in results:
        return [[str(results["boolean"])]]
    names = results["head"]["vars"]
    return sorted([_plain(row.get(name)) for name in names] for row in results["results"]["bindings"])


def _plain(term: dict[str, str] | None) -> str:
    if term is None or term["type"] == "bnode":
        return ""
    value = term["value"]
    with contextlib.suppress(ValueError):
        return f"{float(value):.6g}"
    return {"true": "1", "false": "0"}.get(value) or "、".join(sorted(value.split("、")))


def _compared(body: bytes, right: list[list[str]]) -> str:
    try:
        rows = rows_of(json.loads(body))
    except (ValueError, KeyError):
        return "no results"
    return "" if rows == right else f"{len(rows)} rows, {len(right)} are right"


async def run(work: Work) -> list[Outcome]:
    """Have all clients work, and return what came of each request."""
    end = time.perf_counter() + work.seconds if work.seconds else None
    done = await asyncio.gather(*(_client(work, number, end) for number in range(work.clients)))
    return [outcome for outcomes in done for outcome in outcomes]


async def _client(work: Work, number: int, end: float | None) -> list[Outcome]:
    outcomes: list[Outcome] = []
    connection = None
    for name in _order(list(work.queries), number, endless=end is not None):
        if end is not None and time.perf_counter() >= end:
            break
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(work.patience):
                connection = connection or await asyncio.open_connection(*_place(work.url))
                status, body, lasts = await _ask(*connection, work.url, work.queries[name])
            taken = time.perf_counter() - begun
            fault = work.fault(name, status, body)
        except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
            taken, fault, lasts = time.perf_counter() - begun, type(error).__name__, False
        outcomes.append(Outcome(name, taken, fault))
        if connection is not None and not lasts:
            connection[1].close()
            connection = None
        if end is None and fault == "TimeoutError":
            break  # the endpoint is still busy with it: what follows would be measured wrongly
    return outcomes


def _order(names: list[str], seed: int, *, endless: bool) -> Iterator[str]:
    order = random.Random(seed)
    while True:
        yield from order.sample(names, len(names)) if endless else names
        if not endless:
            return


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or 80


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, url: str, query: str
) -> tuple[int, bytes, bool]:
    """Return status and body of an answer, and whether the connection lasts."""
    parts = urlsplit(url)
    body = urlencode({"query": query}).encode()
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {_ACCEPT}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    response = Response()
    parser = HttpResponseParser(response)
    while not response.whole:
        data = await reader.read(_PIECE)
        if not data:
            raise asyncio.IncompleteReadError(b"", None)
        parser.feed_data(data)
    return parser.get_status_code(), bytes(response.body), parser.should_keep_alive()


if __name__ == "__main__":
    print(json.dumps([asdict(outcome) for outcome in asyncio.run(run(Work(**json.load(sys.stdin))))]))
