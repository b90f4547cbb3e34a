"""Files that commands write."""

from __future__ import annotations

from pathlib import Path

from bizgraph.errors import ExportError


def write_file(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all. Raises ExportError where it cannot be written."""
    path = path.resolve()
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error
