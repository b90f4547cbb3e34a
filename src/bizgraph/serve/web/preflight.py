"""Answers to OPTIONS: what may be done at an address, also for scripts of other sites (CORS)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response


def preflight(methods: Sequence[str]) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers OPTIONS where these methods are allowed."""
    allowed = ", ".join(methods)

    async def answer(_: Request) -> Response:
        return Response(
            status_code=204,
            headers={
                "Allow": allowed,
                "Access-Control-Allow-Methods": allowed,
                "Access-Control-Allow-Headers": "*, Authorization",
                "Access-Control-Max-Age": "86400",
            },
        )

    return answer
