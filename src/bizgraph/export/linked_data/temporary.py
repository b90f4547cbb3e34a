"""Temporary files, for what is too large to hold in memory."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO

from bizgraph.errors import ExportError


def written(write: Callable[[IO[bytes]], object]) -> IO[bytes]:
    """Return a temporary file to which `write` has written, ready to be read from its start.

    It is gone when it is closed. Raises ExportError where it cannot be written.
    """
    try:
        file = TemporaryFile()  # noqa: SIM115  # closed by whoever reads it
        write(file)
        file.seek(0)
    except OSError as error:
        raise ExportError(
            f"a temporary file cannot be written: {error.strerror or error}; set TMPDIR to a folder with "
            "room for a few times what is exported"
        ) from error
    return file
