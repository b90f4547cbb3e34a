"""Small pieces of a file, joined into blocks that are worth a call each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

BLOCK: Final = 2**16


def in_blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces joined into blocks of 64 KiB or little more."""
    block = bytearray()
    for piece in pieces:
        block += piece
        if len(block) >= BLOCK:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)
