"""Connections that are slow or make no sense, on a server of one small application."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from bizgraph.serve.errors import BrokenOffError
from bizgraph.serve.web import connections
from bizgraph.serve.web.connections import Connection

Scene = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
ENDLESS = b"x" * 1_000_000


class Application:
    """Sends what the path says; remembers whether it was cancelled."""

    def __init__(self) -> None:
        self.cancelled = asyncio.Event()
        self.asked = ("", b"")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked = scope["path"], scope["query_string"]
        if scope["path"] == "/wait":
            try:
                await asyncio.sleep(600)
            except asyncio.CancelledError:
                self.cancelled.set()
                raise
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first", "more_body": scope["path"] != "/"})
        if scope["path"] == "/half":
            raise BrokenOffError
        while scope["path"] == "/endless":
            await send({"type": "http.response.body", "body": ENDLESS, "more_body": True})


@contextlib.asynccontextmanager
async def listening(application: Application, most: int) -> AsyncIterator[tuple[int, ServerState]]:
    config = uvicorn.Config(application, lifespan="off", log_config=None, ws="none")
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(config=config, server_state=state, app_state={}, most=most), "127.0.0.1", 0
    )

    async def look() -> None:
        while True:
            await asyncio.sleep(0.02)
            for each in list(state.connections):
                assert isinstance(each, Connection)
                each.look()

    looking = asyncio.create_task(look())
    yield server.sockets[0].getsockname()[1], state
    looking.cancel()
    server.close()


def meet(scene: Scene, application: Application | None = None, most: int = 10) -> None:
    async def whole() -> None:
        async with listening(application or Application(), most) as (port, state):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            async with asyncio.timeout(30):
                await scene(reader, writer)
                writer.close()
                while state.connections:
                    await asyncio.sleep(0.01)

    asyncio.run(whole())


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(connections, "STUCK_SECONDS", 0.3)
    monkeypatch.setattr(connections, "LINGER_SECONDS", 0.3)


@pytest.mark.parametrize("begun", [b"", b"G", b"GET / HTTP/1.1\r\nHost: x\r\n", b"\r\n"])
def test_a_head_that_does_not_come_is_given_up(begun: bytes) -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(begun)
        assert (await reader.read()).startswith(b"HTTP/1.1 408 ")

    meet(scene)


def test_a_head_that_drips_is_given_up_also_behind_a_first_request() -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await reader.readuntil(b"0\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
        told = asyncio.create_task(reader.readuntil(b" 408 "))
        writer.write(b"GET /")
        while not told.done():
            writer.write(b"a")
            await asyncio.sleep(0.02)
        assert await told

    meet(scene)


@pytest.mark.parametrize(
    "sent",
    [
        b"\0\1\2\3",
        b"GET\r\n\r\n",
        b"HELLO / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: magic\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
        b"GET / HTTP/1.1\r\nHo st: x\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_request_is_refused_and_the_connection_closed(sent: bytes) -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        told = await reader.read()
        assert told.startswith(b"HTTP/1.1 400 ")
        assert b"Content-Security-Policy: " in told

    meet(scene)


def test_a_head_without_end_is_refused() -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"a" * 200_000)
        assert b"HTTP/1.1 431 " in await reader.read()

    meet(scene)


def test_an_answer_that_is_not_fetched_is_cut() -> None:
    async def scene(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        writer.write(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.sleep(1)
        writer.transport.resume_reading()  # type: ignore[attr-defined]

    meet(scene)


@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
def test_an_answer_that_breaks_off_ends_in_a_reset(version: bytes) -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET /half HTTP/%b\r\nHost: x\r\n\r\n" % version)
        with pytest.raises(ConnectionResetError):
            await reader.read()

    meet(scene)


def test_work_for_a_client_that_leaves_is_cancelled() -> None:
    application = Application()

    async def scene(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.sleep(0.05)
        writer.close()
        await application.cancelled.wait()

    meet(scene, application)


def test_one_connection_too_many_is_told_to_come_again() -> None:
    async def scene(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        told = await reader.read()
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After: " in told

    meet(scene, most=0)


def test_an_address_may_be_sent_as_it_was_typed() -> None:
    application = Application()

    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):  # also by a later request of the connection
            writer.write("GET /?words=告知 HTTP/1.1\r\nHost: x\r\nX-From: 区\r\n\r\n".encode())
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            await reader.readuntil(b"first\r\n0\r\n\r\n")
            assert application.asked == ("/", b"words=%E5%91%8A%E7%9F%A5")

    meet(scene, application)


def test_a_body_that_comes_after_the_answer_is_taken_as_it_is() -> None:
    application = Application()

    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        body = "责任单位".encode()
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body))
        await reader.readuntil(b"first\r\n0\r\n\r\n")
        writer.write(body)
        await writer.drain()
        await asyncio.sleep(0.05)  # the head that follows is read by itself
        writer.write(b"GET /?next HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        await reader.readuntil(b"first\r\n0\r\n\r\n")
        assert application.asked == ("/", b"next")

    meet(scene, application)
