"""A job's reply as a response of HTTP: conditional, streamed, and named by what it was made from."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bizgraph.fingerprint import ontology_digest, program_digest
from bizgraph.resources import queries_dir
from bizgraph.serve.errors import BrokenOffError, RefusedError
from bizgraph.serve.pages.rendering import STATIC
from bizgraph.serve.service import service_of
from bizgraph.serve.work.arriving import Arriving
from bizgraph.serve.work.frames import Job, packed
from bizgraph.serve.work.pool import Pool
from bizgraph.serve.work.reply import Head, Reply

_VARIES: Final = "Accept, Accept-Language"
_log = logging.getLogger(__name__)


async def reply(
    request: Request, pool: Pool, function: Callable[..., Reply], *arguments: Any, lasting: bool = True
) -> Response:
    """Have a worker call the function, and return its reply.

    One graph gives one reply to one job, so the name of both is its ETag: who has it already gets 304
    without work, and short ones are kept. Not so where it is not `lasting`, for instance since it tells the
    time, or where the source has no version. Raises RefusedError.
    """
    job = packed(Job(function, arguments))
    kept = service_of(request).kept
    lasting = lasting and bool(pool.version)
    if lasting:
        tag = etag(pool.version, job)
        if _is_known(request, tag):
            return Response(status_code=304, headers={**_caching(tag), "Vary": _VARIES})
        if (known := kept.get(tag)) is not None:
            return _whole(*known, tag)
    arriving = await pool.run(job, request.client.host if request.client else "")
    head = await arriving.begun()
    tag = etag(arriving.version, job) if lasting and head.status == 200 else ""
    body = arriving.whole()
    if body is None and request.method != "HEAD":
        return _Streamed(arriving, head, tag)
    arriving.close()
    if body is None:
        bodiless = Response(None, head.status, _headers(head, tag), head.media_type)
        del bodiless.headers["content-length"]  # how long it would be is not known yet
        return bodiless
    if tag:
        kept.put(tag, head, body)
    return _whole(head, body, tag)


def etag(version: str, job: bytes) -> str:
    """Return the name of a reply: weak, since compression may change its bytes."""
    digest = hashlib.sha256(f"{_program()}\n{version}\n".encode())
    digest.update(job)
    return f'W/"{digest.hexdigest()[:32]}"'


@cache
def _program() -> str:
    """Return a name for all that replies are made with: the code, the words, the templates, the queries."""
    digest = hashlib.sha256(f"{program_digest()}\n{ontology_digest()}\n".encode())
    for folder in (STATIC.parent, queries_dir()):
        for path in sorted(
            path for path in folder.rglob("*") if path.suffix in (".html", ".css", ".js", ".rq")
        ):
            digest.update(path.read_bytes())
    return digest.hexdigest()


class _Streamed(Response):
    """A reply that is sent while it arrives."""

    def __init__(self, arriving: Arriving, head: Head, tag: str) -> None:
        self.status_code = head.status
        self.media_type = head.media_type
        self.background = None
        headers = _headers(head, tag)
        if arriving.done:
            headers["Content-Length"] = str(arriving.length)
        self.init_headers(headers)
        self._arriving = arriving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the reply. Raises BrokenOffError where its rest does not come."""
        del scope, receive
        try:
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            async for piece in self._arriving.body():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except RefusedError as error:
            _log.warning("an answer broke off: %s", error)
            raise BrokenOffError from error
        finally:
            self._arriving.close()


def _whole(head: Head, body: bytes, tag: str) -> Response:
    return Response(body, head.status, _headers(head, tag), head.media_type)


def _headers(head: Head, tag: str) -> dict[str, str]:
    return {**_caching(tag), **head.headers}


def _caching(tag: str) -> Mapping[str, str]:
    return {"ETag": tag, "Cache-Control": "no-cache"} if tag else {"Cache-Control": "no-store"}


def _is_known(request: Request, tag: str) -> bool:
    """Tell whether the client has this reply; `*` says that it has some, and is not asked by any."""
    if request.method not in ("GET", "HEAD"):
        return False
    asked = request.headers.get("if-none-match", "")
    return tag.removeprefix("W/") in {each.strip().removeprefix("W/") for each in asked.split(",")}
