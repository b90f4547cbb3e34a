from __future__ import annotations

from itertools import product

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from bizgraph.errors import QueryError
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.federation import directed

PREFIXES = "PREFIX ex: <http://127.0.0.1:9/> PREFIX indicator: <http://127.0.0.1:9/>"
CALLS = [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { service ?where { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p 1.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p 'a'@en.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p <http://127.0.0.1:9/>.sErViCe <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ex:.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE {SERVICEex:p{?s ?p ?o}}",
    "SELECT * WHERE {SERVICESILENTex:p{?s ?p ?o}}",
    "SELECT * WHERE {?s ?p trueSERVICE ex:p{?s ?p ?o}}",
    "SELECT * WHERE {?s ?p 1e0SERVICE ex:p{?s ?p ?o}}",
    "SELECT * WHERE { # nothing\nSERVICE ex:p { ?s ?p ?o } }",
    "ASK { OPTIONAL { SERVICE ex:p { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE ex:p { ?s ?p ?o } }",
    "SELECT * WHERE { { SELECT * WHERE { SERVICE ex:p { ?s ?p ?o } } } }",
]
HARMLESS = [
    "SELECT * WHERE { ?s ?p indicator:government-services }",
    "SELECT * WHERE { ?service ?p 'SERVICE' }",
    "SELECT * WHERE { ?s ?p <http://127.0.0.1:9/SERVICE> }",
    "SELECT * WHERE { ?s ?p ?o } # SERVICE",
    'SELECT * WHERE { ?s ?p """SERVICE <x> { }""" }',
]


@pytest.mark.parametrize("query", CALLS)
def test_a_query_calls_nobody(query: str) -> None:
    store = EmbeddedStore.holding([])
    with pytest.raises(QueryError, match="SERVICE is refused"):
        store.query(f"{PREFIXES} {query}")


@pytest.mark.parametrize("query", HARMLESS)
def test_names_and_texts_may_hold_the_word(query: str) -> None:
    directed(f"{PREFIXES} {query}")
    EmbeddedStore.holding([]).query(f"{PREFIXES} {query}")


@pytest.mark.parametrize(
    ("before", "behind"),
    list(product(["", " ", ".", "1", "1.", "true", "ex:.", "}", "#\n"], ["", " ", "SILENT", "\n"])),
)
def test_no_neighbour_hides_the_word(before: str, behind: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        directed(f"SELECT * WHERE {{ {before}SERVICE{behind}<http://127.0.0.1:9/> {{ }} }}")


ALLOWED = {"https://example.org/sparql": "http://127.0.0.1:9/x"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", "http://127.0.0.1:9/x"),
        ("ASK { service silent <https://example.org/sparql> { ?s ?p 'SERVICE' } }", "http://127.0.0.1:9/x"),
    ],
)
def test_an_allowed_service_is_called_where_it_is_directed(query: str, expected: str) -> None:
    assert directed(query, ALLOWED) == query.replace("https://example.org/sparql", expected)


@pytest.mark.parametrize(
    "query",
    [
        *CALLS,
        "ASK { SERVICE <https://example.org/sparql/> { } }",
        "ASK { SERVICE <https://example.org:443/sparql> { } }",
        "BASE <https://example.org/> ASK { SERVICE <sparql> { } }",
        "ASK { SERVICE <https://example.org/sparql> { SERVICE <https://example.org/sparql> { } } }",
        "ASK { SERVICE <https://example.org/sparql> { } SERVICE ?x { } }",
    ],
)
def test_what_is_not_allowed_by_its_whole_address_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="is refused"):
        directed(f"{PREFIXES} {query}", ALLOWED)


def test_two_services_may_be_called_one_after_the_other() -> None:
    query = (
        "ASK { SERVICE <https://example.org/sparql> { ?s ?p ?o } SERVICE <https://example.org/sparql> { } }"
    )
    assert directed(query, ALLOWED).count("<http://127.0.0.1:9/x>") == 2


def test_a_store_is_only_read() -> None:
    node = NamedNode("http://127.0.0.1:9/a")
    store = EmbeddedStore.holding([Quad(node, node, Literal("1"), node)])
    for update in ("INSERT DATA { <a:b> <a:b> 1 }", "CLEAR ALL", "LOAD <http://127.0.0.1:9/>", "DROP ALL"):
        with pytest.raises(QueryError):
            store.query(update)
    assert len(store) == 1
