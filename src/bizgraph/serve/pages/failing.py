"""The page that says that something cannot be shown, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import HTMLResponse

from bizgraph.serve.errors import RefusedError
from bizgraph.serve.pages.rendering import fill
from bizgraph.serve.pages.visit import Visit


def failing_page(error: RefusedError, language: str, headers: Mapping[str, str]) -> HTMLResponse:
    """Return the page for an error."""
    visit = Visit("/", language, "")
    return HTMLResponse(fill("failing.html", visit, error=error), error.status, headers)
