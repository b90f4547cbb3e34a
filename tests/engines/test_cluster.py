"""A real dask-scheduler with two workers on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest
from distributed import Client

from bizgraph.building import Progress, Step, build
from bizgraph.engines.cluster import Cluster
from bizgraph.errors import EngineError
from bizgraph.store.layout import Layout

STARTING = 60.0


@contextmanager
def program(*arguments: str, cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program of Dask; end it with all that it started."""
    with (cwd / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=cwd, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler that has two workers, each of one thread."""
    with ExitStack() as running:
        folder = tmp_path / "cluster"
        folder.mkdir()
        where = folder / "scheduler.json"
        common = ("--scheduler-file", str(where), "--no-dashboard")
        running.enter_context(
            program(
                "distributed.cli.dask_scheduler", *common, "--host", "127.0.0.1", "--port", "0", cwd=folder
            )
        )
        for name in ("one", "two"):
            options = ("--scheduler-file", str(where), "--no-dashboard", "--nthreads", "1", "--name", name)
            running.enter_context(program("distributed.cli.dask_worker", *options, cwd=folder))
        end = time.monotonic() + STARTING
        while not where.exists():
            assert time.monotonic() < end, (folder / "log").read_text()
            time.sleep(0.1)
        with Client(scheduler_file=str(where), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=STARTING)
            address: str = client.scheduler.address
        yield address


def _bytes(folder: Path) -> dict[str, bytes]:
    files = {path.name: path.read_bytes() for path in Layout(folder).documents.iterdir()}
    return files | {"CURRENT": Layout(folder).current.read_bytes()}


def test_a_cluster_that_loses_a_worker_comes_to_the_same_bytes(
    cluster: str, plans: Sequence[Path], tmp_path: Path
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(33):  # three batches
        plan = plans[2]
        (documents / f"{number:02}.txt").write_text(f"{plan.read_text('utf-8')}\n附件{number}\n", "utf-8")
    killed: list[int] = []

    def told(progress: Progress) -> None:
        """Kill a worker with its nanny as soon as the first batch is back."""
        if progress.step is Step.UNDERSTOOD and not killed:
            nanny = next(
                process
                for process in psutil.process_iter(["cmdline"])
                if {"distributed.cli.dask_worker", "two"} <= set(process.info["cmdline"] or ())
            )
            killed.append(nanny.pid)
            os.killpg(nanny.pid, signal.SIGKILL)

    report = build([documents], tmp_path / "cluster-graph", engine=Cluster(cluster), progress=told)
    assert killed
    assert len(report.published) == 33
    build([documents], tmp_path / "graph")
    assert _bytes(tmp_path / "cluster-graph") == _bytes(tmp_path / "graph")


def test_a_cluster_that_is_not_there_is_named(plans: Sequence[Path], tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"there is no dask-scheduler at tcp://127.0.0.1:1: "):
        build(plans, tmp_path, engine=Cluster("tcp://127.0.0.1:1"))
