"""A collection that grows: documents added, changed and removed one by one."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.store.few_regions import few_regions

from bizgraph.building import add, build, remove
from bizgraph.errors import GraphError
from bizgraph.graph import Graph
from bizgraph.store.publishing import read_manifest

PATIENCE = 60.0


@pytest.fixture(scope="module", autouse=True)
def _few_regions() -> Iterator[None]:
    with few_regions():
        yield


@pytest.fixture(scope="module")
def two(plans: Sequence[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of two of the plans; never changed."""
    return Path(build(plans[:2], tmp_path_factory.mktemp("two") / "graph").graph)


@pytest.fixture
def folder(plans: Sequence[Path], two: Path, tmp_path: Path) -> Path:
    """A folder with two of the plans, and a graph of them in `graph` beside it."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for plan in plans[:2]:
        shutil.copy(plan, folder)
    shutil.copytree(two, tmp_path / "graph")
    return folder


def _nquads(graph: Path) -> bytes:
    with Graph.open(graph) as opened:
        return opened.export("nquads")


def _files(graph: Path) -> list[str]:
    manifest = read_manifest(graph)
    assert manifest
    return sorted(record.file_name for record in manifest.documents)


def test_adding_comes_to_what_building_all_does(folder: Path, plans: Sequence[Path], tmp_path: Path) -> None:
    report = add([plans[2]], tmp_path / "graph")
    assert [Path(each.file).name for each in report.published] == [plans[2].name]
    build(plans, tmp_path / "fresh")
    assert _nquads(tmp_path / "graph") == _nquads(tmp_path / "fresh")


def test_a_changed_document_takes_the_place_of_its_file(
    folder: Path, plans: Sequence[Path], tmp_path: Path
) -> None:
    changed = folder / plans[0].name
    changed.write_text(changed.read_text("utf-8").replace("23", "24"), "utf-8")
    add([changed], tmp_path / "graph")
    assert _files(tmp_path / "graph") == sorted(plan.name for plan in plans[:2])
    build([folder], tmp_path / "fresh")
    assert _nquads(tmp_path / "graph") == _nquads(tmp_path / "fresh")


def test_removing_comes_to_what_building_the_others_does(
    folder: Path, plans: Sequence[Path], tmp_path: Path
) -> None:
    report = remove([plans[0].name], tmp_path / "graph")
    assert report.dropped == (plans[0].name,)
    build([plans[1]], tmp_path / "fresh")
    assert _nquads(tmp_path / "graph") == _nquads(tmp_path / "fresh")


def test_what_stays_is_not_worked_on(
    folder: Path, plans: Sequence[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for plan in plans[:2]:
        (folder / plan.name).unlink()  # their files need not even be there
    add([plans[2]], tmp_path / "graph")
    assert _files(tmp_path / "graph") == sorted(plan.name for plan in plans)


def test_nothing_that_can_be_added_leaves_the_graph_as_it_was(folder: Path, tmp_path: Path) -> None:
    before = _nquads(tmp_path / "graph")
    (tmp_path / "empty.txt").write_bytes(b"")
    report = add([tmp_path / "empty.txt"], tmp_path / "graph")
    assert report.troubles
    assert not report.published
    assert _nquads(tmp_path / "graph") == before


def test_what_cannot_be_removed_is_named(folder: Path, plans: Sequence[Path], tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"no document of .* is called other\.txt; it holds "):
        remove([plans[0].name, "other.txt"], tmp_path / "graph")
    with pytest.raises(GraphError, match="would hold no document any more"):
        remove([plan.name for plan in plans[:2]], tmp_path / "graph")
    assert _files(tmp_path / "graph") == sorted(plan.name for plan in plans[:2])


def test_a_graph_of_another_program_is_not_added_to(
    folder: Path, plans: Sequence[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bizgraph.building.program_digest", lambda: "another")
    with pytest.raises(GraphError, match="was built by another version of bizgraph"):
        add([plans[2]], tmp_path / "graph")


def test_there_must_be_a_graph_to_add_to(plans: Sequence[Path], tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no graph in"):
        add(plans, tmp_path / "none")


@contextmanager
def _watching(folder: Path, graph: Path) -> Iterator[subprocess.Popen[str]]:
    arguments = ["build", str(folder), "--watch", "--workers", "1", "--graph", str(graph)]
    with subprocess.Popen(
        [sys.executable, "-m", "bizgraph", *arguments],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        preexec_fn=_interruptible,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _interruptible() -> None:
    """Heed SIGINT, which what is started in the background of a script ignores, with all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_folder_that_is_watched_is_built_again(folder: Path, plans: Sequence[Path], tmp_path: Path) -> None:
    with _watching(folder, tmp_path / "graph") as process:
        assert process.stderr
        while "watching" not in process.stderr.readline():
            assert process.poll() is None
        time.sleep(1)  # until the system tells of changes
        shutil.copy(plans[2], folder)
        end = time.monotonic() + PATIENCE
        while len(_files(tmp_path / "graph")) < 3:
            assert time.monotonic() < end
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
