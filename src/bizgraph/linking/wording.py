"""How much of their wording two statements share, common words counting little."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9.%]")
_QUOTED = re.compile(r"“([^“”]{3,20})”")
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Words:
    """A statement as it is compared: its bare characters, their trigrams, its terms in quotation marks."""

    bare: str
    trigrams: frozenset[str]
    quoted: frozenset[str]


def words(text: str) -> Words:
    """Return a statement ready to be compared."""
    bare = _bare(text)
    quoted = frozenset(term for term in map(_bare, _QUOTED.findall(text)) if len(term) >= _LEAST)
    return Words(bare, frozenset(_grams(bare, _LEAST)), quoted)


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", text).lower()


def _grams(bare: str, length: int) -> Iterable[str]:
    return (bare[i : i + length] for i in range(len(bare) - length + 1))


@dataclass(frozen=True)
class Rarity:
    """How rare pairs of characters are among some statements: 0 where all have them, 1 where no other has."""

    statements: int
    counts: Counter[str]

    def of_pair(self, pair: str) -> float:
        """Return how rare two characters are that two statements share: who else has them is what counts."""
        others = max(0, self.counts[pair] - 2)
        return max(0.0, 1.0 - math.log1p(others) / math.log1p(max(1, self.statements)))


def rarity(statements: Iterable[Words]) -> Rarity:
    """Count in how many statements each pair of characters stands."""
    counts: Counter[str] = Counter()
    number = 0
    for statement in statements:
        number += 1
        counts.update(set(_grams(statement.bare, 2)))
    return Rarity(number, counts)


def distinctness(stretches: Iterable[str], *among: Rarity) -> float:
    """Return how much shared stretches say: their pairs of characters, each as much as it is rare."""
    pairs = (pair for stretch in stretches for pair in _grams(stretch, 2))
    return sum(math.prod(rare.of_pair(pair) for rare in among) for pair in pairs)


def shared_stretches(left: Words, right: Words) -> tuple[str, ...]:
    """Return the stretches of three characters or more that stand in both, as long as possible.

    A stretch that another one holds is left out, so that the order of the two statements does not matter.
    """
    found = sorted(
        {*_longest(left, right), *_longest(right, left)}, key=lambda stretch: (-len(stretch), stretch)
    )
    kept: list[str] = []
    for stretch in found:
        if not any(stretch in longer for longer in kept):
            kept.append(stretch)
    return tuple(kept)


def _longest(left: Words, right: Words) -> Iterable[str]:
    """Yield the stretches of `left`, from left to right, that stand in `right` and cannot be longer there."""
    position = 0
    while position <= len(left.bare) - _LEAST:
        if left.bare[position : position + _LEAST] not in right.trigrams:
            position += 1
            continue
        end = position + _LEAST
        while end < len(left.bare) and left.bare[position : end + 1] in right.bare:
            end += 1
        yield left.bare[position:end]
        position = end - _LEAST + 2


def shared_terms(left: Words, right: Words) -> frozenset[str]:
    """Return the terms that one of two statements sets in quotation marks and the other uses."""
    return frozenset(
        [term for term in left.quoted if term in right.bare]
        + [term for term in right.quoted if term in left.bare]
    )
