"""Which files are the documents of a build."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from bizgraph.errors import SourceError
from bizgraph.source.archive import is_hidden, members, read_member
from bizgraph.source.read import content

SUFFIXES: Final = (".txt", ".html", ".htm", ".docx", ".pdf")
ARCHIVE: Final = ".zip"
# Files that hold documents which cannot be read: they are taken, so that the report tells what to do.
_REFUSED: Final = (".doc", ".wps", ".rtf", ".ofd", ".odt")


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """The file of one document: by itself, or as a member of an archive."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The name of the file, without folders."""
        return PurePosixPath(self.member).name or self.path.name

    def __str__(self) -> str:
        return f"{self.path}/{self.member}" if self.member else str(self.path)

    def read(self) -> bytes:
        """Return what is in the file. Raises SourceError where it cannot be read, or is too large."""
        return read_member(self.path, self.member) if self.member else content(self.path)


@dataclass(frozen=True, slots=True)
class Found:
    """The files that stand for documents, in the order of their names, and the paths that gave none."""

    files: tuple[SourceFile, ...]
    faults: tuple[tuple[Path, str], ...]


def find_documents(paths: Iterable[Path]) -> Found:
    """Return the files given, and the documents in the folders given and below them, and in zip archives.

    Each file comes once, and the order of `paths` does not matter. A path that does not exist, a folder or
    an archive without documents, and an archive that cannot be read, is a fault.
    """
    files: dict[tuple[Path, str], SourceFile] = {}
    faults: list[tuple[Path, str]] = []
    for path in sorted(set(paths)):
        try:
            inside = _files(path)
        except SourceError as error:
            faults.append((path, str(error)))
            continue
        for each in inside:
            try:
                for file in _documents(each):
                    files.setdefault((file.path.resolve(), file.member), file)
            except SourceError as error:
                faults.append((each, str(error)))
    return Found(tuple(sorted(files.values(), key=lambda file: (file.name, file))), tuple(faults))


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of what is in a file, as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _files(path: Path) -> tuple[Path, ...]:
    """Return the file given, or those in the folder given that are documents or archives."""
    if path.is_file():
        return (path,)
    if path.is_dir():
        inside = tuple(sorted(filter(_is_document, path.rglob("*"))))
        if inside:
            return inside
        suffixes = ", ".join((*SUFFIXES, ARCHIVE))
        raise SourceError(f"{path}: this folder holds no documents (files that end in {suffixes})")
    if path.exists():
        raise SourceError(f"{path}: this is neither a file nor a folder")
    raise SourceError(f"{path}: there is no such file or folder; check the spelling")


def _documents(path: Path) -> Iterator[SourceFile]:
    """Yield the file itself, or the documents in it where it is an archive."""
    if path.suffix.lower() != ARCHIVE:
        yield SourceFile(path)
        return
    wanted = [name for name in members(path) if not is_hidden(name) and _has_suffix(PurePosixPath(name))]
    if not wanted:
        suffixes = ", ".join(SUFFIXES)
        raise SourceError(f"{path}: this archive holds no documents (files that end in {suffixes})")
    for name in wanted:
        yield SourceFile(path, name)


def _is_document(path: Path) -> bool:
    taken = _has_suffix(path) or path.suffix.lower() == ARCHIVE
    return taken and not path.name.startswith((".", "~$")) and path.is_file()


def _has_suffix(path: PurePosixPath | Path) -> bool:
    return path.suffix.lower() in (*SUFFIXES, *_REFUSED)
