"""One line for each request: who, what, how it ended. What was asked is left out, unless it is wanted."""

from __future__ import annotations

import logging
import time
from typing import Final
from urllib.parse import unquote_plus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bizgraph.source.telephones import redact

_log = logging.getLogger("bizgraph.access")
_LONGEST_ASKED: Final = 2_000  # characters of a query that are written
_LONGEST_READ: Final = 16 * 1024  # bytes of a body that are looked at for them
_LONGEST_PATH: Final = 500


class Access:
    """Writes the log; `queries` says that query strings and bodies go into it."""

    def __init__(self, app: ASGIApp, *, queries: bool = False) -> None:
        self._app = app
        self._queries = queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status, size, whole = 0, 0, False
        body = bytearray()

        async def sending(message: Message) -> None:
            nonlocal status, size, whole
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b"")) * (scope["method"] != "HEAD")
                whole = not message.get("more_body", False)
            await send(message)

        async def receiving() -> Message:
            message = await receive()
            if len(body) < _LONGEST_READ:
                body.extend(message.get("body", b"")[:_LONGEST_READ])
            return message

        try:
            await self._app(scope, receiving if self._queries else receive, sending)
        finally:
            asked = _asked(scope["query_string"], bytes(body)) if self._queries else ""
            write(
                scope["client"][0] if scope.get("client") else "",
                scope["method"],
                scope["raw_path"],
                str(status) if whole else f"{status}(cut)" if status else "(left)",
                size,
                time.perf_counter() - begun,
                asked,
            )


def write(client: str, method: str, path: bytes, status: str, size: int, seconds: float, asked: str) -> None:
    """Write the line of a request; `path` as it came, `size` the bytes of the body that was sent."""
    place = redact(path[:_LONGEST_PATH].decode("ascii", "backslashreplace")) or "-"
    rest = f" {asked}" if asked else ""
    _log.info(
        "%s %s %s %s %d %.1fms%s", client or "-", method or "-", place, status, size, 1000 * seconds, rest
    )


def _asked(query_string: bytes, body: bytes) -> str:
    """Return what was asked, readable, on one line, and without telephone numbers."""
    parts = (unquote_plus(part.decode("utf-8", "replace")) for part in (query_string, body) if part)
    return redact(" | ".join(parts))[:_LONGEST_ASKED]
