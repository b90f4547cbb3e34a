"""Writing an excerpt in a format, to memory or to a file, a folder or an archive, whole or not at all."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bizgraph.errors import ExportError
from bizgraph.export.excerpt import Excerpt
from bizgraph.export.formats import File, Format

_ARCHIVE: Final = ".zip"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the first that an archive can tell: the same graph, the same bytes


def in_one(form: Format, excerpt: Excerpt) -> bytes:
    """Return an excerpt in a format of one file. Raises ExportError where it has several, or nothing."""
    if form.is_folder:
        raise ExportError(f"{form.name} is several files: write it to a folder, or to a .zip")
    return b"".join(chunk for _, chunks in _files(form, excerpt) for chunk in chunks)


def write(form: Format, excerpt: Excerpt, path: Path) -> int:
    """Write an excerpt to a path, and return its size in bytes.

    Raises ExportError where the path cannot be written, or is a folder that holds something already, and
    where the excerpt holds nothing.
    """
    path = path.resolve()
    if form.is_folder and path.suffix.lower() != _ARCHIVE and path.is_dir() and any(path.iterdir()):
        raise ExportError(f"{path} holds files already: name a new folder, or a name that ends in .zip")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        _clear(unfinished)
        size = _write(form, _files(form, excerpt), unfinished, archive=path.suffix.lower() == _ARCHIVE)
        if form.is_folder and path.is_dir():
            path.rmdir()
        unfinished.replace(path)
    except OSError as error:
        _clear(unfinished)
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error
    except BaseException:
        _clear(unfinished)
        raise
    return size


def _files(form: Format, excerpt: Excerpt) -> Iterable[File]:
    if excerpt.things is not None and not excerpt.things:
        raise ExportError(
            f"the graph holds nothing for the view {excerpt.view} within these limits; choose another view, "
            "region, indicator or document"
        )
    return form.files(excerpt)


def _write(form: Format, files: Iterable[File], place: Path, *, archive: bool) -> int:
    if not form.is_folder:
        return sum(_write_file(place, chunks) for _, chunks in files)
    if archive:
        return _write_archive(place, files)
    place.mkdir()
    return sum(_write_into(place, name, chunks) for name, chunks in files)


def _write_into(folder: Path, name: str, chunks: Iterable[bytes]) -> int:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return _write_file(path, chunks)


def _write_file(path: Path, chunks: Iterable[bytes]) -> int:
    with path.open("wb") as file:
        return sum(map(file.write, chunks))


def _write_archive(path: Path, files: Iterable[File]) -> int:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chunks in files:
            with archive.open(_entry(name), "w", force_zip64=True) as entry:
                for chunk in chunks:
                    entry.write(chunk)
    return path.stat().st_size


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
