"""Documents in zip archives: listed and read one by one, within bounds, and never unpacked to the disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from bizgraph.errors import SourceError
from bizgraph.source.decoding import MAX_BYTES

_MEMBERS: Final = 20_000
_UTF8_NAME: Final = 0x800  # the flag of a member whose name is said to be in UTF-8
_ENCRYPTED: Final = 0x1


def members(path: Path) -> tuple[str, ...]:
    """Return the names of the files in an archive, in their order by name.

    Names that are not said to be in UTF-8 are read as GB18030, which Chinese programs write. Raises
    SourceError where it is no archive, is damaged, or holds more files than are read.
    """
    with _opened(path) as archive:
        listed = [_name(member) for member in archive.infolist() if not member.is_dir()]
    if len(listed) > _MEMBERS:
        raise SourceError(
            f"{path}: {len(listed):,} files are more than the {_MEMBERS:,} that are read from one archive; "
            "unpack it, and build from the folder"
        )
    return tuple(sorted(set(listed)))


def read_member(path: Path, name: str) -> bytes:
    """Return the content of a file in an archive.

    Raises SourceError where it is not there, is larger than one document may be, encrypted or damaged.
    """
    with _opened(path) as archive:
        found = next((each for each in archive.infolist() if _name(each) == name), None)
        if found is None:
            raise SourceError(f"{path}: there is no {name} in this archive")
        if found.flag_bits & _ENCRYPTED:
            raise SourceError(f"{path}/{name}: it is locked with a password; unlock it and build again")
        if found.file_size > MAX_BYTES:
            raise SourceError(
                f"{path}/{name}: {found.file_size:,} bytes are more than the {MAX_BYTES:,} that one document "
                "may have; split a collection into its documents"
            )
        with archive.open(found) as member:
            data = member.read(MAX_BYTES + 1)  # not more, whatever size the archive gives for it
    if len(data) > MAX_BYTES:
        raise SourceError(f"{path}/{name}: it holds more bytes than it says; the archive is damaged")
    return data


def is_hidden(name: str) -> bool:
    """Whether a file in an archive is one that systems put there: `__MACOSX/…`, `.DS_Store`."""
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise SourceError(f"{path}: this archive cannot be read: {error}; fetch it again") from error
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise SourceError(f"{path}: this archive is damaged: {error}; fetch it again") from error


def _name(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.orig_filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename
