"""A request as a visit to a page."""

from __future__ import annotations

from starlette.requests import Request

from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.service import service_of
from bizgraph.serve.web.languages import language_of


def visit_of(request: Request) -> Visit:
    """Return what of a request a page needs."""
    asked = tuple((name, value) for name, value in request.query_params.multi_items() if name != "lang")
    return Visit(
        request.url.path,
        language_of(request),
        service_of(request).root(request),
        asked,
        dict(request.path_params),
        "lang" in request.query_params,
    )
