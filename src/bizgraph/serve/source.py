"""Where the graph that is served comes from: a folder that `build` publishes to, files, a remote store."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from bizgraph.errors import GraphError
from bizgraph.graph import Graph
from bizgraph.store.layout import Layout

_ASKED_AGAIN: Final = 3.0  # seconds for which what a remote store said of its version holds
_PATIENCE: Final = 5.0  # seconds that a remote store has to say it


class Source(Protocol):
    """A place from which each worker opens the graph. It is handed to other processes."""

    def version(self) -> str:
        """Return a name for what the graph holds now; another name is another graph. Raises GraphError."""
        ...

    def open(self) -> Graph:
        """Open the graph as it is now. Raises GraphError."""
        ...


@dataclass(frozen=True, slots=True)
class GraphFolder:
    """The graph in a folder; what is built there while it is served is served next."""

    folder: Path

    def version(self) -> str:
        """Return the name of the live generation."""
        generation = Layout(self.folder).live()
        if generation is None:
            raise GraphError(
                f"there is no graph in {self.folder}: run `bizgraph build` first, or name another folder"
            )
        return generation

    def open(self) -> Graph:
        """Open the live generation."""
        return Graph.open(self.folder, in_memory=True)


class RemoteStoreSource:
    """The graph in a SPARQL 1.1 service; what is published there while it is served is served next."""

    def __init__(self, url: str) -> None:
        self.url: Final = url
        self._version = ""
        self._asked_at = float("-inf")

    def version(self) -> str:
        """Return the version of what was published to the store; it may be some seconds old."""
        from bizgraph.store.connecting import version_at

        if time.monotonic() - self._asked_at > _ASKED_AGAIN:
            self._version = version_at(self.url, _PATIENCE)
            self._asked_at = time.monotonic()
        return self._version

    def open(self) -> Graph:
        """Connect to the store."""
        return Graph.connect(self.url)

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process without what was asked in this one."""
        return (RemoteStoreSource, (self.url,))
