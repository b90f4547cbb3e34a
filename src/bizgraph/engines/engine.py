"""What an engine is: it works on documents, one after another or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from bizgraph.engines.document import Task, Worked, work_on


class Engine(Protocol):
    """Works on documents, and yields what each came to as soon as it is known, in any order.

    It takes tasks as it gets to them, and holds no more of them than it works on.
    """

    def run(self, tasks: Iterable[Task]) -> Iterator[Worked]:
        """Work on each. Raises OntologyError, and EngineError where the engine itself fails."""
        ...


class ThisProcess:
    """Works in this process, in order; what crashes or never ends takes this process with it."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Worked]:
        """Work on each. Raises OntologyError."""
        return map(work_on, tasks)
