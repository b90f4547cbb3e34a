"""Opens a published graph folder: its store, and what it holds, both of one generation."""

from __future__ import annotations

from pathlib import Path

from bizgraph.errors import GraphError
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.manifest import Manifest
from bizgraph.store.publishing import read_manifest


def open_folder(folder: Path) -> tuple[EmbeddedStore, Manifest]:
    """Return the live generation of a graph folder. Raises GraphError where there is none."""
    while True:
        manifest = read_manifest(folder)
        if manifest is None:
            raise GraphError(
                f"there is no graph in {folder}: run `bizgraph build` first, or name another folder"
            )
        store = EmbeddedStore.open(folder)
        if read_manifest(folder) == manifest:
            return store, manifest
        store.close()  # another graph was published between the two
