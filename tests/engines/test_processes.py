from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.engines import workers

from bizgraph.build_report import Status
from bizgraph.building import build
from bizgraph.engines.document import Task, Worked
from bizgraph.engines.processes import Processes
from bizgraph.store.layout import Layout


def _bytes(folder: Path) -> dict[str, bytes]:
    """Return all that does not depend on the database's way of keeping it."""
    files = {path.name: path.read_bytes() for path in Layout(folder).documents.iterdir()}
    return files | {"CURRENT": Layout(folder).current.read_bytes()}


@pytest.fixture
def with_a_bad_one(plans: Sequence[Path], tmp_path: Path) -> list[Path]:
    """Two good documents, and between them one that shall go wrong."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(plans[0].read_bytes())
    return [plans[1], bad, plans[2]]


@pytest.mark.parametrize("count", [1, 3])
def test_processes_come_to_the_same_bytes_as_one(
    plans: Sequence[Path], plans_folder: Path, tmp_path: Path, count: int
) -> None:
    report = build(plans, tmp_path, engine=Processes(count))
    assert len(report.published) == len(plans)
    assert _bytes(tmp_path) == _bytes(plans_folder)


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (workers.hanging, "it was given up after 6 seconds"),
        (workers.crashing, "the process that read it ended twice"),
    ],
)
def test_one_bad_document_costs_only_itself(
    with_a_bad_one: list[Path], tmp_path: Path, work: Callable[[Task], Worked], why: str
) -> None:
    report = build(with_a_bad_one, tmp_path / "graph", engine=Processes(2, seconds=6, work=work))
    assert {Path(each.file).name for each in report.published} == {
        with_a_bad_one[0].name,
        with_a_bad_one[2].name,
    }
    (trouble,) = report.troubles
    assert trouble.status is Status.FAILED
    assert trouble.message.startswith(f"{with_a_bad_one[1]}: {why}")


def test_a_process_that_is_killed_is_replaced_and_its_document_tried_again(
    plans: Sequence[Path], plans_folder: Path, tmp_path: Path
) -> None:
    copies = [Path(shutil.copy(plan, tmp_path)) for plan in plans]
    build(copies, tmp_path / "graph", engine=Processes(2, work=workers.killed_once))
    assert len(list(tmp_path.glob("*.seen"))) == len(plans)
    assert _bytes(tmp_path / "graph") == _bytes(plans_folder)


def test_a_document_that_needs_too_much_memory_is_left_out(
    with_a_bad_one: list[Path], tmp_path: Path
) -> None:
    report = build(with_a_bad_one, tmp_path / "graph", engine=Processes(1, work=workers.greedy))
    assert len(report.published) == 2
    (trouble,) = report.troubles
    assert "memory" in trouble.message
