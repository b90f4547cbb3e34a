"""The addresses of things: HTML for people, RDF for machines."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bizgraph.serve.errors import RefusedError
from bizgraph.serve.linked.answering import answer_thing
from bizgraph.serve.linked.naming import RAW
from bizgraph.serve.linked.vocabulary import answer_ontology
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.pages.visiting import visit_of
from bizgraph.serve.service import service_of
from bizgraph.serve.sparql.formats import GRAPHS, HTML, chosen, unavailable
from bizgraph.serve.web.negotiation import Chosen
from bizgraph.serve.web.replying import reply
from bizgraph.serve.work.reply import Reply

_OFFERS: Final = (HTML, *GRAPHS)
_THINGS: Final = b"/id/"


async def thing(request: Request) -> Response:
    """Show the thing under the base of the graph's identifiers whose IRI ends as the address does."""
    visit = visit_of(request)
    raw = request.scope.get("raw_path") or b""
    sent = raw.partition(_THINGS)[2].decode("ascii", "replace")
    return await _answer(request, answer_thing, replace(visit, parts={**visit.parts, RAW: sent}))


async def resource(request: Request) -> Response:
    """Show any thing of the graph, by its IRI or by a prefix and a name."""
    return await _answer(request, answer_thing, visit_of(request))


async def ontology(request: Request) -> Response:
    """Show the vocabulary."""
    return await _answer(request, answer_ontology, visit_of(request))


async def _answer(request: Request, function: Callable[..., Reply], visit: Visit) -> Response:
    accept = ", ".join(request.headers.getlist("accept")) or None
    form: Chosen | None = chosen(visit.value("format"), accept, _OFFERS)
    if form is None:
        raise RefusedError(406, unavailable(_OFFERS), {"Vary": "Accept"})
    return await reply(request, service_of(request).questions, function, visit, form)


Endpoint = Callable[[Request], Awaitable[Response]]
_ENDPOINTS: Final[tuple[tuple[str, Endpoint], ...]] = (
    ("/id/{rest:path}", thing),
    ("/resource", resource),
    ("/ontology", ontology),
)
ROUTES: Final[tuple[BaseRoute, ...]] = tuple(
    Route(path, endpoint, methods=["GET"]) for path, endpoint in _ENDPOINTS
)
