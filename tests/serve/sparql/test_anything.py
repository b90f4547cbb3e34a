"""Whatever is sent, the endpoint answers: never with a fault of its own, and it goes on answering."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.serve import plain
from tests.serve.running import Server

EXAMPLES = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
HEADER = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=80).map(str.strip)
RANGES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "text/csv",
                "text/*;q=0.5",
                "*/*",
                "*/*;q=0",
                "text/turtle;q=1.5",
                "application/json;q=.3",
                'a/b;c="d,e"',
                "application/sparql-results+xml",
            ]
        ),
        HEADER,
    ),
    max_size=5,
).map(lambda ranges: ", ".join(ranges).strip())
WORDS = """
SELECT ASK CONSTRUCT DESCRIBE FROM WHERE { } ( ) ?x ?y <urn:a> <b> 'c' ''' 1 . ; , FILTER OPTIONAL UNION
BIND AS GRAPH VALUES UNDEF LIMIT OFFSET ORDER BY GROUP COUNT(*) NOW() 区 PREFIX a: a:b BASE SERVICE INSERT
DATA && || ! ^ | / + # \\u0041
"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=14).map(" ".join)
ADDRESS = st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="#")
QUERIES = st.one_of(PIECES, st.text(max_size=60))


@pytest.fixture(scope="module")
def client(plans_server: Server) -> Iterator[httpx.Client]:
    with plain.client(base_url=plans_server.url, timeout=30) as client:
        yield client


def answered(client: httpx.Client, answer: httpx.Response) -> None:
    """The answer is none of a server that failed, and the next one is right."""
    assert answer.status_code < 500, answer.text
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


@EXAMPLES
@given(
    accept=RANGES,
    path=st.sampled_from(["/sparql", "/sparql?query=ASK%20%7B%7D", "/graphs?default", "/dataset"]),
)
def test_any_accept_header(client: httpx.Client, accept: str, path: str) -> None:
    answered(client, client.head(path, headers={"Accept": accept}))


@EXAMPLES
@given(query=QUERIES, accept=st.sampled_from(["*/*", "application/json", "text/csv"]))
def test_any_query(client: httpx.Client, query: str, accept: str) -> None:
    answer = client.post(
        "/sparql",
        content=query.encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": accept},
    )
    answered(client, answer)


@EXAMPLES
@given(text=st.one_of(QUERIES.map(quote), st.text(ADDRESS)))
def test_any_query_string(client: httpx.Client, text: str) -> None:
    for path in ("/sparql?query=", "/sparql?", "/graphs?graph="):
        answered(client, client.get(httpx.URL(client.base_url, raw_path=(path + text).encode())))


@EXAMPLES
@given(
    body=st.binary(max_size=60),
    kind=st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded", ""]),
)
def test_any_body(client: httpx.Client, body: bytes, kind: str) -> None:
    answered(client, client.post("/sparql", content=body, headers={"Content-Type": kind}))
