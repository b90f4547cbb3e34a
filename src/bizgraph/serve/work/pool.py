"""A few workers, the line before them, and an end to those that take too long."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

from bizgraph.errors import BizgraphError
from bizgraph.serve.errors import CrowdedError, OverrunError, RefusedError
from bizgraph.serve.settings import Limits
from bizgraph.serve.source import Source
from bizgraph.serve.work.arriving import Arriving, Room
from bizgraph.serve.work.line import Line
from bizgraph.serve.work.process import WorkerProcess
from bizgraph.serve.work.worker import Warming

_GRACE: Final = 0.25  # seconds to finish a job that nobody waits for; a new worker costs about as much
_LOOKS: Final = 0.5  # seconds between two looks at a long job: do others wait for its worker?
_FIRST_PAUSE: Final = (
    0.1  # seconds before a worker that could not be started is tried again; doubled each time
)
_LONGEST_PAUSE: Final = 10.0
_log = logging.getLogger(__name__)


class Pool:
    """Workers on one source; `version` is that of the graph which new work is done on."""

    def __init__(self, source: Source, limits: Limits, warming: Warming | None = None) -> None:
        self._source = source
        self._limits = limits
        self._warming = warming
        self._idle: deque[WorkerProcess] = deque()
        self._workers: set[WorkerProcess] = set()  # those that get jobs
        self._leaving: set[WorkerProcess] = set()  # those that do their last one, or are ending
        self._line: Line[WorkerProcess] = Line(limits.waiting, self._free)
        self._room = Room(limits.held_bytes)
        self._tasks: set[asyncio.Task[None]] = set()
        self._short = asyncio.Event()  # there are fewer workers than there should be
        self._changing = asyncio.Lock()  # held while workers are started
        self.version = ""

    @property
    def alive(self) -> int:
        """How many workers there are."""
        return len(self._workers)

    @property
    def idle(self) -> int:
        """How many of them have nothing to do."""
        return len(self._idle)

    async def start(self) -> None:
        """Start the workers. Raises GraphError where the graph cannot be opened."""
        self._enrol(await self._started(self._limits.workers))
        self._spawn(self._keep())

    async def stop(self) -> None:
        """End all workers, and what they do."""
        for task in list(self._tasks):
            task.cancel()
        workers = self._workers | self._leaving
        self._workers.clear()
        self._idle.clear()
        for worker in workers:
            worker.end()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.ended() for worker in workers))

    async def run(self, job: bytes, client: str = "") -> Arriving:
        """Have a worker do a job, a packed `Job`; `client` is who asks, since clients take turns.

        Returns once the head of the reply is there, to be closed in the end. Raises RefusedError where it
        does not come to that.
        """
        worker = await self._turn(client)
        arriving = Arriving(self._limits.result_bytes, self._room, lambda: self._left(worker, arriving))
        worker.give(job, arriving)
        self._time(worker, arriving, asyncio.get_running_loop().time())
        try:
            await arriving.begun()
        except BaseException:
            arriving.close()
            raise
        return arriving

    async def renew(self) -> None:
        """Go over to the graph that the source holds now; work that has begun is done on the old one.

        Raises GraphError where that graph cannot be opened: then all stays as it was.
        """
        async with self._changing:
            fresh = await self._started(self._limits.workers)
            old = set(self._workers)
            self._workers.clear()
            idle, self._idle = self._idle, deque()
            self._leaving |= old
            self._enrol(fresh)
            for worker in idle:
                self._dismiss(worker)

    async def _turn(self, client: str) -> WorkerProcess:
        """Return a worker that is free."""
        if self._idle:
            return self._idle.pop()
        return await self._line.wait(client, self._limits.patience)

    def _enrol(self, workers: list[WorkerProcess]) -> None:
        self._workers.update(workers)
        self.version = workers[-1].version
        for worker in workers:
            self._free(worker)

    def _free(self, worker: WorkerProcess) -> None:
        """Give a worker that is free to the next in line; let it go if it is old or worn."""
        if worker not in self._workers or worker.worn:
            self._dismiss(worker)
        elif not self._line.give(worker):
            self._idle.append(worker)

    def _lost(self, worker: WorkerProcess) -> None:
        """Clear up after a worker that is gone, and see to it that another takes its place."""
        if worker in self._workers:
            self._workers.remove(worker)
            self._short.set()
        with suppress(ValueError):
            self._idle.remove(worker)
        self._leaving.add(worker)
        self._spawn(self._buried(worker))

    async def _buried(self, worker: WorkerProcess) -> None:
        await worker.ended()
        self._leaving.discard(worker)

    def _dismiss(self, worker: WorkerProcess, failure: RefusedError | None = None) -> None:
        """End a worker; `_lost` does the rest once it is gone."""
        if worker in self._workers:
            self._workers.remove(worker)
            self._short.set()
        self._leaving.add(worker)
        worker.end(failure)

    def _time(self, worker: WorkerProcess, arriving: Arriving, since: float) -> None:
        """End a job that takes too long; while others wait for a worker, that is sooner."""
        loop = asyncio.get_running_loop()
        taken = loop.time() - since
        if arriving.done:
            return
        if taken >= self._limits.seconds:
            self._dismiss(worker, OverrunError(self._limits.seconds))
        elif taken >= self._limits.crowded_seconds and len(self._line):
            self._dismiss(worker, CrowdedError(self._limits.crowded_seconds))
        else:
            first = self._limits.crowded_seconds if not taken else _LOOKS
            wait = min(first, self._limits.seconds - taken)
            arriving.timer = loop.call_later(wait, self._time, worker, arriving, since)

    def _left(self, worker: WorkerProcess, arriving: Arriving) -> None:
        """See to it that a worker does not go on for long with what nobody waits for."""

        def end() -> None:
            if worker.arriving is arriving:
                self._dismiss(worker)

        asyncio.get_running_loop().call_later(_GRACE, end)

    async def _keep(self) -> None:
        """Start workers in place of those that ended; where that fails, try again, ever less often."""
        pause = _FIRST_PAUSE
        while True:
            await self._short.wait()
            self._short.clear()
            try:
                async with self._changing:
                    missing = self._limits.workers - len(self._workers)
                    if missing > 0:
                        for worker in await self._started(missing):
                            self._workers.add(worker)
                            self._free(worker)
                pause = _FIRST_PAUSE
            except (BizgraphError, OSError) as error:
                _log.error("a worker could not be started, and will be tried again: %s", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
                self._short.set()

    async def _started(self, count: int) -> list[WorkerProcess]:
        """Start workers: all of them, or none. Raises GraphError or OSError where one cannot be started."""
        one = (self._start_one() for _ in range(count))
        results = await asyncio.gather(*one, return_exceptions=True)
        started = [each for each in results if isinstance(each, WorkerProcess)]
        if errors := [each for each in results if isinstance(each, BaseException)]:
            for worker in started:
                self._dismiss(worker)
            raise errors[0]
        return started

    async def _start_one(self) -> WorkerProcess:
        memory = self._limits.memory_bytes
        return await WorkerProcess.start(self._source, memory, self._warming, self._free, self._lost)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
