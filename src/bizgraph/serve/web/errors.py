"""What went wrong, told in the form in which the answer was asked for."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bizgraph.errors import BizgraphError
from bizgraph.serve.errors import BrokenOffError, RefusedError
from bizgraph.serve.pages.failing import failing_page
from bizgraph.serve.web.languages import language_of
from bizgraph.serve.web.problems import PROBLEM, wants_problem

_FAILED: Final = RefusedError(500, "the server failed at this request; its log says why")
_log = logging.getLogger(__name__)
Handler = Callable[[Request, Any], Awaitable[Response]]


async def refused(request: Request, error: BizgraphError) -> Response:
    """Answer with an error of the project's own."""
    known = error if isinstance(error, RefusedError) else RefusedError(400, str(error))
    return _told(request, known)


async def http(request: Request, error: HTTPException) -> Response:
    """Answer with an error that the framework found: no such address, no such method."""
    return _told(request, RefusedError(error.status_code, error.detail, error.headers))


def _told(request: Request, error: RefusedError) -> Response:
    headers = {"Cache-Control": "no-store", **error.headers}
    path = request.url.path
    for_programs = path.startswith(("/sparql", "/graphs", "/dataset", "/.well-known"))
    if path.startswith("/api") or (for_programs and wants_problem(request)):
        title = HTTPStatus(error.status).phrase
        problem: dict[str, object] = {"title": title, "status": error.status, "detail": str(error)}
        if error.candidates:
            problem["candidates"] = [{"label": label, "iri": iri} for label, iri in error.candidates]
        return JSONResponse(problem, error.status, headers, PROBLEM)
    if for_programs or "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(f"{error}\n", error.status, headers)
    return failing_page(error, language_of(request), headers)


class Telling:
    """Answers with an error where there is no answer yet; an answer that has begun is broken off."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. Raises BrokenOffError where half the answer is out."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except BrokenOffError:
            raise
        except Exception as error:
            if not isinstance(error, BizgraphError):
                _log.exception("a request failed")
            if begun:
                raise BrokenOffError from error
            known = error if isinstance(error, BizgraphError) else _FAILED
            response = await refused(Request(scope), known)
            await response(scope, receive, sending)


HANDLERS: Final[Mapping[Any, Handler]] = {BizgraphError: refused, HTTPException: http}
