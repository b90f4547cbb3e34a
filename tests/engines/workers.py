"""Work that goes wrong, for processes to do; in a module of its own, so that they can import it."""

from __future__ import annotations

import os
import signal
import time

from bizgraph.engines.document import Task, Worked, work_on


def hanging(task: Task) -> Worked:
    """Never come back from the document called `bad.txt`."""
    while task.file.name == "bad.txt":
        time.sleep(1)
    return work_on(task)


def crashing(task: Task) -> Worked:
    """Crash at the document called `bad.txt`, as a fault in a library does."""
    if task.file.name == "bad.txt":
        os.kill(os.getpid(), signal.SIGSEGV)
    return work_on(task)


def killed_once(task: Task) -> Worked:
    """Be ended from outside while working on each document for the first time; note it beside its file."""
    mark = task.file.path.with_suffix(".seen")
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return work_on(task)


def greedy(task: Task) -> Worked:
    """Need more memory than there may be for the document called `bad.txt`."""
    if task.file.name == "bad.txt":
        bytearray(50_000_000_000)
    return work_on(task)
