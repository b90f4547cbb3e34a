"""Wordings of figures cut into words: those that a list knows, those left out, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Word:
    """What a listed wording stands for; the fields are those of `ontology/comparison.toml`."""

    means: tuple[str, ...]
    subject: bool
    of: str
    indicator: str
    within: frozenset[str]
    axis: str
    carried: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """A process that a list of its parts stands for."""

    name: str
    indicator: str
    least: int
    parts: tuple[tuple[str, ...], ...]

    @property
    def word(self) -> Word:
        """Return the process as a word."""
        return Word((self.name,), True, "", self.indicator, frozenset(), "", True)

    def told_in(self, metric: str) -> bool:
        """Tell whether a wording lists enough of the parts."""
        return sum(any(word in metric for word in part) for part in self.parts) >= self.least


@dataclass(frozen=True, slots=True)
class Found:
    """The words of a wording in their order, the listed among them, and whether there are others."""

    words: tuple[str, ...]
    listed: tuple[Word, ...] = ()
    rest: bool = False

    @property
    def subject(self) -> bool:
        """Tell whether one of the words says what is done or had."""
        return any(word.subject for word in self.listed)

    @property
    def indicators(self) -> frozenset[str]:
        """Return the indicators to which the words point."""
        return frozenset(word.indicator for word in self.listed if word.indicator)

    @property
    def axes(self) -> frozenset[str]:
        """Return the axes on which the words are scopes."""
        return frozenset(word.axis for word in self.listed if word.axis)

    @property
    def of(self) -> str:
        """The subject that a scope stands for where none is named."""
        return next((word.of for word in self.listed if word.of), "")

    def then(self, other: Found) -> Found:
        """Return these words and then those of another wording."""
        words = tuple(dict.fromkeys((*self.words, *other.words)))
        return Found(words, (*self.listed, *other.listed), self.rest or other.rest)

    def carried(self, axes: frozenset[str]) -> Found:
        """Return what holds for the next clause too, which has scopes of its own on these axes."""
        return self._only(word for word in self.listed if word.carried and word.axis not in axes)

    def on(self, indicator: str) -> Found:
        """Return the listed words without those that point to other indicators."""
        return self._only(word for word in self.listed if word.indicator in ("", indicator))

    def _only(self, kept: Iterable[Word]) -> Found:
        listed = tuple(kept)
        names = {name for word in listed for name in word.means}
        return Found(tuple(word for word in self.words if word in names), listed)


class Vocabulary:
    """Words to be found in wordings, the longest at each place."""

    def __init__(self, forms: Mapping[str, Word], left_out: frozenset[str]) -> None:
        self._forms = forms
        self._pattern = one_of((*forms, *left_out))

    def opens(self, metric: str) -> bool:
        """Tell whether a listed word is what a wording begins with: 全省通办, not 全省."""
        match = self._pattern.match(metric)
        return match is not None and match.group() in self._forms

    def read(self, metric: str, places: Iterable[str] = (), *, listed_only: bool = False) -> Found:
        """Return the words of a wording; `listed_only` leaves out what no list holds."""
        for name in sorted(places, key=len, reverse=True):
            metric = metric.replace(name, " ")
        words: list[str] = []
        found: list[Word] = []
        rest = False
        for part, word in self._parts(metric):
            if word is not None:
                found.append(word)
                words += word.means
            elif not listed_only:
                words.append(part)
                rest = True
        return Found(tuple(dict.fromkeys(words)), tuple(found), rest)

    def _parts(self, metric: str) -> Iterator[tuple[str, Word | None]]:
        start = 0
        for match in self._pattern.finditer(metric):
            if rest := metric[start : match.start()].strip():
                yield rest, None
            start = match.end()
            if match.group() in self._forms:
                yield match.group(), self._forms[match.group()]
        if rest := metric[start:].strip():
            yield rest, None


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds the words, the longest at each place."""
    longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def read_word(entry: Mapping[str, Any]) -> Word:
    """Return a word as an entry of the file lays it out. Raises KeyError where it has no name."""
    return Word(
        tuple(entry.get("means", (entry["name"],))),
        bool(entry.get("subject")),
        entry.get("of", ""),
        entry.get("indicator", ""),
        frozenset(entry.get("within", ())),
        entry.get("axis", ""),
        entry.get("carried", True),
    )
