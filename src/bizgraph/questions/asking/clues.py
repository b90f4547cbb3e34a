"""Words of a question that are no names: what they weigh in the documents, and which facts hold them best.

A word that hardly any fact holds says more than one that every tenth does. Where no fact holds all words,
those count that hold most of what they weigh; where even these hold too little, nothing does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import rjieba
from pyoxigraph import Literal, NamedNode

from bizgraph.questions.asking.glossary import translations
from bizgraph.questions.asking.question import NotUnderstoodError, spoken
from bizgraph.questions.asking.tokens import Topic
from bizgraph.store.interface import Store

_TEXTS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?text WHERE { { ?fact a biz:Statement ; biz:text ?text } UNION { ?document dcterms:title ?text } }
"""
_LETTERS: Final = re.compile(r"[a-z]")
_COMMON: Final = 0.12
_ENOUGH: Final = 0.6
_ASIDE: Final = 0.75  # what a word weighs that stands beside a figure, not in what it measures
_EQUAL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that a fact should say, in any of several words, with what it weighs."""

    said: str
    words: tuple[str, ...]
    weight: float

    def held_by(self, text: str) -> bool:
        """Say whether a text, in lower case, holds it."""
        return any(word in text for word in self.words)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, or figure, that may answer: its place, what it measures if it is a figure, and its text."""

    thing: NamedNode
    place: str
    measured: str
    text: str


class Texts:
    """In how many facts of a graph words stand."""

    def __init__(self, store: Store) -> None:
        self._texts = [term.value.lower() for (term,) in store.select(_TEXTS) if isinstance(term, Literal)]
        self._held: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def holding(self, word: str) -> int:
        """Return how many facts hold a word."""
        if word not in self._held:
            self._held[word] = sum(word in text for text in self._texts)
        return self._held[word]

    def share(self, word: str) -> float:
        """Return the share of facts that hold a word."""
        return self.holding(word) / max(len(self), 1)

    def weight(self, words: Iterable[str]) -> float:
        """Return how much it says of a fact that it holds one of these words."""
        return math.log(1 + len(self) / (1 + sum(map(self.holding, words))))


def find_clues(
    topics: Iterable[Topic], texts: Texts, language: str, *, apart: bool = False
) -> tuple[Clue, ...]:
    """Return what facts should say; `apart` takes words by themselves that documents have side by side.

    Raises NotUnderstoodError where words stand in no fact at all.
    """
    clues = [(topic, tuple(_clues_of(topic, texts, apart=apart))) for topic in topics]
    held = [clue for _, found in clues for clue in found if clue.words]
    if unknown := _unknown(clues, len(held)):
        said = "、".join(f"“{word}”" for word in unknown)
        raise NotUnderstoodError(
            spoken(
                language,
                f"没有听懂{said}：它不是问话用词，也不是图谱中的名称，文件里也没有一处写到它",
                f"{said} is not understood: it is no word of asking and no name in the graph, "
                "and no document says it",
            )
        )
    return tuple({clue.words: clue for clue in held}.values())


def _unknown(clues: Sequence[tuple[Topic, Sequence[Clue]]], held: int) -> list[str]:
    """Return the words that no document holds: of English ones only where too few others are left.

    Beside Chinese words, English ones need not be known at all: the Chinese say what is meant.
    """
    chinese = [found for topic, found in clues if not topic.words.isascii()]
    if chinese:
        return [clue.said for found in chinese for clue in found if not clue.words]
    english = [clue.said for _, found in clues for clue in found if not clue.words]
    return english if held < 2 or 2 * len(english) > held else []


def _clues_of(topic: Topic, texts: Texts, *, apart: bool) -> Iterator[Clue]:
    words = topic.words.lower()
    if topic.quoted or topic.whole:
        held = (words,) if texts.holding(words) else ()
        if held or topic.whole:
            yield Clue(words, held, texts.weight(held))
        else:
            yield from _chinese_clues(words, texts, apart=True)
    elif _LETTERS.search(words) and words.isascii() and not texts.holding(words):
        for phrase, chinese in translations(words):
            said = tuple(word for word in chinese if texts.holding(word))
            yield Clue(phrase, said, texts.weight(said))
    else:
        yield from _chinese_clues(words, texts, apart=apart)


def _chinese_clues(words: str, texts: Texts, *, apart: bool) -> Iterator[Clue]:
    """Cut a stretch into the words it is made of; one that documents have as it stands stays whole.

    Words that every eighth fact has say too little to stand at the edges of what is looked for.
    """
    pieces = _pieces(words)
    while len(pieces) > 1 and len(pieces[0]) > 1 and texts.share(pieces[0]) > _COMMON:
        pieces = pieces[1:]
    while len(pieces) > 1 and len(pieces[-1]) > 1 and texts.share(pieces[-1]) > _COMMON:
        pieces = pieces[:-1]
    whole = "".join(pieces)
    if len(whole) == 1 and not whole.isascii():
        return
    numbered = len(pieces) > 1 and any(piece.isdigit() for piece in pieces)
    if texts.holding(whole) and not apart and not numbered:
        yield Clue(whole, (whole,), texts.weight([whole]))
        return
    clues = [clue for piece in pieces for clue in _clues_of_piece(piece, texts)]
    yield from clues or [Clue(whole, (), 0.0)]


def _clues_of_piece(piece: str, texts: Texts) -> Iterator[Clue]:
    if texts.holding(piece) or (len(piece) > 1 and _is_word(piece)):
        if len(piece) > 1 or piece.isdigit():
            yield Clue(piece, (piece,) if texts.holding(piece) else (), texts.weight([piece]))
    elif len(piece) > 1 and not piece.isascii():  # single characters that were put together: 刻|好
        if not any(map(texts.holding, piece)):
            yield Clue(piece, (), 0.0)
        for character in piece:
            if 0 < texts.share(character) <= _COMMON:
                yield Clue(character, (character,), texts.weight([character]))
    elif len(piece) > 1:
        yield Clue(piece, (), 0.0)


def _is_word(piece: str) -> bool:
    return piece in rjieba.cut(piece, False)


def _pieces(words: str) -> list[str]:
    """Return the words of the dictionary; single characters side by side are one word: 滥|诉."""
    pieces: list[str] = []
    for piece in rjieba.cut(words, False):
        if not piece.strip():
            continue
        single = len(piece) == 1 and not piece.isascii()
        if single and pieces and len(pieces[-1]) == 1 and not pieces[-1].isascii():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def best(clues: Sequence[Clue], facts: Iterable[Fact], *, by_place: bool) -> list[NamedNode]:
    """Return the facts, or figures, that hold most of what the clues weigh; of each place if `by_place`."""
    fits: dict[str, dict[NamedNode, float]] = {}
    for fact in facts:
        if fact.measured and not any(clue.held_by(fact.measured) for clue in clues):
            continue  # a figure that measures nothing of what is asked
        known = fits.setdefault(fact.place if by_place else "", {})
        known[fact.thing] = max(known.get(fact.thing, 0.0), _fit(clues, fact))
    return [thing for known in fits.values() for thing in _top(known)]


def _top(fits: Mapping[NamedNode, float]) -> Iterator[NamedNode]:
    top = max(fits.values())
    if top >= _ENOUGH:
        yield from (thing for thing, fit in fits.items() if fit >= top - _EQUAL)


def _fit(clues: Sequence[Clue], fact: Fact) -> float:
    """Return the share of what the clues weigh that a fact holds."""
    total = sum(clue.weight for clue in clues) or 1.0
    return sum(clue.weight * _held(clue, fact) for clue in clues) / total


def _held(clue: Clue, fact: Fact) -> float:
    if fact.measured and clue.held_by(fact.measured):
        return 1.0
    return (_ASIDE if fact.measured else 1.0) * clue.held_by(fact.text)
