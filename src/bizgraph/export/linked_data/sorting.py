"""Lines in order, however many they are: parts that fit into memory are sorted, and merged from files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from typing import IO, Final

from bizgraph.export.linked_data.temporary import written

_PART: Final = 32 * 2**20  # bytes of the lines that are sorted at a time


def in_order(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines by code point, each once. Every line must end in a line feed and hold no other.

    Raises ExportError where temporary files cannot be written.
    """
    with ExitStack() as files:
        parts = [files.enter_context(_sorted(part)) for part in _parts(lines)]
        for line, _ in groupby(merge(*parts)):
            yield line


def _parts(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size >= _PART:
            yield part
            part, size = [], 0
    yield part


def _sorted(part: list[bytes]) -> IO[bytes]:
    part.sort()
    return written(lambda file: file.writelines(part))
