"""Many machines: a cluster of Dask, given documents in batches.

The machines need not see the files: a document travels with its batch. Where a worker is lost, the scheduler
gives its batches to others.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from bizgraph.engines.document import Task, Worked, failed
from bizgraph.errors import EngineError
from bizgraph.fingerprint import ontology_digest, program_digest

if TYPE_CHECKING:
    from distributed import Client, Future

_BATCH: Final = 16  # documents: some ten seconds of work, beside which sending it costs nothing
_AHEAD: Final = 2  # batches for each thread of the cluster, so that none waits for its next
_PATIENCE: Final = 5.0  # seconds in which a scheduler must answer


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cluster of the dask-scheduler at an address: `tcp://host:8786`."""

    address: str

    def run(self, tasks: Iterable[Task]) -> Iterator[Worked]:
        """Work on each.

        Raises EngineError where the cluster cannot be reached, has no workers, or runs another bizgraph.
        """
        from distributed import as_completed

        with _connected(self.address) as client:
            waiting = _batches(tasks)
            given: dict[Future[list[Worked]], list[Task]] = {}
            running = as_completed(loop=client.loop, raise_errors=False)

            def give(batch: list[Task]) -> None:
                future = client.submit(work_on_batch, batch, pure=False)
                given[future] = batch
                running.add(future)

            for batch in islice(waiting, _AHEAD * _threads(client)):
                give(batch)
            for future in running:
                batch = given.pop(future)
                if future.status == "finished":
                    yield from future.result()
                elif len(batch) > 1:  # one of them ends those who work on it: find out which
                    for task in batch:
                        give([task])
                else:
                    why = f"the cluster could not work on it: {future.exception()!r}"
                    yield failed(batch[0].file, why)
                future.release()
                for batch in islice(waiting, 1):
                    give(batch)


def work_on_batch(tasks: Sequence[Task]) -> list[Worked]:
    """Work on documents in a process of their own, which keeps the limits of time and memory.

    Called on the machines of the cluster. Raises RuntimeError where that process ends before its time.
    """
    done = subprocess.run(
        [sys.executable, "-m", "bizgraph.engines.batch"],
        input=pickle.dumps(list(tasks)),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    worked: list[Worked] = pickle.loads(done.stdout)
    return worked


def program() -> tuple[str, str]:
    """Return what the work depends on: which ontology, and which program."""
    return ontology_digest(), program_digest()


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineError("a cluster needs Dask: pip install 'bizgraph[cluster]'") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise EngineError(
            f"there is no dask-scheduler at {address}: {error}; start it, or check it"
        ) from error
    try:
        _check(client, address)
    except BaseException:
        client.close()
        raise
    return client


def _check(client: Client, address: str) -> None:
    """Raise EngineError where nobody would work, or somebody with another program."""
    programs: dict[str, tuple[str, str]] = client.run(program)
    if not programs:
        raise EngineError(f"the cluster at {address} has no workers; start some with `dask worker`")
    others = sorted(worker for worker, found in programs.items() if found != program())
    if others:
        raise EngineError(f"another version of bizgraph is installed on {others[0]}: install this one")


def _threads(client: Client) -> int:
    threads: dict[str, int] = client.nthreads()
    return max(1, sum(threads.values()))


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Yield tasks in batches, with what is in their files."""
    tasks = iter(tasks)
    while batch := list(islice(tasks, _BATCH)):
        yield [_with_data(task) for task in batch]


def _with_data(task: Task) -> Task:
    return replace(task, data=task.file.read())
