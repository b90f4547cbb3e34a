"""The shorter names by which a division is called, derived from its full name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bizgraph.authority.identity import RegionLevel


@dataclass(frozen=True, slots=True)
class NameGrammar:
    """What the ends of place names look like, read from `ontology/regions.toml`.

    `kinds` are endings that say what kind of division it is (市, 自治县), `peoples` the names of the
    peoples that stand before 自治州 and the like, longest first.
    """

    kinds: tuple[str, ...]
    autonomous: tuple[str, ...]
    peoples: tuple[str, ...]

    @classmethod
    def of(cls, kinds: Sequence[str], autonomous: Sequence[str], peoples: Sequence[str]) -> NameGrammar:
        """Return a grammar whose lists are ordered longest first, as matching needs them."""

        def longest_first(words: Sequence[str]) -> tuple[str, ...]:
            return tuple(sorted(words, key=lambda word: (-len(word), word)))

        return cls(longest_first(kinds), longest_first(autonomous), longest_first(peoples))

    def kind_of(self, name: str) -> str:
        """Return the ending of `name` that says what kind of division it is, or nothing."""
        endings = [kind for kind in self.kinds if name.endswith(kind) and name != kind]
        whole = (kind for kind in endings if len(name) - len(kind) > 1)
        return next(whole, endings[0] if endings else "")

    def stem(self, name: str) -> str:
        """Return `name` without its kind and the peoples before it; at least two characters are left."""
        kind = self.kind_of(name)
        stem = name[: len(name) - len(kind)] if kind else name
        if kind in self.autonomous or stem.endswith("族"):
            stem = self._without_peoples(stem)
        return stem if len(stem) > 1 else name

    def _without_peoples(self, stem: str) -> str:
        while True:
            people = next((p for p in self.peoples if stem.endswith(p) and len(stem) - len(p) > 1), "")
            if not people:
                return stem.removesuffix("族")
            stem = stem[: len(stem) - len(people)]


def short_names(
    full: str, level: RegionLevel, grammar: NameGrammar
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the shorter names of a division that still say its kind (甘孜州), and the bare ones (甘孜)."""
    kind = grammar.kind_of(full)
    stem = grammar.stem(full)
    if not kind or stem == full:
        return (), ()
    kinded = kind in grammar.autonomous and level is not RegionLevel.PROVINCE
    return ((stem + kind[-1],) if kinded else ()), (stem,)
