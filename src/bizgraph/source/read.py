"""A file to a `Text`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bizgraph.errors import SourceError
from bizgraph.source.cleaning import clean
from bizgraph.source.decoding import MAX_BYTES, decode
from bizgraph.source.text import Text


def read_file(path: Path) -> Text:
    """Read one document.

    Raises SourceError when the file does not exist, cannot be read, or holds no readable text.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(
                f"{path}: {path.stat().st_size:,} bytes are more than the {MAX_BYTES:,} that one document "
                "may have; split a collection into its documents"
            )
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Text:
    """Read one document from its bytes; `name` is what messages call it. Raises SourceError."""
    source = decode(data, name)
    mapped = clean(source)
    return Text(name, source, mapped.characters, mapped.origins, hashlib.sha256(data).hexdigest())
