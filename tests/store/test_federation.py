from __future__ import annotations

from itertools import product

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from bizgraph.errors import QueryError
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.federation import refuse_services

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
    refuse_services(f"{PREFIXES} {query}")
    EmbeddedStore.holding([]).query(f"{PREFIXES} {query}")


@pytest.mark.parametrize(
    ("before", "behind"),
    list(product(["", " ", ".", "1", "1.", "true", "ex:.", "}", "#\n"], ["", " ", "SILENT", "\n"])),
)
def test_no_neighbour_hides_the_word(before: str, behind: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        refuse_services(f"SELECT * WHERE {{ {before}SERVICE{behind}<http://127.0.0.1:9/> {{ }} }}")


def test_a_store_is_only_read() -> None:
    node = NamedNode("http://127.0.0.1:9/a")
    store = EmbeddedStore.holding([Quad(node, node, Literal("1"), node)])
    for update in ("INSERT DATA { <a:b> <a:b> 1 }", "CLEAR ALL", "LOAD <http://127.0.0.1:9/>", "DROP ALL"):
        with pytest.raises(QueryError):
            store.query(update)
    assert len(store) == 1
