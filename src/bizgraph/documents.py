"""Which files are the documents of a build."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bizgraph.errors import SourceError

SUFFIX: Final = ".txt"


@dataclass(frozen=True, slots=True)
class Found:
    """The files that stand for documents, in the order of their names, and the paths that gave none."""

    files: tuple[Path, ...]
    faults: tuple[tuple[Path, str], ...]


def find_documents(paths: Iterable[Path]) -> Found:
    """Return the files given, and those that end in .txt in the folders given and below them.

    Each file comes once, and the order of `paths` does not matter. A path that does not exist, and a
    folder without documents, is a fault.
    """
    files: dict[Path, Path] = {}
    faults: list[tuple[Path, str]] = []
    for path in sorted(set(paths)):
        if path.is_dir():
            inside = sorted(filter(_is_document, path.rglob("*")))
            if not inside:
                faults.append((path, f"{path}: this folder holds no documents (files that end in {SUFFIX})"))
            for file in inside:
                files.setdefault(file.resolve(), file)
        elif path.is_file():
            files.setdefault(path.resolve(), path)
        elif path.exists():
            faults.append((path, f"{path}: this is neither a file nor a folder"))
        else:
            faults.append((path, f"{path}: there is no such file or folder; check the spelling"))
    return Found(tuple(sorted(files.values(), key=lambda file: (file.name, file))), tuple(faults))


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file. Raises SourceError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def _is_document(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX and not path.name.startswith(".") and path.is_file()
