"""The JSON API: an application of its own, with its description."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bizgraph.questions.saved import saved_queries
from bizgraph.rdf.provenance import program_version
from bizgraph.serve.api import schemas
from bizgraph.serve.api.docs import docs_page
from bizgraph.serve.api.document import openapi_in
from bizgraph.serve.api.endpoints import ENDPOINTS, ROWS, Handler, saved
from bizgraph.serve.api.problems import METHODS, invalid, not_allowed
from bizgraph.serve.errors import RefusedError
from bizgraph.serve.pages.visiting import visit_of
from bizgraph.serve.service import Service
from bizgraph.serve.web.errors import HANDLERS
from bizgraph.serve.web.languages import language_of
from bizgraph.serve.web.preflight import preflight

_TEXT: Final = {"schema": {"type": "string"}}
_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": schemas.Problem, "description": "A parameter is wrong."},
    404: {"model": schemas.Problem, "description": "Nothing has this name, or several things have."},
    503: {"model": schemas.Problem, "description": "The server is busy."},
    504: {"model": schemas.Problem, "description": "It took too long."},
    507: {"model": schemas.Problem, "description": "The answer is too large."},
}


def api(service: Service) -> tuple[BaseRoute, ...]:
    """Return the addresses of the API of a service: an application of its own below `/api`."""
    app = FastAPI(
        title="bizgraph",
        version=program_version(),
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    handlers: dict[Any, Any] = {**HANDLERS, RequestValidationError: invalid, 405: not_allowed}
    for error, handler in handlers.items():
        app.add_exception_handler(error, handler)
    for path, endpoint, model, forms in ENDPOINTS:
        _add(app, path, endpoint.__name__, endpoint, model, forms)
    for name, query in saved_queries().items():
        _add(app, f"/queries/{name}", f"query_{name.replace('-', '_')}", saved(query), schemas.Answer, ROWS)
    documents = {language: openapi_in(app, language) for language in ("zh", "en")}

    async def openapi(request: Request) -> Response:
        return JSONResponse(documents[language_of(request)], headers={"Vary": "Accept-Language"})

    async def docs(request: Request) -> Response:
        visit = visit_of(request)
        return HTMLResponse(docs_page(documents[visit.language], visit), headers={"Vary": "Accept-Language"})

    app.add_route("/openapi.json", openapi)
    app.add_route("/docs", docs)
    app.add_route("/queries/{name}", _unknown)
    return (
        Route("/api{rest:path}", preflight(METHODS), methods=["OPTIONS"]),
        Route("/api", RedirectResponse("/api/docs")),
        Mount("/api", app),
    )


def _add(
    app: FastAPI, path: str, name: str, endpoint: Handler, model: Any, forms: tuple[str, ...] = ()
) -> None:
    """Add an endpoint; `forms` are the media types it answers in beside JSON."""
    answered = {"model": model, "content": dict.fromkeys(forms, _TEXT)}
    described: dict[int | str, dict[str, Any]] = {200: answered, **_PROBLEMS}
    app.add_api_route(path, endpoint, methods=["GET"], operation_id=name, responses=described)
    app.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


async def _unknown(request: Request) -> Response:
    name = request.path_params["name"]
    near = get_close_matches(name, saved_queries(), n=5)
    raise RefusedError(
        404,
        f"no saved question is called {name!r}; /api/queries lists them",
        candidates=tuple((each, "") for each in near),
    )
