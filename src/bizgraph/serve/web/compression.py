"""Responses compressed for clients that ask for it: by Brotli, else by gzip."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping
from typing import Any, Final, Protocol

import brotli  # type: ignore[import-untyped]
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHORTEST: Final = 1024  # bytes of a body below which compression saves nothing
_ASIDE: Final = 32 * 1024  # bytes which are compressed in a thread, so that others need not wait
_TEXTS: Final = ("text/", "application/json", "application/javascript", "image/svg", "font/ttf")
_ENDS: Final = ("+json", "+xml", "/xml", "/n-triples", "/n-quads", "/trig", "/rdf+xml", "/turtle")
_NO_BODY: Final = (204, 206, 304)


class Compressor(Protocol):
    """Compresses a body piece by piece."""

    def add(self, data: bytes) -> bytes:
        """Take in a piece; return what is ready to be sent."""
        ...

    def end(self) -> bytes:
        """Return the rest."""
        ...


class Brotli:
    """Brotli, at the level where it is as fast as gzip and saves more."""

    def __init__(self) -> None:
        self._inner: Any = brotli.Compressor(quality=4)

    def add(self, data: bytes) -> bytes:
        """Take in a piece; return what is ready to be sent."""
        ready: bytes = self._inner.process(data)
        return ready

    def end(self) -> bytes:
        """Return the rest."""
        rest: bytes = self._inner.finish()
        return rest


class Gzip:
    """Gzip."""

    def __init__(self) -> None:
        self._inner = zlib.compressobj(5, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    def add(self, data: bytes) -> bytes:
        """Take in a piece; return what is ready to be sent."""
        return self._inner.compress(data)

    def end(self) -> bytes:
        """Return the rest."""
        return self._inner.flush()


ENCODINGS: Final[Mapping[str, type[Brotli] | type[Gzip]]] = {"br": Brotli, "gzip": Gzip}


def chosen(accepted: str) -> str:
    """Return the encoding that a client likes best, by its Accept-Encoding; empty where it likes none."""
    qualities: dict[str, float] = {}
    for each in accepted.lower().split(","):
        name, _, parameter = each.partition(";")
        key, _, value = parameter.partition("=")
        try:
            qualities[name.strip()] = float(value) if key.strip() == "q" else 1.0
        except ValueError:
            continue
    best = max(ENCODINGS, key=lambda name: qualities.get(name, qualities.get("*", 0.0)))
    return best if qualities.get(best, qualities.get("*", 0.0)) > 0 else ""


def is_text(media_type: str) -> bool:
    """Tell whether what has this media type gets shorter by compression."""
    plain = media_type.partition(";")[0].strip().lower()
    return plain.startswith(_TEXTS) or plain.endswith(_ENDS)


class Compression:
    """Compresses what a request is answered with."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Sending(scope, send).send)


class _Sending:
    """One response on its way out. Its head waits for the first piece of its body, which may be all."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._start: Message | None = None
        self._compressor: Compressor | None = None

    async def send(self, message: Message) -> None:
        """Send a message of the response."""
        if message["type"] == "http.response.start":
            if self._may_compress(message):
                self._start = message
            else:
                await self._send(message)
            return
        if self._start is not None:
            start, self._start = self._start, None
            message = await self._begun(start, message)
        elif self._compressor is not None:
            message = {**message, "body": await self._pressed(message)}
        if message["body"] or not message.get("more_body"):
            await self._send(message)

    def _may_compress(self, start: Message) -> bool:
        headers = MutableHeaders(scope=start)
        if "content-encoding" in headers or not is_text(headers.get("content-type", "")):
            return False
        headers.add_vary_header("Accept-Encoding")
        return start["status"] not in _NO_BODY and self._scope["method"] != "HEAD"

    async def _begun(self, start: Message, first: Message) -> Message:
        """Send the head; return the first piece as it is to be sent."""
        body, more = first.get("body", b""), first.get("more_body", False)
        encoding = chosen(Headers(scope=self._scope).get("accept-encoding", ""))
        if not encoding or (not more and len(body) < SHORTEST):
            await self._send(start)
            return {**first, "body": body}
        self._compressor = ENCODINGS[encoding]()
        pressed = await self._pressed(first)
        headers = MutableHeaders(scope=start)
        headers["Content-Encoding"] = encoding
        if more:
            del headers["Content-Length"]
        else:
            headers["Content-Length"] = str(len(pressed))
        if (tag := headers.get("etag", "")).startswith('"'):
            headers["ETag"] = f"W/{tag}"  # the bytes are others, the content is the same
        await self._send(start)
        return {**first, "body": pressed}

    async def _pressed(self, message: Message) -> bytes:
        body = message.get("body", b"")
        if len(body) > _ASIDE:
            return await asyncio.to_thread(self._press, body, message.get("more_body", False))
        return self._press(body, message.get("more_body", False))

    def _press(self, body: bytes, more: bool) -> bytes:
        assert self._compressor is not None
        ready = self._compressor.add(body) if body else b""
        return ready if more else ready + self._compressor.end()
