"""Which other services a query may call: none, unless the caller names them.

Oxigraph knows no switch for that, and reads `SERVICE` also where no blank stands around it (`1.SERVICE`,
`SERVICEex:sparql`; tried with pyoxigraph 0.5.13). So whatever is neither string, IRI, variable nor comment
may hold the word in two places only: behind the colon of a name, such as `indicator:government-services`,
and as the keyword in front of the whole address, in angle brackets, of a service that may be called.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bizgraph.errors import QueryError
from bizgraph.store.binding import tokens

_SERVICE: Final = "service"
_SILENT: Final = "silent"
_PREFIXED_NAME: Final = re.compile(r"(?P<prefix>[^\W\d_][\w.-]*)?:[\w:][\w.:-]*")
_NONE: Final[Mapping[str, str]] = {}


def directed(query: str, services: Mapping[str, str] = _NONE) -> str:
    """Return the query with the address of each service that it calls replaced as `services` says.

    Raises QueryError where it calls, or may call, a service that is not among them, names one other than by
    its whole address in angle brackets, or calls one from within another.
    """
    if _SERVICE not in query.lower():
        return query
    depth = 0
    called_at: int | None = None  # the depth outside the braces of the service that is being called
    expecting = False
    replaced: list[tuple[int, int, str]] = []
    for kind, token, end in tokens(query):
        if expecting and not (kind == "word" and token.lower() == _SILENT):
            address = token[1:-1]
            if kind != "iri" or address not in services:
                raise QueryError(_refusal(token, services))
            if called_at is not None:
                raise QueryError("SERVICE within SERVICE is refused: call the services one after the other")
            replaced.append((end - len(token), end, f"<{services[address]}>"))
            called_at, expecting = depth, False
        elif kind == "word" and _SERVICE in token.lower() and not _is_name(token):
            if token.lower() != _SERVICE or not services:
                raise QueryError(_refusal(token, services))
            expecting = True
        elif kind == "mark" and token in "{}":
            depth += 1 if token == "{" else -1
            if depth == called_at:
                called_at = None
    for start, end, address in reversed(replaced):
        query = query[:start] + address + query[end:]
    return query


def _is_name(word: str) -> bool:
    name = _PREFIXED_NAME.fullmatch(word)
    return name is not None and _SERVICE not in (name["prefix"] or "").lower()


def _refusal(token: str, services: Mapping[str, str]) -> str:
    if services:
        known = ", ".join(f"<{address}>" for address in services)
        return f"SERVICE is refused for {token}: only these may be called, each by its whole address: {known}"
    return (
        "SERVICE is refused: a query is answered from this graph alone; "
        f"where {token!r} is meant as a name, write it as an IRI in angle brackets"
    )
