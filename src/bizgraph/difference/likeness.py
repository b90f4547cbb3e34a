"""How much of the wording of one fact stands in another: pairs of characters, rare ones counting more.

The facts of both documents make one index, so that only those are compared that have something in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from bizgraph.difference.values import Told
from bizgraph.difference.wording import opening, pairs, rest
from bizgraph.questions.clues import Clue
from bizgraph.questions.ranking import Texts

# What stands in the first sentence says more of what a fact is about than what follows.
_OPENING: Final = 2.0
# Facts on different indicators may say nearly the same of different things.
_OTHER_INDICATOR: Final = 0.6
# What more facts than these hold says little, and would compare each of them with all others.
_MOST: Final = 200


class Likeness:
    """The likeness of facts of one kind, which are known by their numbers, the new ones behind the old."""

    def __init__(self, olds: Sequence[Told], news: Sequence[Told]) -> None:
        self._told = (*olds, *news)
        self._first_new = len(olds)
        self._texts = Texts(rest(told).replace("\n", " ") for told in self._told)

    def candidates(self, least: float) -> Iterator[tuple[int, int, float]]:
        """Yield pairs of an old fact and a new one that are alike enough."""
        for old in range(self._first_new):
            for number in sorted(self._held[old]):
                if number >= self._first_new:
                    likeness = self.of(old, number)
                    if likeness >= least:
                        yield old, number, likeness

    def of(self, one: int, other: int) -> float:
        """Return how alike two facts are, from 0 to 1: the mean of what either holds of the other."""
        held = (self._held[one].get(other, 0.0) + self._held[other].get(one, 0.0)) / 2
        return held * self._on_indicator(one, other)

    def holding(self, part: int, least: float) -> Iterator[tuple[int, float]]:
        """Yield the facts of the other document that hold enough of a fact, each with how much."""
        is_old = part < self._first_new
        for number, share in sorted(self._held[part].items()):
            share *= self._on_indicator(part, number)
            if (number < self._first_new) is not is_old and share >= least:
                yield number, share

    def gained(self, whole: int, parts: Sequence[int], part: int) -> float:
        """Return how much more of `whole` stands in `part`, beyond what stands in `parts`."""
        weights = self._weights[whole]
        before = {clue for clue in weights if any(each in self._texts.having(clue) for each in parts)}
        gained = [weight for clue, weight in weights.items() if clue not in before and self._has(part, clue)]
        return sum(gained) / max(sum(weights.values()), 1e-9)

    def _has(self, number: int, clue: Clue) -> bool:
        return number in self._texts.having(clue)

    def _on_indicator(self, one: int, other: int) -> float:
        here, there = self._told[one].indicators, self._told[other].indicators
        apart = here and there and not set(here) & set(there)
        return _OTHER_INDICATOR if apart else 1.0

    @cached_property
    def _weights(self) -> tuple[Mapping[Clue, float], ...]:
        """What each pair of characters of each fact is worth."""
        return tuple(self._telling(self._texts.values(_clues(told))) for told in self._told)

    def _telling(self, weights: Mapping[Clue, float]) -> Mapping[Clue, float]:
        """Return what is held by few enough facts to tell them apart, unless nothing is."""
        few = {clue: weight for clue, weight in weights.items() if len(self._texts.having(clue)) <= _MOST}
        return few or weights

    @cached_property
    def _held(self) -> tuple[Mapping[int, float], ...]:
        """For each fact, which others hold how much of it."""
        return tuple(self._shares(weights) for weights in self._weights)

    def _shares(self, weights: Mapping[Clue, float]) -> Mapping[int, float]:
        whole = max(sum(weights.values()), 1e-9)
        shares: dict[int, float] = {}
        for clue, weight in weights.items():
            for number in self._texts.having(clue):
                shares[number] = shares.get(number, 0.0) + weight / whole
        return shares


def _clues(told: Told) -> dict[Clue, float]:
    """Return the pairs of characters of a fact, each with its weight."""
    text = rest(told)
    first = opening(told)
    found = dict.fromkeys(pair for piece in text.split("\n") for pair in pairs(piece))
    return {Clue((pair,)): _OPENING if pair in first else 1.0 for pair in found}
