"""Whether what went wrong is told to a client as text or as JSON (RFC 9457)."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

from bizgraph.serve.web.negotiation import Offer, negotiated

PROBLEM: Final = "application/problem+json"
_TEXT: Final = Offer("text", ("text/plain",))
_JSON: Final = Offer("json", (PROBLEM, "application/json"))


def wants_problem(request: Request) -> bool:
    """Whether a client would rather have JSON than text."""
    best = negotiated(", ".join(request.headers.getlist("accept")), (_TEXT, _JSON))
    return best is not None and best.name == _JSON.name
