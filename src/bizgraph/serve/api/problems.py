"""Errors that the framework finds at the API, told as all its errors are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bizgraph.serve.errors import RefusedError
from bizgraph.serve.web.errors import http, refused

METHODS: Final = ("GET", "HEAD", "OPTIONS")


async def invalid(request: Request, error: RequestValidationError) -> Response:
    """Answer where parameters are not what the endpoint takes; 404 where the last part of the path is not."""
    found = error.errors()
    status = 404 if any(each["loc"][0] == "path" for each in found) else 400
    return await refused(request, RefusedError(status, "; ".join(dict.fromkeys(map(_said, found)))))


async def not_allowed(request: Request, error: HTTPException) -> Response:
    """Answer to a method that changes things."""
    del error
    allowed = {"Allow": ", ".join(METHODS)}
    return await http(
        request, HTTPException(405, f"{request.method}: the API only answers questions", allowed)
    )


def _said(error: Mapping[str, Any]) -> str:
    name = ".".join(str(part) for part in error["loc"][1:])
    if error["type"] == "extra_forbidden":
        return f"there is no parameter {name!r} here; /api/docs lists those there are"
    return f"{name}: {error['msg'].removeprefix('Value error, ')}"
