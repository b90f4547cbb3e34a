"""The addresses of the explorer's pages. Each page is a function of the graph and a visit to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bizgraph.graph import Graph
from bizgraph.serve.pages import (
    compare,
    discover,
    documents,
    downloads,
    editor,
    home,
    indicators,
    network,
    queries,
    search,
)
from bizgraph.serve.pages.brought import brought
from bizgraph.serve.pages.naming import things
from bizgraph.serve.pages.rendering import STATIC
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.pages.visiting import visit_of
from bizgraph.serve.service import service_of
from bizgraph.serve.web.replying import reply
from bizgraph.serve.web.static import Lasting
from bizgraph.serve.work.reply import Reply

Page = Callable[[Graph, Visit], Reply]

PAGES: Final[Mapping[str, Page]] = {
    "/": home.home,
    "/indicators": indicators.indicators_page,
    "/compare": compare.compare,
    "/editor": editor.editor,
    "/editor/example": editor.example,
    "/editor/vocabulary.json": editor.vocabulary,
    "/search": search.search,
    "/discover": discover.discover,
    "/documents": documents.documents,
    "/downloads": downloads.downloads,
    "/download/{name}": downloads.download,
    "/network": network.network,
    "/network/picture": network.picture,
    "/queries": queries.queries,
    "/queries/{name}": queries.query,
}


def endpoint(shown: Page) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers requests for a page."""

    async def answer(request: Request) -> Response:
        return await reply(request, service_of(request).questions, shown, visit_of(request))

    return answer


ROUTES: Final[tuple[BaseRoute, ...]] = (
    *(Route(path, endpoint(shown), methods=["GET"]) for path, shown in PAGES.items()),
    Route("/editor/things", things, methods=["POST"]),
    Route("/assets/{name}", brought, methods=["GET"]),
    Mount("/static", Lasting(STATIC)),
)
