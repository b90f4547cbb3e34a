"""A store in Virtuoso does what the embedded one does, and tells what it cannot."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions
from tests.serve.running import free_port
from tests.store.virtuoso import MOST_ROWS, Virtuoso

from bizgraph.errors import GraphError, QueryError
from bizgraph.graph import Graph
from bizgraph.store.remote import RemoteStore

PREFIXES = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(scope="module")
def store(virtuoso: Virtuoso) -> RemoteStore:
    return RemoteStore(virtuoso.url)


def quads(graph: Graph, name: NamedNode) -> set[Quad]:
    return set(graph._store.quads(name))


def test_a_graph_comes_back_as_it_was_sent(local: Graph, remote: Graph) -> None:
    for document in local.documents():
        name = local.namespaces.graph(document.id)
        assert quads(local, name) == quads(remote, name)
    assert local._store.graphs() == remote._store.graphs()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?region ?label WHERE { ?region a biz:Region ; rdfs:label ?label }",
        "SELECT ?region ?label WHERE { ?region a biz:Region ; rdfs:label ?label } ORDER BY DESC(?region)",
        "SELECT DISTINCT ?label WHERE { ?region a biz:Region ; rdfs:label ?label } # all of them",
    ],
)
def test_what_the_store_would_cut_comes_whole(local: Graph, store: RemoteStore, query: str) -> None:
    here = list(local._store.select(PREFIXES + query))
    there = list(store.select(PREFIXES + query))
    assert len(here) > MOST_ROWS
    assert sorted(map(str, here)) == sorted(map(str, there))
    if "ORDER" in query:
        assert here == there


def test_triples_that_the_store_would_cut_come_whole(local: Graph, store: RemoteStore) -> None:
    query = f"{PREFIXES} CONSTRUCT {{ ?a a biz:Place }} WHERE {{ ?a a biz:Region ; biz:adminCode ?code }}"
    here, there = set(local._store.construct(query)), set(store.construct(query))
    assert len(here) > MOST_ROWS
    assert here == there


@pytest.mark.parametrize("form", ["SELECT ?s", "CONSTRUCT { ?s ?p ?o }"])
def test_what_is_cut_and_cannot_be_paged_is_refused(store: RemoteStore, form: str) -> None:
    with pytest.raises(QueryError, match=f"cuts results at {MOST_ROWS:,} rows"):
        store.answer(f"{form} WHERE {{ ?s ?p ?o }} LIMIT {2 * MOST_ROWS}")


def test_ask_is_answered(store: RemoteStore) -> None:
    assert store.ask("ASK { ?s ?p ?o }") is True
    assert store.ask("ASK { <a:a> ?p ?o }") is False


def test_values_are_bound(store: RemoteStore) -> None:
    guiyang = NamedNode("https://w3id.org/bizgraph/id/region/520100")
    query = f"{PREFIXES} SELECT ?label WHERE {{ ?region rdfs:label ?label }}"
    assert list(store.select(query, {"region": guiyang})) == [(Literal("贵阳市", language="zh"),)]


def test_results_write_themselves(store: RemoteStore) -> None:
    rows = store.results(f"{PREFIXES} SELECT DISTINCT ?is WHERE {{ ?unit biz:generic ?is }}")
    assert isinstance(rows, QuerySolutions)
    assert rows.serialize(format=QueryResultsFormat.CSV) == b"is\r\ntrue\r\n"
    assert isinstance(store.results("ASK {}"), QueryBoolean)


def test_a_dataset_can_be_named(local: Graph, store: RemoteStore) -> None:
    name = local.namespaces.graph(local.documents()[0].id)
    rows = store.results("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", [name])
    assert isinstance(rows, QuerySolutions)
    assert {tuple(row) for row in rows} == {tuple(quad.triple) for quad in quads(local, name)}


def test_triples_have_their_types(store: RemoteStore) -> None:
    query = f"{PREFIXES} CONSTRUCT {{ ?unit biz:generic ?is }} WHERE {{ ?unit biz:generic ?is }} LIMIT 1"
    (triple,) = store.construct(query)
    assert triple.object == Literal("true", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * WHERE { ?s ?p }", "not SPARQL 1.1: error at 1:"),
        ("INSERT DATA { <a:b> <a:b> 1 }", "not SPARQL 1.1"),
        ('DEFINE get:soft "soft" SELECT * WHERE { ?s ?p ?o }', "not SPARQL 1.1"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
    ],
)
def test_only_queries_leave_this_machine(query: str, message: str) -> None:
    nowhere = RemoteStore(f"http://127.0.0.1:{free_port()}/sparql")
    with pytest.raises(QueryError, match=message):
        nowhere.select(query)


def test_forms_are_not_taken_for_each_other(store: RemoteStore) -> None:
    with pytest.raises(QueryError, match="must be a SELECT"):
        store.select("ASK {}")
    with pytest.raises(QueryError, match="must be an ASK"):
        store.ask("SELECT * WHERE {}")
    with pytest.raises(QueryError, match="must be a CONSTRUCT"):
        store.construct("ASK {}")


def test_an_address_that_is_no_endpoint_is_told(virtuoso: Virtuoso) -> None:
    with pytest.raises(GraphError, match="does not answer as a SPARQL service"):
        Graph.connect(virtuoso.url.replace("/sparql", "/nothing"))
