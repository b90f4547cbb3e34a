"""Texts ranked by how much of a question they hold: BM25, on an inverted index that fills as it is asked.

A word is looked for in all texts once, by the fastest search that Python has, and then known: nothing has to
be built before the first question, and the next question on the same words costs next to nothing.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Final

from bizgraph.questions.clues import Clue, Clues

# The usual values of BM25; benchmarks/README.md has what others did.
_SATURATION: Final = 1.2
_LENGTH: Final = 0.75
_WORDS_KNOWN: Final = 20_000
_END: Final = "\n"

Counts = Mapping[int, int]


class Texts:
    """Bare texts (see `clues.bare`), which are of one line, by number, and where words stand in them."""

    def __init__(self, texts: Iterable[str]) -> None:
        each = tuple(texts)
        mean = max(1.0, sum(map(len, each)) / max(1, len(each)))
        self._norms = [_SATURATION * (1 - _LENGTH + _LENGTH * len(text) / mean) for text in each]
        self._joined = _END.join(each)
        self._ends = list(accumulate(len(text) + len(_END) for text in each))
        self._counted = lru_cache(_WORDS_KNOWN)(self._count)

    def __len__(self) -> int:
        return len(self._norms)

    def having(self, clue: Clue) -> Counts:
        """Return the numbers of the texts that hold a clue in any way, each with how often."""
        return self._counted(clue.ways)

    def rarity(self, clue: Clue, among: frozenset[int] | None = None) -> float:
        """Return how much it says to hold a clue: the fewer texts do, of all or of `among`, the more."""
        having = self.having(clue).keys()
        number, size = (len(having), len(self)) if among is None else (len(having & among), len(among))
        return math.log(1 + (size - number + 0.5) / (number + 0.5))

    def values(self, clues: Clues) -> dict[Clue, float]:
        """Return what each clue is worth: its weight times its rarity."""
        return {clue: weight * self.rarity(clue) for clue, weight in clues.items()}

    def shares(self, clues: Clues) -> dict[int, float]:
        """Return how much of the clues each text holds, 0 to 1, for those that hold any.

        1 is a text that holds every clue without end.
        """
        values = self.values(clues)
        whole = sum(values.values())
        found: dict[int, float] = {}
        for clue, value in values.items():
            for number, count in self.having(clue).items():
                share = value / whole * count / (count + self._norms[number])
                found[number] = found.get(number, 0.0) + share
        return found

    def _count(self, ways: tuple[str, ...]) -> Counts:
        if len(ways) == 1:
            return Counter(self._numbers(ways[0]))
        found: Counter[int] = Counter()
        for way in ways:
            found.update(self._counted((way,)))
        return found

    def _numbers(self, way: str) -> Iterator[int]:
        """Yield the number of the text for each place where a word stands."""
        at = self._joined.find(way)
        while at >= 0:
            yield bisect_right(self._ends, at)
            at = self._joined.find(way, at + len(way))
