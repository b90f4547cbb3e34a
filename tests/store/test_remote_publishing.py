from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from tests.store.few_regions import small
from tests.store.virtuoso import ADMINISTRATOR, Virtuoso, running

from bizgraph.errors import GraphError
from bizgraph.graph import Graph
from bizgraph.store.authentication import Credentials
from bizgraph.store.graph_store import GraphStore, graph_store_of
from bizgraph.store.remote import RemoteStore
from bizgraph.store.remote_manifest import published
from bizgraph.store.remote_publishing import Published, publish
from bizgraph.store.writing import written

PLAIN = Triple(NamedNode("a:a"), NamedNode("http://a/b"), Literal("x"))


@pytest.fixture(scope="module")
def whole(plans: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of the three documents."""
    return small(plans, tmp_path_factory.mktemp("whole") / "graph")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A Virtuoso with which anything may be done."""
    with running(tmp_path_factory.mktemp("virtuoso")) as started:
        yield started


@pytest.fixture(scope="module")
def fewer(plans: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of two of the three documents."""
    return small(plans[:2], tmp_path_factory.mktemp("fewer") / "graph")


def put(folder: Path, store: Virtuoso) -> Published:
    return publish(folder, store.url, credentials=ADMINISTRATOR)


def test_only_what_changed_is_published(whole: Path, fewer: Path, store: Virtuoso) -> None:
    first = put(whole, store)
    assert (len(first.put), len(first.deleted), len(first.left)) == (4, 0, 0)
    again = put(whole, store)
    assert again == Published(first.version, left=first.put)
    less = put(fewer, store)
    assert [name.rpartition("/id/")[2] for name in less.put] == ["graph/knowledge"]
    assert (len(less.deleted), len(less.left)) == (1, 2)
    assert less.version != first.version
    with Graph.connect(store.url) as there, Graph.open(fewer) as here:
        assert there.documents() == here.documents()
        assert there._store.graphs() == here._store.graphs()


def test_a_rebuilt_graph_is_the_same(
    plans: tuple[Path, ...], fewer: Path, store: Virtuoso, tmp_path: Path
) -> None:
    put(fewer, store)
    other = small(plans[:2], tmp_path / "graph")
    assert put(other, store).put == ()


def test_a_publication_that_broke_off_is_completed(whole: Path, fewer: Path, store: Virtuoso) -> None:
    before = put(fewer, store)

    def told(graph: str, done: int, of: int) -> None:
        if done == 1:
            store.end()

    try:
        with pytest.raises(GraphError, match=r"broke off after 1 of 2 graphs.*run the same command again"):
            publish(whole, store.url, credentials=ADMINISTRATOR, told=told)
    finally:
        store.start()
    left = published(RemoteStore(store.url))
    assert left is not None
    assert left.is_unfinished
    assert left.version != before.version
    assert len(left.manifest.documents) == 2
    completed = put(whole, store)
    assert completed.repaired
    assert len(completed.put) == 4
    now = published(RemoteStore(store.url))
    assert now is not None
    assert now.version == completed.version
    assert len(now.manifest.documents) == 3


def test_two_publications_at_once_are_told(whole: Path, fewer: Path, store: Virtuoso) -> None:
    put(fewer, store)
    meanwhile = iter([True])

    def told(graph: str, done: int, of: int) -> None:
        if next(meanwhile, False):
            put(fewer, store)

    with pytest.raises(GraphError, match="another program has published"):
        publish(whole, store.url, credentials=ADMINISTRATOR, told=told)
    put(whole, store)


def test_a_store_filled_by_other_means_can_be_asked(whole: Path, store: Virtuoso) -> None:
    put(whole, store)
    place = GraphStore(graph_store_of(store.url), 30, ADMINISTRATOR)
    with Graph.open(whole) as here:
        place.delete(NamedNode(f"{here.namespaces.base}graph/manifest"))
        with Graph.connect(store.url) as there:
            assert there.namespaces == here.namespaces
            for found, known in zip(there.documents(), here.documents(), strict=True):
                assert replace(found, counts={}, left_over_share=Decimal(0), findings={}) == replace(
                    known, counts={}, left_over_share=Decimal(0), findings={}
                )
                assert found.counts["measures"] == known.counts["measures"]
    assert len(put(whole, store).put) == 4


@pytest.mark.parametrize("credentials", [None, Credentials("dba", "wrong")])
def test_who_may_not_publish_is_told(
    fewer: Path, whole: Path, store: Virtuoso, credentials: Credentials | None
) -> None:
    put(whole, store)
    with pytest.raises(GraphError, match=r"refuses access \(401\); set BIZGRAPH_STORE_USER"):
        publish(fewer, store.url, credentials=credentials)
    assert put(whole, store).put == ()


def test_another_base_is_not_mixed_in(plans: tuple[Path, ...], store: Virtuoso, tmp_path: Path) -> None:
    other = small(plans[:1], tmp_path / "graph", "https://example.org/id/")
    with pytest.raises(GraphError, match=r"begin with https://w3id\.org"):
        put(other, store)


@pytest.mark.parametrize(
    "text",
    ["x\n" * 50_000, "中" * 50_000, "a\r\nb\r" * 20_000, '"""\\ \t' * 500, "𠮷\x0b\u2028\ufeff" * 500, " \n"],
)
def test_long_and_odd_texts_arrive(store: Virtuoso, text: str) -> None:
    graph = NamedNode("http://example.org/graph")
    triple = Triple(NamedNode("http://example.org/a"), NamedNode("http://example.org/b"), Literal(text))
    GraphStore(graph_store_of(store.url), 30, ADMINISTRATOR).replace(graph, [triple])
    assert [quad.triple for quad in RemoteStore(store.url).quads(graph)] == [triple]


@pytest.mark.parametrize("text", ["x", "x" * 2_000, '"\\\n' * 700, "x" * 20_000, "\r" * 20_000])
@pytest.mark.parametrize("language", [None, "zh"])
def test_what_is_written_can_be_read(text: str, language: str | None) -> None:
    literal = Literal(text, language=language) if language else Literal(text)
    triples = [PLAIN, Triple(PLAIN.subject, PLAIN.predicate, literal)]
    data, media_type = written(triples)
    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    assert [quad.triple for quad in parse(data, form)] == triples


@pytest.mark.parametrize(
    ("endpoint", "place"),
    [
        ("http://h:8890/sparql", "http://h:8890/sparql-graph-crud-auth"),
        ("http://h:3030/plans/sparql", "http://h:3030/plans/data"),
        ("http://h:3030/plans/query", "http://h:3030/plans/data"),
        ("http://h:7200/repositories/plans", "http://h:7200/repositories/plans/rdf-graphs/service"),
        ("http://h:7001/", "http://h:7001/"),
    ],
)
def test_where_stores_take_graphs(endpoint: str, place: str) -> None:
    assert graph_store_of(endpoint) == place
