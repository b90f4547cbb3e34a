"""Several processes of this machine, each with a limit of time for a document and a limit of memory."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pebble import ProcessExpired, ProcessPool

from bizgraph.engines.document import Task, Worked, failed, work_on

SECONDS: Final = 300.0  # that one document may take: a hundred times what a plan of forty pages does
MEMORY: Final = 6 * 2**30  # bytes of address space that a process may have
_AHEAD: Final = 2  # tasks for each process, so that none waits for its next
_ATTEMPTS: Final = 2  # a process may have been ended for a reason that is not its document's

_context: Final = multiprocessing.get_context("forkserver")


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes; a document that takes more `seconds`, or ends its process twice, is left out."""

    count: int
    seconds: float = SECONDS
    memory: int = MEMORY
    work: Callable[[Task], Worked] = work_on

    def run(self, tasks: Iterable[Task]) -> Iterator[Worked]:
        """Work on each. Raises OntologyError."""
        _context.set_forkserver_preload(["bizgraph.engines.preload"])
        waiting = iter(tasks)
        pool = ProcessPool(self.count, context=_context, initializer=_limited, initargs=(self.memory,))
        running: dict[Future[Worked], tuple[Task, int]] = {}

        def give(task: Task, attempt: int = 1) -> None:
            running[pool.schedule(self.work, (task,), timeout=self.seconds)] = (task, attempt)

        with pool:
            try:
                for task in islice(waiting, self.count * _AHEAD):
                    give(task)
                while running:
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        task, attempt = running.pop(future)
                        worked = self._outcome(future, task, attempt)
                        if worked is None:
                            give(task, attempt + 1)
                            continue
                        yield worked
                        for following in islice(waiting, 1):
                            give(following)
            except BaseException:
                pool.stop()
                raise

    def _outcome(self, future: Future[Worked], task: Task, attempt: int) -> Worked | None:
        """Return what came of a task; None where it should be tried again."""
        try:
            return future.result()
        except TimeoutError:
            return failed(task.file, f"it was given up after {self.seconds:g} seconds; please report it")
        except ProcessExpired as error:
            if attempt < _ATTEMPTS:
                return None
            return failed(task.file, f"the process that read it ended twice ({error}); please report it")
        except MemoryError:
            return failed(task.file, "it needs more memory than the work on one document may take")


def available() -> int:
    """Return how many processes can run side by side: the processors that this one may use."""
    return len(os.sched_getaffinity(0))


def _limited(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
