"""A worker, seen from the server: a process, the connection to it, and the leash that ends it."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import socket
from collections.abc import Callable, Coroutine
from contextlib import suppress
from multiprocessing.process import BaseProcess
from typing import Any, Final, Self, cast

from bizgraph.errors import GraphError
from bizgraph.serve.errors import RefusedError, WorkerLostError
from bizgraph.serve.source import Source
from bizgraph.serve.work.arriving import Arriving
from bizgraph.serve.work.frames import Failure, Incoming, Kind, frame, unpacked
from bizgraph.serve.work.worker import Warming, work

OPENING: Final = 60.0  # seconds that a worker may take to open the graph
_REAPING: Final = 10.0  # seconds in which the system has ended a process for sure
_log = logging.getLogger(__name__)
_context: Final = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["bizgraph.serve.work.preload"])

Told = Callable[["WorkerProcess"], None]


class WorkerProcess(asyncio.Protocol):
    """A process that does one job after another; `version` is that of the graph it holds.

    `free` is called when a job is done, `lost` when the process is gone, whatever the reason.
    """

    def __init__(self, free: Told, lost: Told) -> None:
        self.version = ""
        self.worn = False
        self._free = free
        self._lost = lost
        self._arriving: Arriving | None = None
        self._incoming = Incoming()
        self._ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None
        self._leash: socket.socket | None = None
        self._process: BaseProcess | None = None

    @classmethod
    async def start(
        cls, source: Source, memory_bytes: int, warming: Warming | None, free: Told, lost: Told
    ) -> Self:
        """Start a process and wait until it holds the graph. Raises GraphError where it cannot open it."""
        worker = cls(free, lost)
        ours, theirs = socket.socketpair()
        worker._leash, collar = socket.socketpair()
        process = _context.Process(target=work, args=(theirs, collar, source, memory_bytes, warming))
        worker._process = process
        try:
            with theirs, collar:
                await _finished(asyncio.to_thread(process.start))
            ours.setblocking(False)
            await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
            async with asyncio.timeout(OPENING):
                worker.version = await worker._ready
        except BaseException as error:
            if worker._transport is None:
                ours.close()
            worker.end()
            await worker.ended()
            if isinstance(error, TimeoutError):
                raise GraphError(f"a worker could not open the graph in {OPENING:g} seconds") from None
            raise
        return worker

    @property
    def arriving(self) -> Arriving | None:
        """The reply to the job that it does now, if it does one."""
        return self._arriving

    def give(self, job: bytes, arriving: Arriving) -> None:
        """Give a job to a worker that is free; the reply arrives where `arriving` says."""
        self._arriving = arriving
        arriving.version = self.version
        if self._transport is not None:
            self._transport.write(frame(Kind.JOB, job))

    def end(self, failure: RefusedError | None = None) -> None:
        """End the process, whatever it is doing; who waits for its reply is told why."""
        if self._arriving is not None:
            self._arriving.end(failure or WorkerLostError())
            self._arriving = None
        if self._leash is not None:
            self._leash.close()  # the system ends the process at once: see `leashed` of the worker
        if self._transport is not None:
            self._transport.abort()

    async def ended(self) -> None:
        """Wait until the process is gone, and let go of what the system keeps for it."""
        process, self._process = self._process, None
        if process is not None and process.pid is not None:
            await asyncio.to_thread(_reap, process)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take in that the connection stands."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Take in what the worker says."""
        for kind, content in self._incoming.messages(data):
            try:
                self._take(kind, content)
            except RefusedError as error:
                self.end(error)
                return

    def connection_lost(self, _: Exception | None) -> None:
        """Take in that the process is gone."""
        self.end()
        if not self._ready.done():
            self._ready.set_exception(GraphError("a worker ended while it opened the graph"))
        self._lost(self)

    def _take(self, kind: Kind, content: bytes) -> None:
        if kind is Kind.READY:
            self._ready.set_result(unpacked(content))
        elif kind is Kind.FAILURE and not self._ready.done():
            self._ready.set_exception(GraphError(unpacked(content).message))
        elif kind is Kind.WORN:
            self.worn = True
        elif self._arriving is not None:
            self._take_reply(self._arriving, kind, content)

    def _take_reply(self, arriving: Arriving, kind: Kind, content: bytes) -> None:
        match kind:
            case Kind.HEAD:
                arriving.head = unpacked(content)
            case Kind.BODY:
                arriving.add(content)
            case Kind.END:
                self._finish(arriving, None)
            case Kind.FAILURE:
                failure: Failure = unpacked(content)
                self._finish(
                    arriving, RefusedError(failure.status, failure.message, candidates=failure.candidates)
                )

    def _finish(self, arriving: Arriving, failure: RefusedError | None) -> None:
        self._arriving = None
        arriving.end(failure)
        self._free(self)


async def _finished(work: Coroutine[Any, Any, None]) -> None:
    """Wait for something that is finished also where this is cancelled meanwhile."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _reap(process: BaseProcess) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    process.join(_REAPING)
    if process.is_alive():
        _log.error("process %s cannot be ended", process.pid)
    else:
        process.close()
