"""A connection of HTTP that waits for nobody: what does not come in time, or is not fetched, ends it."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bizgraph.serve.errors import BrokenOffError
from bizgraph.serve.web.access import write
from bizgraph.serve.web.headers import ALWAYS
from bizgraph.serve.web.limits import HEADER_BYTES, URL_BYTES

HEAD_SECONDS: Final = 10.0  # for the head of a request to come
STUCK_SECONDS: Final = 30.0  # for a piece of an answer to be fetched
LINGER_SECONDS: Final = 1.0  # for a client to read why it was refused, while it may still be sending
_PIECE: Final = 64 * 1024
_RESET: Final = struct.pack("ii", 1, 0)  # closing discards what is not sent, and the client sees a reset

_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")

Send = Callable[[Any], Awaitable[None]]


def _escaped(head: bytes) -> bytes:
    """Return the head of a request with the characters of its address escaped (RFC 3986, section 2.1).

    `curl 'http://…/api/ask?question=哪些举措'` sends them as they were typed. What is not UTF-8 stays.
    """
    line, mark, rest = head.partition(b"\r\n")
    with suppress(UnicodeDecodeError):
        line.decode()
        line = _BEYOND_ASCII.sub(lambda found: b"%%%02X" % found[0][0], line)
    return line + mark + rest


class Connection(HttpToolsProtocol):
    """A connection. `most` is how many there may be; `look` is to be called every second or so."""

    def __init__(self, *arguments: Any, most: int, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._most = most
        self._application = self.app
        self.app = self._answer
        self._answering: asyncio.Task[Any] | None = None
        self._head_since: float | None = None
        self._head_bytes = 0
        self._in_body = False
        self._stuck_since: float | None = None
        self._refused_since: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin."""
        super().connection_made(transport)
        self._head_since = self.loop.time()
        if len(self.connections) > self._most:
            self._refuse(503, "too many connections; try again in a few seconds", "Retry-After: 5\r\n")

    def connection_lost(self, error: Exception | None) -> None:
        """End, and with it the work for a client that is gone."""
        super().connection_lost(error)
        if self._answering is not None:
            self._answering.cancel()

    def data_received(self, data: bytes) -> None:
        """Take in a part of a request."""
        if self.transport.is_closing() or self._refused_since is not None:
            return
        if self._head_since is None and self._is_idle():
            self._head_since = self.loop.time()
        if self._head_since is not None and not self._head_bytes and not self._in_body:
            data = _escaped(data)  # what comes late of a body stays as it is, also after the answer
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_since is not None and self._head_bytes > URL_BYTES + HEADER_BYTES:
            self._refuse(431, "the address and headers of the request are too long")

    def on_headers_complete(self) -> None:
        """Begin to answer a request."""
        self._head_since = None
        self._head_bytes = 0
        self._in_body = True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Take in that a request is whole."""
        self._in_body = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request of HTTP."""
        del msg
        self._refuse(400, "this is no request of HTTP/1.1")

    def resume_writing(self) -> None:
        """Go on with an answer of which a piece was fetched."""
        self._stuck_since = None
        super().resume_writing()

    def look(self) -> None:
        """End the connection where the client has kept it waiting for too long."""
        now = self.loop.time()
        if self._refused_since is not None and now - self._refused_since > LINGER_SECONDS:
            self.transport.abort()
        elif self._head_since is not None and now - self._head_since > HEAD_SECONDS:
            if self._in_body:  # of a request that was refused before it was whole
                self.transport.close()
            else:
                self._refuse(408, f"the request did not come within {HEAD_SECONDS:g} seconds")
        if not self.transport.get_write_buffer_size():
            self._stuck_since = None
        elif self._stuck_since is None:
            self._stuck_since = now
        elif now - self._stuck_since > STUCK_SECONDS:
            self._cut()

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    async def _answer(self, scope: Any, receive: Any, send: Send) -> None:
        """Have the application answer; cut the connection where it breaks off."""
        self._answering = asyncio.current_task()

        async def sending(message: Any) -> None:
            body = message.get("body", b"")
            if len(body) <= _PIECE:
                await send(message)
                return
            for begin in range(0, len(body), _PIECE):
                more = begin + _PIECE < len(body) or message.get("more_body", False)
                await send({**message, "body": body[begin : begin + _PIECE], "more_body": more})

        try:
            await self._application(scope, receive, sending)
        except (BrokenOffError, asyncio.CancelledError):
            if self._refused_since is None:
                self._cut()
            self.cycle.disconnected = True
        finally:
            self._answering = None

    def _refuse(self, status: int, message: str, header: str = "") -> None:
        """Answer in few words, and close the connection once the client had time to read them."""
        if self.transport.is_closing() or self._refused_since is not None:
            return
        self._head_since = None
        self._refused_since = self.loop.time()
        client = self.client[0] if self.client else ""
        write(client, "", b"", str(status), len(message) + 1, 0.0, "")
        if self._is_idle() or not self.cycle.response_started:
            common = "".join(f"{name}: {value}\r\n" for name, value in ALWAYS.items())
            head = (
                f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{common}{header}"
                f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(message) + 1}\r\n"
                "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
            )
            self.transport.write(f"{head}{message}\n".encode("ascii"))
        if self._answering is not None:
            self._answering.cancel()
        self.transport.write_eof()

    def _cut(self) -> None:
        """Close the connection such that the client cannot take what it has for the whole."""
        connection = self.transport.get_extra_info("socket")
        if connection is not None and not self.transport.is_closing():
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.transport.abort()
