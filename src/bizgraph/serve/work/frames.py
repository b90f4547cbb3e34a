"""Messages between the server and a worker: a kind, a length, and that many bytes, over a socket."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from socket import socket
from typing import Any, Final

_HEAD: Final = struct.Struct("!BI")


class Kind(IntEnum):
    """What a message is."""

    JOB = 1  # to the worker: a function and what it is called with
    READY = 2  # from the worker, once: the graph is open; its version
    HEAD = 3  # the head of a reply
    BODY = 4  # a piece of its body
    END = 5  # the reply is whole
    FAILURE = 6  # no reply, or no more of it
    WORN = 7  # in front of END or FAILURE: this was the worker's last job, since it has grown large


@dataclass(frozen=True, slots=True)
class Job:
    """A function of a module, which is called with the opened graph and these arguments."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no reply; see `bizgraph.serve.errors.RefusedError`."""

    status: int
    message: str
    candidates: tuple[tuple[str, str], ...] = ()


def packed(value: object) -> bytes:
    """Return a value as the bytes of a message. Both ends are processes of one program, on one machine."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Any:
    """Return the value in a message."""
    return pickle.loads(data)


def frame(kind: Kind, data: bytes = b"") -> bytes:
    """Return a whole message."""
    return _HEAD.pack(kind, len(data)) + data


def receive(connection: socket) -> tuple[Kind, bytes] | None:
    """Wait for a message; None where the other end is gone."""
    head = _exactly(connection, _HEAD.size)
    if head is None:
        return None
    kind, length = _HEAD.unpack(head)
    data = _exactly(connection, length)
    return None if data is None else (Kind(kind), data)


class Incoming:
    """Cuts bytes, as they come in, into messages."""

    def __init__(self) -> None:
        self._held = bytearray()

    def messages(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """Take in some bytes; yield the messages that are whole by now."""
        self._held += data
        begin = 0
        try:
            while len(self._held) - begin >= _HEAD.size:
                kind, length = _HEAD.unpack_from(self._held, begin)
                end = begin + _HEAD.size + length
                if end > len(self._held):
                    return
                message = bytes(memoryview(self._held)[begin + _HEAD.size : end])
                begin = end
                yield Kind(kind), message
        finally:
            del self._held[:begin]


def _exactly(connection: socket, length: int) -> bytes | None:
    parts: list[bytes] = []
    while length:
        part = connection.recv(min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
