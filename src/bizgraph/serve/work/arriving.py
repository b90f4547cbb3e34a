"""A reply on its way from a worker to a client."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from typing import IO, Final

from bizgraph.serve.errors import BusyError, RefusedError, ResultTooLargeError, WorkerLostError
from bizgraph.serve.work.reply import Head

PIECE: Final = 64 * 1024  # bytes of a body that are handed on at once
_IN_MEMORY: Final = 1024 * 1024  # bytes of one reply; what is longer waits on disk for a slow client


class Room:
    """The bytes that all replies together may take up while their clients fetch them."""

    def __init__(self, size: int) -> None:
        self._left = size

    def take(self, size: int) -> bool:
        """Take up some room; False where there is not that much."""
        if size > self._left:
            return False
        self._left -= size
        return True

    def give_back(self, size: int) -> None:
        """Leave some room."""
        self._left += size


class Arriving:
    """A reply as it comes: its head, its body so far, and whether it is whole.

    The worker does not wait for the client: what the client has not fetched is held. `close` ends the
    work, if it is not done, and lets go of what is held.
    """

    def __init__(self, limit: int, room: Room, leave: Callable[[], None]) -> None:
        """`limit` is how long a body may be; `leave` is called where nobody wants it any more."""
        self.head: Head | None = None
        self.version = ""
        self.length = 0
        self.done = False
        self.failure: RefusedError | None = None
        self.timer: asyncio.TimerHandle | None = None  # looks whether it takes too long
        self._limit = limit
        self._room = room
        self._leave = leave
        self._closed = False
        self._memory = bytearray()
        self._file: IO[bytes] | None = None
        self._news = asyncio.Event()

    def add(self, data: bytes) -> None:
        """Take in a piece of the body. Raises RefusedError where it may not be as long as that."""
        if self._closed:
            return
        if self.length + len(data) > self._limit:
            raise ResultTooLargeError(self._limit)
        if not self._room.take(len(data)):
            raise BusyError
        self.length += len(data)
        if self._file is not None:
            self._file.seek(0, 2)
            self._file.write(data)
        elif self.length <= _IN_MEMORY:
            self._memory += data
        else:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `close`)
            self._file.write(self._memory)
            self._file.write(data)
            self._memory.clear()
        self._news.set()

    def end(self, failure: RefusedError | None = None) -> None:
        """Take in that nothing more comes, and why, if that is not the end of the body."""
        if not self.done:
            self.done, self.failure = True, failure
            self._news.set()
            if self.timer is not None:
                self.timer.cancel()

    async def begun(self) -> Head:
        """Wait for the head, and for the whole of a short body. Raises RefusedError where there is none."""
        while not self.done and (self.head is None or not self.length):
            await self._next()
        if self.head is None or self.failure is not None:
            raise self.failure or WorkerLostError()
        return self.head

    def whole(self) -> bytes | None:
        """Return the body where all of it is there, and it is short."""
        if self.done and self.failure is None and self._file is None:
            return bytes(self._memory)
        return None

    async def body(self) -> AsyncIterator[bytes]:
        """Yield the body in pieces. Raises RefusedError where it breaks off."""
        position = 0
        while True:
            while position < self.length:
                piece = self._read(position)
                position += len(piece)
                yield piece
            if self.done:
                break
            await self._next()
        if self.failure is not None:
            raise self.failure

    def close(self) -> None:
        """Let go of the reply; closing twice does no harm."""
        if self._closed:
            return
        self._closed = True
        self._room.give_back(self.length)
        self._memory = bytearray()
        if self._file is not None:
            self._file.close()
        if not self.done:
            self._leave()

    def _read(self, position: int) -> bytes:
        if self._file is None:
            return bytes(memoryview(self._memory)[position : position + PIECE])
        self._file.seek(position)
        return self._file.read(PIECE)

    async def _next(self) -> None:
        self._news.clear()
        await self._news.wait()
