"""RDF files that are served as they are, without documents and without a build."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat

from bizgraph.errors import GraphError
from bizgraph.graph import Graph
from bizgraph.rdf.provenance import program_version
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.manifest import Manifest

FORMATS: Final[Mapping[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
_PREFIX: Final = "bizgraph-serve-"
_IN_USE: Final = "IN_USE"  # held by the program whose folder it is


@dataclass(frozen=True, slots=True)
class RdfFiles:
    """A database that was loaded from RDF files; `digest` names what they held."""

    database: Path
    digest: str
    quads: int

    def version(self) -> str:
        """Return the name of what the files held when they were loaded."""
        return self.digest

    def open(self) -> Graph:
        """Open the database for reading."""
        try:
            store = pyoxigraph.Store.read_only(str(self.database))
        except OSError as error:
            raise GraphError(f"the database of the files cannot be opened: {error}; start again") from error
        return Graph(EmbeddedStore(store), Manifest(program_version(), self.quads, ()))


@contextmanager
def loaded(files: Sequence[Path]) -> Iterator[RdfFiles]:
    """Load RDF files of any format into a database that is there until the block ends.

    The ending of a name gives the format. Triples of files without named graphs are in the default graph.
    Raises GraphError, which names the file, where one cannot be read.
    """
    _clear()
    with TemporaryDirectory(prefix=_PREFIX) as folder, _held(Path(folder) / _IN_USE):
        database = Path(folder) / "db"
        store = pyoxigraph.Store(str(database))
        digest = hashlib.sha256()
        for file in files:
            digest.update(_load(store, file))
        store.flush()
        quads = len(store)
        del store  # Oxigraph closes its files when the last reference goes
        yield RdfFiles(database, digest.hexdigest()[:32], quads)


def _load(store: pyoxigraph.Store, file: Path) -> bytes:
    """Load one file; return the digest of what is in it."""
    form = FORMATS.get(file.suffix.lower())
    if form is None:
        raise GraphError(
            f"{file}: its name does not end as that of an RDF file does; known are {', '.join(FORMATS)}"
        )
    try:
        with file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").digest()
            content.seek(0)
            store.bulk_load(content, form, base_iri=file.resolve().as_uri())
    except SyntaxError as error:
        raise GraphError(f"{file} is not {form.name}: {error}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise GraphError(f"{file} cannot be read: {reason}") from error
    return digest


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """Hold a file; the system lets go of it when this program ends, however it ends."""
    with file.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _clear() -> None:
    """Clear away what programs left behind that were killed."""
    for folder in Path(gettempdir()).glob(f"{_PREFIX}*"):
        try:
            with (folder / _IN_USE).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # it is in use, or somebody else's
