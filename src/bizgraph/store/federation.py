"""Refuses queries that would call other services: a graph answers from what it holds, and calls nobody.

Oxigraph knows no switch for that, and reads `SERVICE` also where no blank stands around it (`1.SERVICE`,
`SERVICEex:sparql`; tried with pyoxigraph 0.5.13). So whatever is neither string, IRI, variable nor comment
may hold the word in one place only: behind the colon of a name, such as `indicator:government-services`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bizgraph.errors import QueryError
from bizgraph.store.binding import words

_SERVICE: Final = "service"
_PREFIXED_NAME: Final = re.compile(r"(?P<prefix>[^\W\d_][\w.-]*)?:[\w:][\w.:-]*")


@lru_cache(256)
def refuse_services(query: str) -> None:
    """Raise QueryError where a query calls, or may call, another service."""
    for word in words(query):
        if _SERVICE not in word.lower():
            continue
        name = _PREFIXED_NAME.fullmatch(word)
        if name is None or _SERVICE in (name["prefix"] or "").lower():
            raise QueryError(
                "SERVICE is refused: a query is answered from this graph alone; "
                f"where {word!r} is meant as a name, write it as an IRI in angle brackets"
            )
