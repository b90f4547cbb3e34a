"""Builds a graph beside the live one and swaps it in whole.

A new generation is written under a name that no reader looks at, brought to the disk, renamed, and
only then named in CURRENT, by one atomic replacement. Whoever opens the folder at any moment,
also after a crash, finds the old generation or the new one, complete.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from bizgraph.errors import GraphError
from bizgraph.rdf.authorities import merged
from bizgraph.rdf.serialise import from_nquads, to_nquads
from bizgraph.store.database import grown, loaded
from bizgraph.store.layout import Layout
from bizgraph.store.manifest import DocumentRecord, Manifest

_UNFINISHED: Final = ".unfinished-"
_FEW: Final = 0.2  # the share of documents that may change for a copy to be changed, and not all be loaded
_building: Final[set[Path]] = set()


def read_manifest(folder: Path) -> Manifest | None:
    """Return what the live generation of a graph folder holds; None where there is no graph yet."""
    layout = Layout(folder)
    for _ in range(20):
        generation = layout.live()
        if generation is None:
            return None
        try:
            return Manifest.from_bytes(layout.manifest(generation).read_bytes())
        except FileNotFoundError:
            continue  # a newer generation was published, and this one is being cleared away
        except (OSError, ValueError) as error:
            path = layout.manifest(generation)
            raise GraphError(f"{path} cannot be read: {error}; build the graph again") from error
    raise GraphError(
        f"{folder} names a generation that is not there ({layout.live()}); build the graph again"
    )


@contextmanager
def building(folder: Path) -> Iterator[Builder]:
    """Give the one builder of a graph folder, and make the folder if need be.

    Raises GraphError where another builder is at work there, or the folder cannot be written.
    """
    layout = Layout(folder)
    with ExitStack() as held:
        with _told(folder):
            layout.generations.mkdir(parents=True, exist_ok=True)
            layout.documents.mkdir(exist_ok=True)
            held.enter_context(_only_builder(layout))
            builder = Builder(layout)
            builder.clear_unfinished()
        yield builder


class Builder:
    """Keeps what single documents came to, and publishes generations made of them."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def kept(self, identifier: str, fingerprint: str) -> DocumentRecord | None:
        """Return the record of a document whose quads are kept and still hold, else None."""
        try:
            record = DocumentRecord.from_json(
                json.loads(self._layout.document(identifier, ".json").read_bytes())
            )
            found = self._content(identifier)
        except (OSError, ValueError, TypeError):
            return None
        whole = record.id == identifier and record.fingerprint == fingerprint and record.content == found
        return record if whole else None

    def keep(self, record: DocumentRecord, facts: bytes, shared: bytes) -> DocumentRecord:
        """Keep the quads of a document, as N-Quads: its own graph, and what it adds to shared knowledge.

        Returns the record to publish. What a crash leaves half written is not taken for whole.
        """
        with _told(self._layout.folder):
            _replace(self._layout.document(record.id, ".nq"), facts)
            _replace(self._layout.document(record.id, ".shared.nq"), shared)
            record = replace(record, content=self._content(record.id))
            data = json.dumps(record.to_json(), ensure_ascii=False, indent=1, sort_keys=True)
            _replace(self._layout.document(record.id, ".json"), data.encode())
        return record

    def shared(self, records: Iterable[DocumentRecord]) -> Iterator[Quad]:
        """Yield what documents contribute to shared knowledge, each quad once."""
        lines: set[bytes] = set()  # read once each: many documents say the same of the same units
        for record in records:
            lines.update(self._layout.document(record.id, ".shared.nq").read_bytes().splitlines())
        yield from from_nquads(b"\n".join(sorted(lines)))

    def publish(
        self,
        records: Sequence[DocumentRecord],
        knowledge: Iterable[Quad],
        *,
        program: str,
        about: Mapping[str, str] | None = None,
    ) -> Manifest:
        """Publish a generation of these documents, each kept before, and of what is known beside them.

        Documents of earlier generations that are not among them are left out and their quads removed.
        """
        records = sorted(records, key=lambda record: record.id)
        if len({record.id for record in records}) < len(records):
            raise GraphError("two documents have one identifier; give each file a name of its own")
        with _told(self._layout.folder), _sound(self._layout):
            common = to_nquads(merged([*knowledge, *self.shared(records)]))
            manifest = Manifest(program, 0, tuple(records), about or {})
            generation = hashlib.sha256(manifest.to_bytes() + common).hexdigest()[:32]
            if not self._layout.manifest(generation).exists():
                self._write(generation, manifest, common)
            if generation != self._layout.live():
                _replace(self._layout.current, f"{generation}\n".encode())
            self._clear(generation, records)
            return Manifest.from_bytes(self._layout.manifest(generation).read_bytes())

    def clear_unfinished(self) -> None:
        """Clear away what crashed builds left behind."""
        for folder in (self._layout.folder, self._layout.generations, self._layout.documents):
            for path in folder.glob(f"{_UNFINISHED}*"):
                _remove(path)

    def _write(self, generation: str, manifest: Manifest, common: bytes) -> None:
        folder = self._layout.generations / f"{_UNFINISHED}{generation}"
        _remove(folder)
        folder.mkdir()
        try:
            (folder / "common.nq").write_bytes(common)
            quads = self._grown(folder, manifest.documents) or self._loaded(folder, manifest.documents)
            (folder / "manifest.json").write_bytes(replace(manifest, quads=quads).to_bytes())
            (folder / "IN_USE").touch()
            _sync_all(folder)
            folder.rename(self._layout.generations / generation)
            _sync(self._layout.generations)
        except BaseException:
            _remove(folder)
            raise

    def _loaded(self, folder: Path, records: Sequence[DocumentRecord]) -> int:
        """Load all into a new database; return how many quads there are."""
        files = [self._layout.document(record.id, ".nq") for record in records]
        return loaded(folder / "db", [folder / "common.nq", *files])

    def _grown(self, folder: Path, records: Sequence[DocumentRecord]) -> int | None:
        """Bring a copy of the live database to these documents; None where loading all costs less."""
        live = self._layout.live()
        before = read_manifest(self._layout.folder)
        if live is None or before is None or not self._layout.common(live).exists():
            return None
        new, old = ({(record.id, record.content) for record in each} for each in (records, before.documents))
        if len(new ^ old) > _FEW * len(new | old):
            return None
        gone = [self._layout.document(identifier, ".nq") for identifier, _ in old - new]
        if not all(file.exists() for file in gone):
            return None
        coming = [self._layout.document(identifier, ".nq") for identifier, _ in new - old]
        return grown(
            self._layout.database(live),
            folder / "db",
            gone=gone,
            coming=coming,
            common=(self._layout.common(live), folder / "common.nq"),
        )

    def _clear(self, live: str, records: Iterable[DocumentRecord]) -> None:
        """Clear away generations that nobody reads, and documents that left the graph."""
        for path in self._layout.generations.iterdir():
            if path.name != live and not path.name.startswith("."):
                _remove_unless_read(path)
        suffixes = (".nq", ".shared.nq", ".json")
        wanted = {self._layout.document(record.id, suffix) for record in records for suffix in suffixes}
        for path in self._layout.documents.iterdir():
            if path not in wanted:
                _remove(path)

    def _content(self, identifier: str) -> str:
        digest = hashlib.sha256()
        for suffix in (".nq", ".shared.nq"):
            digest.update(hashlib.sha256(self._layout.document(identifier, suffix).read_bytes()).digest())
        return digest.hexdigest()


@contextmanager
def _only_builder(layout: Layout) -> Iterator[None]:
    """Hold the folder's lock. The system lets go of it when the program ends, however it ends.

    The lock belongs to this process alone: worker processes that outlive it do not hold it.
    """
    folder = layout.folder.resolve()
    if folder in _building:
        raise GraphError(f"this program is already building a graph in {layout.folder}; wait for it to end")
    _building.add(folder)
    try:
        with layout.lock.open("a+b") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise _busy(layout) from error
            except OSError as error:
                if error.errno == errno.EACCES:
                    raise _busy(layout) from error
                raise
            file.truncate(0)
            file.write(f"{os.getpid()}\n".encode())
            file.flush()
            yield
    finally:
        _building.discard(folder)


def _busy(layout: Layout) -> GraphError:
    with suppress(OSError):
        process = layout.lock.read_text("ascii", "replace").strip()
        return GraphError(
            f"process {process} is building a graph in {layout.folder}; wait for it, or build elsewhere"
        )
    return GraphError(f"another program is building a graph in {layout.folder}; wait for it to end")


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into an error that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error):
            advice = "the disk is full; free some space and build again"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            advice = "it may not be written; change its permissions or name another folder"
        elif error.errno in (errno.ENOTDIR, errno.EEXIST):
            advice = "it is not a folder; name another one"
        else:
            advice = "see to it and build again"
        raise GraphError(
            f"the graph in {folder} cannot be built: {error}: {advice}. What was published before is unharmed"
        ) from error


@contextmanager
def _sound(layout: Layout) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise GraphError(
            f"a file under {layout.documents} is damaged ({error}); delete that folder and build again"
        ) from error


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(f"{_UNFINISHED}{path.name}")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_all(folder: Path) -> None:
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(parent, name))
        _sync(Path(parent))


def _remove_unless_read(generation: Path) -> None:
    with ExitStack() as held:
        with suppress(FileNotFoundError):
            descriptor = os.open(generation / "IN_USE", os.O_RDONLY)
            held.callback(os.close, descriptor)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # somebody reads it; a later build clears it away
        going = generation.with_name(f"{_UNFINISHED}{generation.name}")
        _remove(going)
        generation.rename(going)  # first out of sight: half a generation must not look like a whole one
        _remove(going)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
