"""Databases that are written once: loaded whole, or grown out of a copy of the one before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Store, parse

from bizgraph.rdf.serialise import from_nquads

_NEVER_CHANGED: Final = ".sst"  # the files of RocksDB that are written once, and deleted when they are merged


def loaded(database: Path, files: Iterable[Path]) -> int:
    """Load files of N-Quads into a new database; return how many quads it holds.

    Loaded at one go, a database is a third smaller than file by file, and needs no optimizing.
    """
    whole = database.with_name("whole.nq")
    with whole.open("wb") as everything:
        for file in files:
            with file.open("rb") as facts:
                shutil.copyfileobj(facts, everything)
    store = Store(str(database))
    try:
        store.bulk_load(path=str(whole), format=RdfFormat.N_QUADS)
        store.flush()
        return len(store)
    finally:
        del store  # Oxigraph closes its files when the last reference goes
        whole.unlink()


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
