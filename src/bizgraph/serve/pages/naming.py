"""The names of things of a result, which the editor asks for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bizgraph.serve.pages.editor import named_things
from bizgraph.serve.pages.visiting import visit_of
from bizgraph.serve.service import service_of
from bizgraph.serve.web.replying import reply


async def things(request: Request) -> Response:
    """Answer with names, pages and sentences of the things whose IRIs are sent as a list of JSON."""
    body = await request.body()
    return await reply(
        request, service_of(request).questions, named_things, visit_of(request), body, lasting=False
    )
