"""A process that holds the graph open and does one piece of work after another, until it is ended."""

from __future__ import annotations

import fcntl
import io
import logging
import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from socket import socket
from typing import Final

from typing_extensions import Buffer

from bizgraph.errors import BizgraphError, GraphError, QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.serve.errors import RefusedError, WorkerLostError
from bizgraph.serve.logs import set_up
from bizgraph.serve.source import Source
from bizgraph.serve.work.frames import Failure, Job, Kind, frame, packed, receive, unpacked
from bizgraph.serve.work.reply import Head, Reply

PIECE: Final = 64 * 1024  # of a body; a reply that fails before the first is full fails with a status
WORN_SHARE: Final = 2  # a worker that took up this part of its memory ends, which gives it back
_log = logging.getLogger(__name__)

Warming = Callable[[Graph], object]


def work(
    connection: socket, leash: socket, source: Source, memory_bytes: int, warming: Warming | None
) -> None:
    """Open the graph, say so, and answer jobs until the server is gone.

    `warming` is done once before the first job, so that the first to ask does not wait for it.
    """
    leashed(leash)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)  # they are for the server, which lets its workers finish
    set_up()
    _bound(memory_bytes)
    try:
        version, graph = _opened(source)
        if warming is not None:
            warming(graph)
    except BizgraphError as error:
        connection.sendall(frame(Kind.FAILURE, packed(_failure(error))))
        return
    connection.sendall(frame(Kind.READY, packed(version)))
    while (message := receive(connection)) is not None:
        _answer(connection, graph, unpacked(message[1]), worn=memory_bytes // WORN_SHARE)


def leashed(leash: socket) -> None:
    """Have the system end this process as soon as the other end of the leash is let go of.

    That happens also while it is busy inside the engine, and also when the server is killed. The signal
    SIGIO, which nothing here handles, ends a process; nothing is ever written to the leash.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(leash, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(leash, fcntl.F_SETFL, fcntl.fcntl(leash, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK)
    try:
        leash.recv(1)
    except BlockingIOError:
        return
    raise SystemExit  # the server was gone before


def _bound(memory_bytes: int) -> None:
    """Bound the memory of this process, and have the system end it rather than the server if memory ends."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # elsewhere than on Linux
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _opened(source: Source) -> tuple[str, Graph]:
    """Open the graph, and name its version for sure, also where another is published meanwhile."""
    while True:
        version = source.version()
        graph = source.open()
        if source.version() == version:
            return version, graph
        graph.close()


def _answer(connection: socket, graph: Graph, job: Job, worn: int) -> None:
    output = _Output(connection)
    try:
        reply: Reply = job.function(graph, *job.arguments)
        output.head = reply.head
        if isinstance(reply.body, bytes):
            output.write(reply.body)
        else:
            reply.body(output)
        last = frame(Kind.END)
    except ConnectionError as error:
        if output.broken:
            raise SystemExit from error  # the server is gone
        last = frame(Kind.FAILURE, packed(_failure(error)))
        output.drop()
    except Exception as error:
        last = frame(Kind.FAILURE, packed(_failure(error)))
        output.drop()
    if is_worn := resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > worn:
        last = frame(Kind.WORN) + last
    output.finish(last)
    if is_worn:
        raise SystemExit


class _Output(io.BytesIO):
    """A file whose content goes to the server, in pieces, behind the head of the reply."""

    def __init__(self, connection: socket) -> None:
        super().__init__()
        self.head: Head | None = None
        self.broken = False
        self._connection = connection
        self._held = bytearray()

    def write(self, data: Buffer) -> int:
        """Take in a piece of the body."""
        view = memoryview(data).cast("B")
        for begin in range(0, view.nbytes, PIECE):
            self._held += view[begin : begin + PIECE]
            if len(self._held) >= PIECE:
                self._send(b"")
        return view.nbytes

    def drop(self) -> None:
        """Forget what was not sent yet."""
        self.head = None
        self._held.clear()

    def finish(self, last: bytes) -> None:
        """Send what is left, and the last messages."""
        self._send(last)

    def _send(self, last: bytes) -> None:
        head = b"" if self.head is None else frame(Kind.HEAD, packed(self.head))
        body = frame(Kind.BODY, bytes(self._held)) if self._held else b""
        self.drop()
        try:
            self._connection.sendall(head + body + last)
        except OSError:
            self.broken = True
            raise


def _failure(error: Exception) -> Failure:
    match error:
        case RefusedError():
            return Failure(error.status, str(error), error.candidates)
        case UnknownThingError():
            return Failure(404, str(error), error.candidates)
        case QueryError():
            return Failure(400, str(error))
        case GraphError():
            return Failure(503, str(error))
        case BizgraphError():
            return Failure(400, str(error))
        case MemoryError():
            return Failure(503, str(WorkerLostError()))
        case RecursionError():
            return Failure(400, "what was asked is nested too deeply; ask for it in simpler words")
    _log.exception("a request failed", exc_info=error)
    return Failure(500, "the server failed at this request; its log says why")
