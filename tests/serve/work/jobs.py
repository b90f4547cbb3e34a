"""Work for workers, good and bad."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from bizgraph.errors import GraphError, QueryError
from bizgraph.serve.work.reply import Reply


@dataclass(frozen=True)
class Told:
    """A source whose version is what stands in a file; without the file it cannot be opened."""

    file: Path

    def version(self) -> str:
        try:
            return self.file.read_text()
        except FileNotFoundError:
            raise GraphError("there is no graph") from None

    def open(self) -> Any:
        return Graph(self.version())


@dataclass(frozen=True)
class Graph:
    """What stands for a graph: only its version."""

    version: str

    def close(self) -> None:
        """Do nothing."""


def told(graph: Graph) -> Reply:
    return Reply.of(f"{graph.version} {os.getpid()}".encode(), "text/plain")


def slow(graph: Graph, seconds: float) -> Reply:
    time.sleep(seconds)
    return told(graph)


def large(_: Graph, size: int) -> Reply:
    return Reply.of(b"x" * size, "text/plain")


def refusing(_: Graph) -> Reply:
    raise QueryError("that is no query")


def broken(_: Graph) -> Reply:
    raise ZeroDivisionError


def hungry(_: Graph, size: int) -> Reply:
    return Reply.of((b"x" * size)[:1], "text/plain")


def dying(_: Graph) -> Reply:
    os._exit(1)


def half(_: Graph) -> Reply:
    def write(output: BinaryIO) -> None:
        output.write(b"x" * 1_000_000)
        raise QueryError("the rest cannot be had")

    return Reply.of(write, "text/plain")
