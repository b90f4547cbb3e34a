"""Databases that are written once: loaded whole, or grown out of a copy of the one before."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Store, parse

from bizgraph.rdf.serialise import from_nquads

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE: Final = 2**20  # bytes that are read at once
_NEVER_CHANGED: Final = ".sst"  # the files of RocksDB that are written once, and deleted when they are merged


def loaded(database: Path, files: Iterable[Path]) -> int:
    """Load files of N-Quads into a new database; return how many quads it holds.

    Loaded at one go, a database is a third smaller than file by file, and needs no optimizing.
    """
    store = Store(str(database))
    try:
        with io.BufferedReader(_InARow(files), _PIECE) as everything:
            store.bulk_load(input=everything, format=RdfFormat.N_QUADS)
        store.flush()
        return len(store)
    finally:
        del store  # Oxigraph closes its files when the last reference goes


class _InARow(io.RawIOBase):
    """Files as one, opened one after the other."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = iter(files)
        self._open: io.BufferedReader | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while True:
            if self._open is None:
                file = next(self._files, None)
                if file is None:
                    return 0
                self._open = file.open("rb")
            if read := self._open.readinto(buffer):
                return read
            self._open.close()
            self._open = None

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
        super().close()


def grown(
    before: Path,
    database: Path,
    *,
    gone: Sequence[Path],
    coming: Sequence[Path],
    common: tuple[Path, Path],
) -> int:
    """Copy a database and change the copy; return how many quads it holds.

    The graphs in the files that are `gone` are taken out, those `coming` are put in, and of the quads in
    `common`, those before and those now, the ones that differ are changed. What does not change costs
    nothing: the copy shares its files with the database before, which is never written to again.
    """
    _copy(before, database)
    store = Store(str(database))
    try:
        for graph in {
            quad.graph_name for file in gone for quad in parse(path=str(file), format=RdfFormat.N_QUADS)
        }:
            store.remove_graph(graph)
        for file in coming:
            store.load(path=str(file), format=RdfFormat.N_QUADS)
        old, new = (set(file.read_bytes().splitlines()) for file in common)
        for quad in from_nquads(b"\n".join(old - new)):
            store.remove(quad)
        store.extend(from_nquads(b"\n".join(new - old)))
        store.flush()
        return len(store)
    finally:
        del store


def _copy(before: Path, database: Path) -> None:
    database.mkdir()
    for file in before.iterdir():
        if file.name == "LOCK":
            continue
        if file.suffix == _NEVER_CHANGED:
            os.link(file, database / file.name)
        else:
            shutil.copy2(file, database / file.name)
