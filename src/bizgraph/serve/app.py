"""The application: made by a factory, with no work and no state at import."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bizgraph.serve.api.routes import api
from bizgraph.serve.linked.routes import ROUTES as LINKED
from bizgraph.serve.pages.routes import ROUTES as PAGES
from bizgraph.serve.service import Service
from bizgraph.serve.settings import Settings
from bizgraph.serve.source import Source
from bizgraph.serve.sparql.routes import ROUTES as SPARQL
from bizgraph.serve.web.access import Access
from bizgraph.serve.web.compression import Compression
from bizgraph.serve.web.errors import HANDLERS, Telling
from bizgraph.serve.web.headers import Headers
from bizgraph.serve.web.health import ROUTES as HEALTH
from bizgraph.serve.web.limits import Bounded
from bizgraph.serve.web.options import Options


def application(source: Source, settings: Settings | None = None) -> Starlette:
    """Return the server of a source, to be run by any ASGI server."""
    settings = settings or Settings()
    service = Service(source, settings)
    routes = [*SPARQL, *LINKED, *api(service), *HEALTH, *PAGES]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with service.running():
            yield

    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(Access, queries=settings.log_queries),
            Middleware(Headers),
            Middleware(Compression),
            Middleware(Telling),
            Middleware(Bounded),
            Middleware(Options, routes=routes),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    app.state.service = service
    return app
