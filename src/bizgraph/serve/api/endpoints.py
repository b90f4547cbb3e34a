"""What answers requests to the API: it takes what was checked, and has a worker answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, Literal, TypeAlias

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from bizgraph.questions.saved import SavedQuery
from bizgraph.serve.api import answers, parameters, schemas
from bizgraph.serve.api.telling import Telling
from bizgraph.serve.errors import RefusedError
from bizgraph.serve.service import service_of
from bizgraph.serve.web.languages import language_of
from bizgraph.serve.web.replying import reply
from bizgraph.serve.work.reply import Reply

Handler: TypeAlias = Callable[..., Awaitable[Response]]
Analysis: TypeAlias = Literal["models", "alike", "indicators", "load", "functions", "between"]


async def _reply(
    request: Request, function: Callable[..., Reply], asked: parameters.Asked, *arguments: object
) -> Response:
    """Have a worker answer what was asked, told as it was asked for."""
    service = service_of(request)
    name = request.url.path.rpartition("/")[2]
    telling = Telling(getattr(asked, "format", "json"), language_of(request), name, service.root(request))
    return await reply(request, service.questions, function, telling, *arguments)


def _of(asked: parameters.Asked, *names: str) -> dict[str, str]:
    """Return some of what was asked, by name."""
    return {name: getattr(asked, name) for name in names}


async def ask(request: Request, asked: Annotated[parameters.Ask, Query()]) -> Response:
    """Answer a question in words."""
    return await _reply(request, answers.ask, asked, asked.question, asked.lang)


async def search(request: Request, asked: Annotated[parameters.Search, Query()]) -> Response:
    """Find statements by words."""
    only = _of(asked, "kind", "region", "indicator", "document")
    return await _reply(request, answers.search, asked, asked.words, asked.limit, only)


async def discover(request: Request, asked: Annotated[parameters.Discover, Query()]) -> Response:
    """Find what other places do."""
    wanted = _of(asked, "region", "indicator", "gap", "need", "practice")
    return await _reply(request, answers.discover, asked, asked.limit, wanted)


async def compare(request: Request, asked: Annotated[parameters.Compare, Query()]) -> Response:
    """Put side by side what places promise."""
    regions = tuple(filter(None, asked.region))
    return await _reply(request, answers.compare, asked, asked.indicator, regions, asked.metric)


async def queries(request: Request, asked: Annotated[parameters.Asked, Query()]) -> Response:
    """List the saved questions."""
    return await _reply(request, answers.queries, asked)


async def analyses(
    request: Request, name: Analysis, asked: Annotated[parameters.Analyse, Query()]
) -> Response:
    """Say what the shape of the graph says."""
    on = _of(asked, "region", "indicator")
    return await _reply(request, answers.analyse, asked, name, asked.limit, on)


async def things(request: Request, asked: Annotated[parameters.Show, Query()]) -> Response:
    """Say all that is known of one thing."""
    if not (asked.iri or asked.name):
        raise RefusedError(404, "nothing is asked about: say which thing, by iri= or by name=")
    return await _reply(request, answers.show, asked, asked.iri or asked.name, asked.limit)


async def documents(request: Request, asked: Annotated[parameters.Documents, Query()]) -> Response:
    """List the documents."""
    return await _reply(request, answers.documents, asked)


async def network(request: Request, asked: Annotated[parameters.Network, Query()]) -> Response:
    """Return a view as a network."""
    limits = _of(asked, "region", "indicator", "document")
    return await _reply(request, answers.network, asked, asked.view, limits)


async def names(request: Request, asked: Annotated[parameters.Names, Query()]) -> Response:
    """Complete a name."""
    return await _reply(request, answers.names, asked, asked.kind, asked.begins, asked.limit)


def saved(query: SavedQuery) -> Handler:
    """Return the endpoint of a saved question."""

    async def answer(request: Request, asked: parameters.Query) -> Response:
        return await _reply(request, answers.query, asked, query.name, asked.limit, asked.own())

    # What it takes is known only here; the framework reads it from the annotation.
    answer.__annotations__["request"] = Request
    answer.__annotations__["asked"] = Annotated[parameters.taken_by(query), Query()]
    return answer


# The address, what answers there, the model of the answer, and the media types beside JSON.
ROWS: Final = ("text/csv", "text/markdown")
ENDPOINTS: Final[tuple[tuple[str, Handler, Any, tuple[str, ...]], ...]] = (
    ("/ask", ask, schemas.Answer, ROWS),
    ("/search", search, schemas.Answer, ROWS),
    ("/discover", discover, schemas.Answer, ROWS),
    ("/compare", compare, schemas.Answer, ROWS),
    ("/analyses/{name}", analyses, schemas.Answer, ROWS),
    ("/queries", queries, schemas.Queries, ()),
    ("/things", things, schemas.KnownThing, ()),
    ("/documents", documents, schemas.Documents, ("text/csv",)),
    ("/network", network, schemas.Graphology | schemas.Cytoscape, ()),
    ("/names", names, schemas.Names, ()),
)
