"""What a request may be: well-formed, not too large, and sent in time."""

from __future__ import annotations

import asyncio
import re
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bizgraph.serve.errors import RefusedError

URL_BYTES: Final = 32 * 1024
HEADER_BYTES: Final = 32 * 1024
BODY_BYTES: Final = 2 * 1024 * 1024
BODY_SECONDS: Final = 20.0
_HOST: Final = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_.-]{0,253})|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.I)


class Bounded:
    """Refuses requests that no honest client makes, before anything is done for them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. Raises RefusedError for one that is refused, also while its body is read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        check_address(scope["raw_path"], scope["query_string"])
        check_headers(headers, scope["http_version"])
        await self._app(scope, _Body(receive, headers).receive, send)


def check_address(path: bytes, query: bytes) -> None:
    """Raise RefusedError where an address is too long, or is not UTF-8 behind its percent signs."""
    if len(path) + len(query) > URL_BYTES:
        raise RefusedError(414, f"the address is longer than {URL_BYTES:,} bytes; send long queries by POST")
    for name, part in (("path", path), ("query string", query)):
        try:
            text = unquote_to_bytes(part).decode()
        except UnicodeDecodeError:
            raise RefusedError(400, f"the {name} of the address is not UTF-8") from None
        if "\0" in text:
            raise RefusedError(400, f"the {name} of the address holds a NUL character")


def check_headers(headers: Headers, http_version: str = "1.1") -> None:
    """Raise RefusedError where the headers are too long, or say what this server does not do."""
    if sum(len(name) + len(value) + 4 for name, value in headers.raw) > HEADER_BYTES:
        raise RefusedError(431, f"the headers are longer than {HEADER_BYTES:,} bytes")
    hosts = headers.getlist("host")
    if len(hosts) > 1 or (hosts and not _HOST.fullmatch(hosts[0])) or (not hosts and http_version == "1.1"):
        raise RefusedError(400, "the Host header is not the name of a server")
    if headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
        raise RefusedError(415, "the body is compressed; send it as it is", {"Accept-Encoding": "identity"})
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()):
        raise RefusedError(400, "Content-Length is not a number")
    if len(length) > 18 or int(length) > BODY_BYTES:
        raise _too_long()


class _Body:
    """The body of a request as it comes in, which has to end in time and in size."""

    def __init__(self, receive: Receive, headers: Headers) -> None:
        self._receive = receive
        self._awaited = "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
        self._size = 0
        self._end = 0.0

    async def receive(self) -> Message:
        """Return the next message about the request."""
        if not self._awaited:
            return await self._receive()
        if not self._end:
            self._end = asyncio.get_running_loop().time() + BODY_SECONDS
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError:
            raise RefusedError(
                408, f"the body of the request did not come within {BODY_SECONDS:g} seconds"
            ) from None
        self._size += len(message.get("body", b""))
        self._awaited = bool(message.get("more_body"))
        if self._size > BODY_BYTES:
            raise _too_long()
        return message


def _too_long() -> RefusedError:
    return RefusedError(413, f"the body is longer than {BODY_BYTES:,} bytes")
