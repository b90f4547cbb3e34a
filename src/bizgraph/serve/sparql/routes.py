"""The addresses of the SPARQL endpoint: the protocol, the graph store, and what describes both."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bizgraph.serve.errors import RefusedError
from bizgraph.serve.service import service_of
from bizgraph.serve.sparql.asked import Asked, asked, form_of, iri, pairs_of, values
from bizgraph.serve.sparql.describing import catalogue, service_description, void
from bizgraph.serve.sparql.formats import GRAPHS, HTML, RESULTS, chosen, unavailable
from bizgraph.serve.sparql.graphs import send_graph
from bizgraph.serve.sparql.queries import answer_query, lasts
from bizgraph.serve.web.negotiation import Chosen
from bizgraph.serve.web.preflight import preflight
from bizgraph.serve.web.problems import wants_problem
from bizgraph.serve.web.replying import reply
from bizgraph.serve.work.reply import Reply

Endpoint = Callable[[Request], Awaitable[Response]]
_READS: Final = ("GET", "HEAD")
_NO_QUERY: Final = (
    "this request holds no query: send one by GET as query=…, or by POST; "
    "without a query, this address describes the endpoint in RDF"
)


async def sparql(request: Request) -> Response:
    """Answer a query, or describe the endpoint where there is none."""
    wanted = await asked(request)
    accept = _accept(request)
    if request.method in _READS and not wanted.form and _is_for_people(accept):
        return _varying(RedirectResponse(_editor(request), 303))
    if wanted.query is None:
        return await _described(request, wanted, accept)
    arguments = (
        wanted.query,
        f"{_root(request)}/sparql",
        wanted.default_graphs,
        wanted.named_graphs,
        *_formats(wanted.form, accept),
        wants_problem(request),
        service_of(request).settings.services,
    )
    lasting = request.method in _READS and lasts(wanted.query)
    return _varying(
        await reply(request, service_of(request).queries, answer_query, *arguments, lasting=lasting)
    )


async def graph_store(request: Request) -> Response:
    """Send one graph, or the union of all, by the SPARQL 1.1 Graph Store HTTP Protocol."""
    pairs = pairs_of(request)
    names, default = values(pairs, "graph"), values(pairs, "default")
    if len(names) + len(default) != 1:
        raise RefusedError(400, "name one graph: /graphs?graph=IRI, or /graphs?default for all together")
    name = iri(names[0], "graph") if names else None
    form = _graph_form(request)
    return _varying(await reply(request, service_of(request).queries, send_graph, name, form))


async def void_description(request: Request) -> Response:
    """Describe the graph in VoID, by counts of what it holds."""
    return await _description(request, void)


async def dataset_description(request: Request) -> Response:
    """Describe the graph and its downloads in DCAT."""
    return await _description(request, catalogue)


async def _description(request: Request, function: Callable[..., Reply]) -> Response:
    pairs = pairs_of(request)
    if not form_of(pairs) and _is_for_people(_accept(request)):
        return _varying(RedirectResponse("/downloads", 303))
    service = service_of(request)
    return _varying(await reply(request, service.queries, function, _root(request), _graph_form(request)))


async def _described(request: Request, wanted: Asked, accept: str | None) -> Response:
    """Return the description of the service to who reads it without a query."""
    form = chosen(wanted.form, accept, GRAPHS)
    if request.method == "POST" or "query" in request.query_params or form is None:
        raise RefusedError(400, _NO_QUERY)
    service = service_of(request)
    federated = bool(service.settings.services)
    return _varying(
        await reply(request, service.queries, service_description, _root(request), federated, form)
    )


def _root(request: Request) -> str:
    """Return the address of the server. Raises RefusedError where the request names it by no host."""
    return iri(service_of(request).root(request), "the address of this server")


def _formats(form: str, accept: str | None) -> tuple[Chosen | None, Chosen | None]:
    """Return the formats wanted of results and of graphs. Raises RefusedError where there is none."""
    results, graphs = chosen(form, accept, RESULTS), chosen(form, accept, GRAPHS)
    if results is None and graphs is None:
        raise RefusedError(406, unavailable((*RESULTS, *GRAPHS)), {"Vary": "Accept"})
    return results, graphs


def _graph_form(request: Request) -> Chosen:
    form = chosen(form_of(pairs_of(request)), _accept(request), GRAPHS)
    if form is None:
        raise RefusedError(406, unavailable(GRAPHS), {"Vary": "Accept"})
    return form


def _accept(request: Request) -> str | None:
    """Return what a client accepts; a header that comes several times is one list."""
    return ", ".join(request.headers.getlist("accept")) or None


def _is_for_people(accept: str | None) -> bool:
    """Whether a browser asks: HTML is wanted more than any data."""
    best = chosen("", accept, (*RESULTS, *GRAPHS, HTML))
    return best is not None and best.name == HTML.name


def _editor(request: Request) -> str:
    """Return the address at which people ask what this request asks."""
    pairs = [pair for pair in pairs_of(request) if pair[0] in ("query", "lang")]
    return f"/editor?{urlencode(pairs)}" if pairs else "/editor"


def _varying(response: Response) -> Response:
    response.headers.setdefault("Vary", "Accept")
    return response


def _open(path: str, endpoint: Endpoint, *methods: str) -> Route:
    """Return the route of an address, which also says what may be done there."""
    told = preflight((*methods, "OPTIONS"))

    async def answer(request: Request) -> Response:
        return await (told if request.method == "OPTIONS" else endpoint)(request)

    return Route(path, answer, methods=[*methods, "OPTIONS"])


ROUTES: Final[tuple[BaseRoute, ...]] = (
    _open("/sparql", sparql, "GET", "HEAD", "POST"),
    _open("/graphs", graph_store, *_READS),
    _open("/.well-known/void", void_description, *_READS),
    _open("/dataset", dataset_description, *_READS),
)
