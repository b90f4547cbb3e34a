from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from bizgraph.errors import GraphError
from bizgraph.rdf.serialise import to_nquads
from bizgraph.store import publishing
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.interface import Store
from bizgraph.store.layout import Layout
from bizgraph.store.manifest import DocumentRecord, Manifest
from bizgraph.store.publishing import Builder, building, read_manifest
from bizgraph.store.values import to_plain

KNOWLEDGE = NamedNode("http://e/graph/knowledge")
SAYS = NamedNode("http://e/says")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
UNIT = NamedNode("http://e/unit/1")
VERSIONS = 'SELECT DISTINCT ?o { ?s <http://e/says> ?o FILTER(?o != "known") }'
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s <http://e/says> ?o }"


def _facts(identifier: str, size: int, version: str) -> list[Quad]:
    graph = NamedNode(f"http://e/document/{identifier}/graph")
    return [Quad(NamedNode(f"http://e/{identifier}/{i}"), SAYS, Literal(version), graph) for i in range(size)]


def _keep(builder: Builder, identifier: str, size: int = 3, version: str = "1") -> DocumentRecord:
    kept = builder.kept(identifier, version)
    if kept is not None:
        return kept
    shared = [Quad(UNIT, LABEL, Literal(f"单位{identifier}", language="zh"), KNOWLEDGE)]
    record = DocumentRecord(identifier, f"{identifier}.txt", "0" * 64, version, {"measure": size})
    return builder.keep(record, to_nquads(_facts(identifier, size, version)), to_nquads(shared))


def _publish(folder: Path, *identifiers: str, size: int = 3, version: str = "1") -> Manifest:
    with building(folder) as builder:
        records = [_keep(builder, identifier, size, version) for identifier in identifiers]
        return builder.publish(records, [Quad(UNIT, SAYS, Literal("known"), KNOWLEDGE)], program="0")


def _bytes(folder: Path) -> list[str]:
    with EmbeddedStore.open(folder) as store:
        return sorted(map(str, store.quads()))


def test_the_embedded_store_is_a_store() -> None:
    store: Store = EmbeddedStore.holding([])
    assert store.graphs() == ()


def test_a_published_graph_can_be_asked(tmp_path: Path) -> None:
    manifest = _publish(tmp_path, "a", "b")
    assert [record.id for record in manifest.documents] == ["a", "b"]
    assert read_manifest(tmp_path) == manifest
    with EmbeddedStore.open(tmp_path) as store:
        assert [str(row[0]) for row in store.select(COUNT)] == [
            '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
        ]
        assert store.ask("ASK { GRAPH <http://e/document/a/graph> { ?s ?p ?o } }")
        assert [graph.value for graph in store.graphs()] == [
            "http://e/document/a/graph",
            "http://e/document/b/graph",
            "http://e/graph/knowledge",
        ]
        assert len(store) == manifest.quads == 9
    with pytest.raises(GraphError, match="closed"):
        store.ask("ASK {}")


def test_the_order_of_documents_changes_nothing(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    assert _publish(one, "a", "b", "c") == _publish(two, "c", "a", "b")
    assert _bytes(one) == _bytes(two)
    assert (one / "CURRENT").read_bytes() == (two / "CURRENT").read_bytes()


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    _publish(tmp_path, "a")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.name != "LOCK"}
    _publish(tmp_path, "a")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.name != "LOCK"} == before


def test_a_document_that_leaves_takes_along_what_nobody_else_says(tmp_path: Path) -> None:
    _publish(tmp_path, "a", "b")
    _publish(tmp_path, "b")
    quads = _bytes(tmp_path)
    assert not any("单位a" in quad or "/document/a/" in quad for quad in quads)
    assert sum("单位b" in quad for quad in quads) == 1
    assert sorted(path.name for path in (tmp_path / "documents").iterdir()) == [
        "b.json",
        "b.nq",
        "b.shared.nq",
    ]


def test_only_a_changed_document_is_work(tmp_path: Path) -> None:
    _publish(tmp_path, "a", "b/第一份文件")
    with building(tmp_path) as builder:
        assert builder.kept("a", "1") is not None
        assert builder.kept("b/第一份文件", "1") is not None
        assert builder.kept("a", "2") is None
        assert builder.kept("c", "1") is None
        (tmp_path / "documents" / "a.nq").write_bytes(b"")
        assert builder.kept("a", "1") is None


def test_readers_keep_the_generation_they_opened(tmp_path: Path) -> None:
    _publish(tmp_path, "a", version="old")
    with EmbeddedStore.open(tmp_path) as old:
        _publish(tmp_path, "a", version="new")
        _publish(tmp_path, "a", version="newer")
        assert old.ask('ASK { ?s ?p "old" }')
        assert len(list((tmp_path / "generations").iterdir())) == 2
        with EmbeddedStore.open(tmp_path) as new:
            assert new.ask('ASK { ?s ?p "newer" }')
    _publish(tmp_path, "a", version="newest")
    assert len(list((tmp_path / "generations").iterdir())) == 1


def test_two_documents_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="one identifier"):
        _publish(tmp_path, "a", "a")


def test_a_second_builder_is_told_to_wait(tmp_path: Path) -> None:
    with building(tmp_path):
        with pytest.raises(GraphError, match="already building"), building(tmp_path):
            pass
        said = _run("_publish(folder, 'a')", tmp_path).communicate()[1].decode()
        assert f"process {os.getpid()} is building" in said
    _publish(tmp_path, "a")


@pytest.mark.parametrize(
    ("code", "advice"),
    [(errno.ENOSPC, "free some space"), (errno.EROFS, "permissions"), (errno.EIO, "build again")],
)
def test_a_disk_that_refuses_leaves_the_old_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, advice: str
) -> None:
    _publish(tmp_path, "a")
    before = _bytes(tmp_path)

    def refuse(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(GraphError, match=advice):
            _publish(tmp_path, "a", "b")
    assert _bytes(tmp_path) == before
    _publish(tmp_path, "a", "b")
    assert not list(tmp_path.rglob(".unfinished-*"))


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphError, match="not a folder"):
        _publish(tmp_path / "file", "a")
    with pytest.raises(GraphError, match="holds no graph"):
        EmbeddedStore.open(tmp_path / "nothing")
    assert read_manifest(tmp_path / "nothing") is None


def test_a_damaged_folder_is_told(tmp_path: Path) -> None:
    _publish(tmp_path, "a")
    (tmp_path / "CURRENT").write_text("../../elsewhere")
    with pytest.raises(GraphError, match="does not name a generation"):
        EmbeddedStore.open(tmp_path)
    (tmp_path / "CURRENT").write_text("0" * 32)
    with pytest.raises(GraphError, match="not there"):
        EmbeddedStore.open(tmp_path)


def test_manifests_are_json_and_of_this_format(tmp_path: Path) -> None:
    manifest = _publish(tmp_path, "a")
    data = json.loads(manifest.to_bytes())
    assert Manifest.from_bytes(manifest.to_bytes()) == manifest
    with pytest.raises(ValueError, match="format is 9"):
        Manifest.from_bytes(json.dumps(data | {"format": 9}).encode())


def _run(code: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start another program that can do what these tests do."""
    places = [str(Path(__file__).parents[2]), str(Path(publishing.__file__).parents[2])]
    script = (
        f"import sys, itertools, os, pathlib; sys.path[:0] = {places!r}\n"
        "from tests.store.test_publishing import _publish, publishing\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        f"{code}\n"
    )
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=pipe, stderr=pipe)


def _version(folder: Path) -> str:
    """Return the one version that a whole generation holds."""
    manifest = read_manifest(folder)
    assert manifest is not None
    with EmbeddedStore.open(folder) as store:
        versions = [to_plain(row[0]) for row in store.select(VERSIONS)]
        assert len(store) == manifest.quads == 803
    assert len(versions) == 1
    return str(versions[0])


PUBLISHER = """
for version in itertools.count({first}):
    _publish(folder, 'a', 'b', size=400, version=str(version))
    print(version, flush=True)
"""


def test_a_publisher_killed_at_any_moment_leaves_a_whole_generation(tmp_path: Path) -> None:
    chance = random.Random(7)
    for turn in range(8):
        with _run(PUBLISHER.format(first=turn * 1000), tmp_path) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.4))
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        assert int(_version(tmp_path)) // 1000 == turn
    _publish(tmp_path, "a", "b", size=400, version="last")
    assert _version(tmp_path) == "last"
    assert len(list((tmp_path / "generations").iterdir())) == 1
    assert not list(tmp_path.rglob(".unfinished-*"))


DEATH = """
whole = publishing.{step}
def die(path, *others):
    if path.name.startswith({name!r}):
        os.kill(os.getpid(), 9)
    return whole(path, *others)
publishing.{step} = die
_publish(folder, 'a', 'b', size=400, version='new')
"""


@pytest.mark.parametrize(
    ("step", "name", "left"),
    [
        ("_replace", "b.nq", "old"),
        ("_replace", "b.shared.nq", "old"),
        ("_replace", "b.json", "old"),
        ("loaded", "db", "old"),
        ("_sync_all", ".unfinished-", "old"),
        ("_sync", "generations", "old"),
        ("_replace", "CURRENT", "old"),
        ("_remove_unless_read", "", "new"),
        ("_remove", ".unfinished-", "old"),
    ],
)
def test_a_publisher_that_dies_at_a_step(tmp_path: Path, step: str, name: str, left: str) -> None:
    _publish(tmp_path, "a", "b", size=400, version="old")
    with _run(DEATH.format(step=step, name=name), tmp_path) as process:
        assert process.wait() == -signal.SIGKILL
    assert _version(tmp_path) == left
    _publish(tmp_path, "a", "b", size=400, version="new")
    assert _version(tmp_path) == "new"
    assert len(list((tmp_path / "generations").iterdir())) == 1
    assert not list(tmp_path.rglob(".unfinished-*"))


def _contents(folder: Path) -> set[tuple[object, ...]]:
    with EmbeddedStore.open(folder) as store:
        return set(store.select("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"))


def test_a_grown_database_holds_what_a_new_one_does(tmp_path: Path) -> None:
    names = [f"d{number}" for number in range(12)]
    _publish(tmp_path / "grown", *names[:10])
    live = Layout(tmp_path / "grown").live()
    assert live
    files = {file.stat().st_ino for file in Layout(tmp_path / "grown").database(live).glob("*.sst")}
    with EmbeddedStore.open(tmp_path / "grown") as reader:
        before = len(reader)
        _publish(tmp_path / "grown", *names[1:11])
        assert len(reader) == before
    _publish(tmp_path / "new", *names[1:11])
    assert _contents(tmp_path / "grown") == _contents(tmp_path / "new")
    live = Layout(tmp_path / "grown").live()
    assert live == Layout(tmp_path / "new").live()
    assert live
    kept = {file.stat().st_ino for file in Layout(tmp_path / "grown").database(live).glob("*.sst")}
    assert files & kept, "nothing of the database before was used again"
