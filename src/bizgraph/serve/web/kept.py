"""Short answers kept in memory, so that what many ask is worked out once."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from bizgraph.serve.work.reply import Head

LONGEST: Final = 1024 * 1024  # bytes of one answer that is kept
_OVERHEAD: Final = 1024  # bytes that an entry takes beside its body, about


class Kept:
    """Answers by their ETags, which name graph, program and question: none is ever out of date.

    They take up to `size` bytes; those go first that were asked for longest ago.
    """

    def __init__(self, size: int) -> None:
        self._left = size
        self._answers: OrderedDict[str, tuple[Head, bytes]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, tag: str) -> tuple[Head, bytes] | None:
        """Return an answer, if it is kept."""
        if tag in self._answers:
            self._answers.move_to_end(tag)
        return self._answers.get(tag)

    def put(self, tag: str, head: Head, body: bytes) -> None:
        """Keep an answer, unless it is long."""
        if len(body) > LONGEST or tag in self._answers:
            return
        self._answers[tag] = head, body
        self._left -= len(body) + _OVERHEAD
        while self._left < 0:
            _, (_, oldest) = self._answers.popitem(last=False)
            self._left += len(oldest) + _OVERHEAD
