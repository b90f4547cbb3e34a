"""Opens a published graph folder: its store, and what it holds, both of one generation."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bizgraph.errors import GraphError
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.manifest import Manifest
from bizgraph.store.publishing import read_manifest

MOST_IN_MEMORY: Final = 500_000  # quads: some 25 plans of forty pages, five seconds and 250 MB


def open_folder(folder: Path, *, in_memory: bool = False) -> tuple[EmbeddedStore, Manifest]:
    """Return the live generation of a graph folder. Raises GraphError where there is none.

    `in_memory` is for those who ask much: what has no more than MOST_IN_MEMORY quads is read into memory.
    """
    while True:
        manifest = read_manifest(folder)
        if manifest is None:
            raise GraphError(
                f"there is no graph in {folder}: run `bizgraph build` first, or name another folder"
            )
        store = EmbeddedStore.open(folder)
        if read_manifest(folder) == manifest:
            return (store.in_memory() if in_memory and manifest.quads <= MOST_IN_MEMORY else store), manifest
        store.close()  # another graph was published between the two
