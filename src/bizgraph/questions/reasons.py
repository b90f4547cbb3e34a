"""Why a candidate answers a need, in words that a person can check."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.questions.clues import Clue, bare, instruments_of
from bizgraph.questions.corpus import Corpus, Said
from bizgraph.questions.fitting import Need, same_level, shared
from bizgraph.questions.quoting import best_stretch, words_found
from bizgraph.questions.sayings import joined, listed, say

_WORDS: Final = 5
_BORROWERS: Final = 3
_LONG: Final = 80


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells reasons in one language."""

    corpus: Corpus
    language: str

    def reasons(self, need: Need, said: Said) -> str:
        """Return what speaks for a candidate, the weightiest kind of reason first."""
        return joined(list(self._reasons(need, said)), self.language)

    def quote(self, need: Need, said: Said) -> str:
        """Return the words of a candidate that answer best, as they stand in its text."""
        return best_stretch(
            said.text, shared(self.corpus, need, said) or self.corpus.texts.values(need.all_clues)
        )

    def names(self, things: tuple[NamedNode, ...] | list[NamedNode]) -> str:
        """Return the names of things as a list."""
        return listed([self.corpus.label(thing, self.language) for thing in things], self.language)

    def _reasons(self, need: Need, said: Said) -> Iterator[str]:
        for name in [each for each in said.sub_indicators if each in need.sub_indicators]:
            yield self._say("sub_indicator", name=self.names([name]))
        for name in [each for each in said.indicators if each in need.indicators]:
            yield self._say("indicator", name=self.names([name]))
        both = shared(self.corpus, need, said)
        if instruments := instruments_of(both):
            yield self._say("instruments", names=listed(list(instruments), self.language))
        if words := words_found(said.text, both, _WORDS):
            own = any(clue in need.clues for clue in both)
            yield self._say("words" if own else "lent", words=listed(words, self.language))
        if outcomes := self.corpus.outcomes.get(said.thing):
            best = max(outcomes, key=lambda text: _worth(text, both))
            yield self._say("outcome", quote=_short(best))
        yield from self._known_elsewhere(need, said)

    def _known_elsewhere(self, need: Need, said: Said) -> Iterator[str]:
        borrowers = tuple(dict.fromkeys(self.corpus.borrowers.get(said.thing, ())))
        others = [each for each in borrowers if each != need.region]
        if others:
            yield self._say("borrowed", count=len(others), regions=self.names(others[:_BORROWERS]))
        if need.region in borrowers:
            yield self._say("own")
        if level := same_level(self.corpus, need, said):
            yield self._say("level", level=self.names([level]))

    def _say(self, key: str, **values: object) -> str:
        return say("reason", key, self.language, **values)


def _worth(text: str, values: Mapping[Clue, float]) -> float:
    known = bare(text)
    return math.fsum(value for clue, value in values.items() if any(way in known for way in clue.ways))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"
