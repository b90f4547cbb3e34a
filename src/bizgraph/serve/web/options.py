"""OPTIONS for every address, so that scripts of other sites may ask what they may do there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from bizgraph.serve.web.preflight import preflight

_ORDER: Final = ("GET", "HEAD", "POST", "OPTIONS")


class Options:
    """Answers OPTIONS where an endpoint does not do it itself."""

    def __init__(self, app: ASGIApp, *, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "OPTIONS":
            await self._app(scope, receive, send)
            return
        methods = set(self._methods(scope))
        if not methods or "OPTIONS" in methods:
            await self._app(scope, receive, send)
            return
        allowed = [each for each in _ORDER if each in methods | {"OPTIONS"}]
        response = await preflight(allowed)(Request(scope))
        await response(scope, receive, send)

    def _methods(self, scope: Scope) -> Iterable[str]:
        for route in self._routes:
            if route.matches(scope)[0] is not Match.NONE:
                yield from getattr(route, "methods", None) or ("GET", "HEAD")
