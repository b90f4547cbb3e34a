"""A question cut into what it mentions: names of things, words of asking, times, and what is left."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

import rjieba

from bizgraph.questions.asking.lexicon import Lexicon, Named, key_of
from bizgraph.questions.asking.times import Period, find_times
from bizgraph.questions.asking.vocabulary import Cue, Kind, Limit, Link, Vocabulary

_QUOTED: Final = re.compile(r"[“\"「『《]([^”\"」』》]{1,40})[”\"」』》]")
_END: Final = re.compile(r"[?!;。]|,(?!\d)|[.:](?=\s|$)")
_LATIN: Final = re.compile(r"[a-z0-9][a-z0-9&.%+'’_-]*", re.IGNORECASE)
_PIECE: Final = re.compile(r"[a-z0-9&.%+'’_-]+|[^\x00-\x7f]+", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[a-z]{2}")
_LONGEST_PHRASE: Final = 7


@dataclass(frozen=True, slots=True)
class Topic:
    """Words that are no name and no word of asking: facts must hold them.

    As they are where `quoted`, and not as part of the name `whole`.
    """

    words: str
    quoted: bool = False
    whole: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """The end of a clause."""


Meaning = Kind | Link | Limit | Cue | Named | Period | Topic | End


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a question with all that it may mean."""

    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]

    def kinds(self) -> list[Kind]:
        """Return the kinds of thing that it may mean."""
        return [each for each in self.meanings if isinstance(each, Kind)]

    def links(self) -> list[Link]:
        """Return the links that it may mean."""
        return [each for each in self.meanings if isinstance(each, Link)]

    def named(self) -> list[Named]:
        """Return the things that it may name."""
        return [each for each in self.meanings if isinstance(each, Named)]

    def has(self, *cues: Cue) -> bool:
        """Say whether it may do one of these in the question."""
        return any(cue in self.meanings for cue in cues)


def cut(question: str, vocabulary: Vocabulary, lexicon: Lexicon, language: str) -> tuple[Token, ...]:
    """Cut a question, in Simplified script and half width, into tokens; blanks and fillers are left out."""
    return tuple(_merged(_Cutter(question.lower(), vocabulary, lexicon, language).tokens()))


class _Cutter:
    def __init__(self, text: str, vocabulary: Vocabulary, lexicon: Lexicon, language: str) -> None:
        self._text = text
        self._words = vocabulary.words["zh"]
        self._english = vocabulary.words["en"] if language == "en" else {}
        self._names = lexicon.names
        self._longest = max(lexicon.longest, *map(len, self._words))
        self._boundaries = _boundaries(text)

    def tokens(self) -> Iterator[Token]:
        times = {found.start: found for found in find_times(self._text)}
        at = 0
        while at < len(self._text):
            character = self._text[at]
            if at in times:
                token = Token(at, times[at].end, self._text[at : times[at].end], (times[at].period,))
            elif quoted := _QUOTED.match(self._text, at):
                token = self._quotation(quoted)
            elif end := _END.match(self._text, at):
                token = Token(at, end.end(), end.group(), (End(),))
            elif character.isspace() or not (character.isalnum() or self._known(at)):
                at += 1
                continue
            else:
                token = self._known(at) or self._unknown(at, times)
            yield token
            at = token.end

    def _quotation(self, match: re.Match[str]) -> Token:
        """Read words in quotation marks: the name of a thing, else words to look for as they are."""
        named = self._names.get(key_of(match[1]), ())
        meanings: tuple[Meaning, ...] = named or (Topic(match[1].strip(), quoted=True),)
        return Token(match.start(), match.end(), match.group(), meanings)

    def _known(self, at: int) -> Token | None:
        """Return the longest name or word of asking that begins here."""
        return self._latin(at) if self._text[at].isascii() else self._chinese(at)

    def _chinese(self, at: int) -> Token | None:
        for size in range(min(self._longest, len(self._text) - at), 0, -1):
            piece = self._text[at : at + size]
            if piece[-1].isspace():
                continue
            meanings = (*self._names.get(key_of(piece), ()), *self._words.get(piece, ()))
            if Cue.HOW_MANY in meanings and at + size not in self._boundaries:
                continue  # 多少人口 does not ask for 多少人
            if meanings and (size > 1 or self._is_word(at, at + size)):
                return self._before_a_name(at, size) or Token(at, at + size, piece, meanings)
        return None

    def _before_a_name(self, at: int, size: int) -> Token | None:
        """Return a shorter name behind which another begins that reaches further: 鸠江区|政府采购."""
        reach = at + size + self._name_at(at + size)
        for shorter in range(size - 1, 1, -1):
            piece = self._text[at : at + shorter]
            names = self._names.get(key_of(piece), ())
            if names and at + shorter + self._name_at(at + shorter) > reach:
                return Token(at, at + shorter, piece, names)
        return None

    def _name_at(self, at: int) -> int:
        """Return the length of the longest name that begins here; 0 where none does."""
        sizes = range(min(self._longest, len(self._text) - at), 1, -1)
        return next((size for size in sizes if key_of(self._text[at : at + size]) in self._names), 0)

    def _is_word(self, start: int, end: int) -> bool:
        return start in self._boundaries and end in self._boundaries

    def _latin(self, at: int) -> Token | None:
        words: list[re.Match[str]] = []
        for match in _LATIN.finditer(self._text, at):
            if words and self._text[words[-1].end() : match.start()].strip(" -"):
                break
            words.append(match)
            if len(words) == _LONGEST_PHRASE:
                break
        if not words or words[0].start() != at:
            return self._chinese(at)
        for size in range(len(words), 0, -1):
            piece = self._text[at : words[size - 1].end()].rstrip(".")
            for form in _singular(key_of(piece)):
                meanings = (*self._names.get(form, ()), *self._english.get(form, ()))
                if meanings:
                    return Token(at, at + len(piece), piece, meanings)
        mixed = self._chinese(at)  # names such as xx市
        return mixed if mixed is not None and mixed.end > words[0].end() else None

    def _unknown(self, at: int, times: Container[int]) -> Token:
        match = _PIECE.match(self._text, at)
        if match is None:
            return Token(at, at + 1, self._text[at], (Cue.FILLER,))
        if match.group().isascii():
            words = match.group().rstrip(".'’-_") or match.group()
            following = at + len(words)
            if len(words) < 3 and following < len(self._text) and not self._text[following].isascii():
                words += self._text[following]  # S级
            return Token(at, at + len(words), words, (Topic(words),))
        end = at + 1
        while (
            end < match.end()
            and end not in times
            and self._text[end].isalnum()
            and self._chinese(end) is None
        ):
            end += 1
        words = self._text[at:end]
        return Token(at, end, words, (Topic(words),))


def _boundaries(text: str) -> frozenset[int]:
    """Return where the words of the dictionary begin and end."""
    at, found = 0, {0}
    for word in rjieba.cut(text, False):
        at += len(word)
        found.add(at)
    return frozenset(found)


def _singular(phrase: str) -> Iterator[str]:
    yield phrase
    for ending in ("'s", "s'", "'", "s", "es"):
        if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
            yield phrase.removesuffix(ending)
    if phrase.endswith("ies"):
        yield phrase.removesuffix("ies") + "y"


def _merged(tokens: Iterator[Token]) -> Iterator[Token]:
    """Leave fillers out, and put unknown words that stand side by side together."""
    pending: Token | None = None
    for token in tokens:
        topic = _topic(token)
        if pending is not None:
            before = _topic(pending)
            if topic and before and not topic.quoted and not before.quoted:
                gap = " " if topic.words.isascii() and before.words.isascii() else ""
                glossed = (
                    bool(_LETTERS.search(before.words)) and not topic.words.isascii()
                )  # blockchain (区块链)
                together = topic.words if glossed else before.words + gap + topic.words
                pending = Token(pending.start, token.end, together, (Topic(together),))
                continue
            yield pending
            pending = None
        if topic:
            pending = token
        elif token.meanings != (Cue.FILLER,):
            yield token
    if pending is not None:
        yield pending


def _topic(token: Token) -> Topic | None:
    return token.meanings[0] if len(token.meanings) == 1 and isinstance(token.meanings[0], Topic) else None
