"""The running server's parts, which every endpoint finds by its request."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from starlette.requests import Request

from bizgraph.errors import BizgraphError
from bizgraph.graph import Graph
from bizgraph.serve.settings import Settings
from bizgraph.serve.source import Source
from bizgraph.serve.web.kept import Kept
from bizgraph.serve.work.pool import Pool

_LOOKS: Final = 0.5  # seconds between two looks at whether another graph was published
_LOOKS_IN_TROUBLE: Final = 2.0  # while the source does not say, or what it says cannot be opened
_log = logging.getLogger(__name__)


class Service:
    """A source that is served: `queries` work on SPARQL, `questions` on all else, in processes of their own.

    So a crowd of long queries does not keep the pages waiting. `kept` are short answers to be given again.
    `trouble` says why the newest graph is not served, and is empty where it is.
    """

    def __init__(self, source: Source, settings: Settings) -> None:
        self.source: Final = source
        self.settings: Final = settings
        self.queries: Final = Pool(source, settings.limits)
        self.questions: Final = Pool(source, settings.limits, warm)
        self.kept: Final = Kept(settings.limits.kept_bytes)
        self.trouble = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the workers running, on the newest graph. Raises GraphError where there is none at first."""
        try:
            await asyncio.gather(self.queries.start(), self.questions.start())
            watching = asyncio.create_task(self._watch())
            yield
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
        finally:
            await asyncio.gather(self.queries.stop(), self.questions.stop())

    def root(self, request: Request) -> str:
        """Return the address of the server as the world sees it, without a slash at its end."""
        return self.settings.root or str(request.base_url).rstrip("/")

    async def _watch(self) -> None:
        """Go over to each graph that is published; where it cannot be served, stay with the one before."""
        while True:
            await asyncio.sleep(_LOOKS_IN_TROUBLE if self.trouble else _LOOKS)
            try:
                version = await asyncio.to_thread(self.source.version)
                for pool in (self.queries, self.questions):
                    if pool.version != version:
                        await pool.renew()
                trouble = ""
            except (BizgraphError, OSError) as error:
                trouble = str(error)
            if trouble and trouble != self.trouble:
                _log.error("the newest graph cannot be served, the one before is: %s", trouble)
            elif self.trouble and not trouble:
                _log.warning("the newest graph is served again")
            self.trouble = trouble


def warm(graph: Graph) -> None:
    """Have a graph build what its questions need."""
    graph.ask("开办企业")
    graph.search("开办企业", limit=1)


def service_of(request: Request) -> Service:
    """Return the service that a request is made to."""
    service: Service = request.app.state.service
    return service
