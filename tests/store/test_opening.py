"""Graphs opened on disk and read into memory: the same answers, and no hold on the folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bizgraph.errors import GraphError
from bizgraph.graph import Graph
from bizgraph.questions.saved import saved_queries
from bizgraph.store import opening
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.opening import open_folder

ASKED = {"measures-of-unit": {"unit": "贵阳市市场监督管理局"}}


@pytest.fixture(scope="module")
def on_disk(plans_folder: Path) -> Iterator[Graph]:
    with Graph.open(plans_folder) as graph:
        yield graph


@pytest.fixture(scope="module")
def in_memory(plans_folder: Path) -> Iterator[Graph]:
    with Graph.open(plans_folder, in_memory=True) as graph:
        yield graph


def test_both_hold_the_same_quads(on_disk: Graph, in_memory: Graph, plans_folder: Path) -> None:
    with open_folder(plans_folder)[0] as disk, open_folder(plans_folder, in_memory=True)[0] as memory:
        assert set(disk.quads()) == set(memory.quads())
        assert disk.graphs() == memory.graphs()


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_saved_questions_have_the_same_answers(on_disk: Graph, in_memory: Graph, name: str) -> None:
    asked = ASKED.get(name, {})
    assert list(on_disk.query(name, **asked)) == list(in_memory.query(name, **asked))


def test_what_is_in_memory_needs_no_folder(plans_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(plans_folder, folder)
    with Graph.open(folder, in_memory=True) as graph:
        before = list(graph.query("documents"))
        shutil.rmtree(folder)
        assert list(graph.query("documents")) == before
    with pytest.raises(GraphError, match="there is no graph in"):
        Graph.open(folder, in_memory=True)


def test_a_large_graph_stays_on_disk(plans_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_folder(plans_folder)[0] as opened:
        quads = len(opened)
    read: list[EmbeddedStore] = []

    def in_memory(store: EmbeddedStore) -> EmbeddedStore:
        read.append(store)
        return store

    monkeypatch.setattr(EmbeddedStore, "in_memory", in_memory)
    for most, times in ((quads - 1, 0), (quads, 1)):
        monkeypatch.setattr(opening, "MOST_IN_MEMORY", most)
        open_folder(plans_folder, in_memory=True)[0].close()
        assert len(read) == times
