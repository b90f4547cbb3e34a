"""Whether the server can do its work, for those who watch over it."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bizgraph.graph import Graph
from bizgraph.serve.errors import RefusedError
from bizgraph.serve.service import Service, service_of
from bizgraph.serve.work.frames import Job, packed
from bizgraph.serve.work.pool import Pool
from bizgraph.serve.work.reply import Reply

_PATIENCE: Final = 5.0  # seconds in which a worker with nothing else to do answers, or never
_CLIENT: Final = "health"


async def health(request: Request) -> Response:
    """Tell how the server is: `ok`; `stale`, where the newest graph cannot be served; or `failing`, with 503.

    A worker that is busy is well: it is ended where it takes too long.
    """
    service = service_of(request)
    failure = await _failure(service)
    said: dict[str, object] = {
        "status": "failing" if failure else "stale" if service.trouble else "ok",
        "version": service.questions.version,
        "workers": {"queries": service.queries.alive, "questions": service.questions.alive},
    }
    if message := failure or service.trouble:
        said["message"] = message
    return JSONResponse(said, 503 if failure else 200, {"Cache-Control": "no-store"})


def probe(graph: Graph) -> Reply:
    """Ask the graph for anything it holds."""
    graph.sparql("ASK { ?subject ?predicate ?object }")
    return Reply.json({})


async def _failure(service: Service) -> str:
    """Return why the server cannot answer; nothing where it can."""
    for name, pool in (("queries", service.queries), ("questions", service.questions)):
        if not pool.alive:
            return service.trouble or f"no process for {name} can be started; the log says why"
    try:
        async with asyncio.timeout(_PATIENCE):
            await _probed(service.questions)
    except RefusedError as error:
        return str(error)
    except TimeoutError:
        return "the graph does not answer"
    return ""


async def _probed(pool: Pool) -> None:
    if pool.idle:
        arriving = await pool.run(packed(Job(probe, ())), _CLIENT)
        arriving.close()


ROUTES: Final[tuple[BaseRoute, ...]] = (Route("/healthz", health, methods=["GET"]),)
