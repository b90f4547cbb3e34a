"""What a request to the endpoint asks for, by the rules of the SPARQL 1.1 Protocol (section 2.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request

from bizgraph.serve.errors import RefusedError

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_CHARSET: Final = re.compile(r';\s*charset\s*=\s*"?([^";\s]*)', re.IGNORECASE)
_FIELDS: Final = 10_000
_READ_ONLY: Final = "this endpoint only reads: updates are refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, over which graphs, and by which short name its answer's format was chosen, if by any.

    `query` is None where the request holds none.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    form: str = ""


Pairs = Sequence[tuple[str, str]]


async def asked(request: Request) -> Asked:
    """Return what a GET, HEAD or POST asks for. Raises RefusedError where it asks in no way there is."""
    address = pairs_of(request)
    if request.method != "POST":
        return _asked(address, values(address, "query"))
    content_type = request.headers.get("content-type", "")
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == UPDATE:
        raise RefusedError(403, _READ_ONLY)
    if media_type not in (FORM, QUERY):
        raise RefusedError(
            415,
            f"a query that is sent by POST is {QUERY}, or {FORM} with query=…; "
            f"this request says it is {media_type or 'nothing'}",
            {"Accept-Post": f"{QUERY}, {FORM}"},
        )
    _only_utf_8(content_type, request.headers.get("content-encoding", ""))
    if values(address, "query"):
        raise RefusedError(400, "a query that is sent by POST stands in the body, not in the address")
    body = _text(await request.body())
    if media_type == QUERY:
        return _asked(address, [body])
    sent = parsed(body)
    return _asked([*address, *sent], values(sent, "query"))


def pairs_of(request: Request) -> Pairs:
    """Return what stands behind the question mark of a request's address."""
    return parsed(request.scope["query_string"].decode("latin-1"))


def parsed(text: str) -> Pairs:
    """Return names and values of a form. Raises RefusedError where they are not UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(400, "the percent-encoded characters of this request are not UTF-8") from None
    except ValueError as error:
        raise RefusedError(400, f"this request cannot be read: {error}") from None


def values(pairs: Pairs, name: str) -> list[str]:
    """Return the values of a name."""
    return [value for key, value in pairs if key == name]


def iri(text: str, name: str) -> str:
    """Return an absolute IRI as it is. Raises RefusedError where the text is none."""
    try:
        return NamedNode(text).value
    except ValueError:
        raise RefusedError(400, f"{name} must be an absolute IRI, not {text!r}") from None


def form_of(pairs: Pairs) -> str:
    """Return the short name of a format in a request, empty where there is none."""
    return next((value for key, value in pairs if key in ("format", "output") and value), "")


def _asked(pairs: Pairs, queries: Sequence[str]) -> Asked:
    if values(pairs, "update"):
        raise RefusedError(403, _READ_ONLY)
    if len(queries) > 1:
        raise RefusedError(400, f"this request holds {len(queries)} queries; one is answered at a time")
    return Asked(
        queries[0].removeprefix("\ufeff") if queries and queries[0].strip() else None,
        _graphs(pairs, "default-graph-uri"),
        _graphs(pairs, "named-graph-uri"),
        form_of(pairs),
    )


def _graphs(pairs: Pairs, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iri(value, name) for value in values(pairs, name)))


def _only_utf_8(content_type: str, encoding: str) -> None:
    charset = _CHARSET.search(content_type)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise RefusedError(415, f"a query is sent in UTF-8, not in {charset[1] or 'no charset'}")
    if encoding.strip().lower() not in ("", "identity"):
        raise RefusedError(415, f"a query is sent as it is, not in the encoding {encoding}")


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(
            400, f"the body of this request is not UTF-8: its byte {error.start + 1} cannot stand there"
        ) from None
