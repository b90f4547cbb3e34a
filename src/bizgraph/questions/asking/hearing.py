"""What is heard of a question, token by token: things and kinds, words of links, cues and times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.authority.identity import RegionLevel
from bizgraph.authority.romanised import by_latin_name
from bizgraph.questions.answer import Candidate
from bizgraph.questions.asking.lexicon import Lexicon, Named
from bizgraph.questions.asking.question import NotUnderstoodError, spoken
from bizgraph.questions.asking.times import Period
from bizgraph.questions.asking.tokens import End, Token, Topic
from bizgraph.questions.asking.vocabulary import Cue, Limit, Link, Vocabulary

ASKING: Final = (Cue.WHICH, Cue.WHO, Cue.WHERE, Cue.WHEN, Cue.HOW_MANY, Cue.HOW_MUCH, Cue.HOW_LONG)
_OF_NAMES: Final = ("region", "indicator", "unit", "person", "document")  # the first is meant
_NEGATES: Final = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing or kind of thing that a question mentions; `asked` is what it asks for.

    `link` is the one at whose far end it was asked for; `level` says that the name tells no place.
    """

    at: int
    clause: int
    kind: str
    words: str
    things: tuple[NamedNode, ...] = ()
    asked: bool = False
    link: Link | None = None
    level: bool = False


@dataclass(frozen=True, slots=True)
class LinkWord:
    """A word of links: those that it may mean."""

    at: int
    clause: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A word of asking."""

    at: int
    clause: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of a question; `guessed` says that what it asks for was only guessed."""

    tokens: Sequence[Token]
    vocabulary: Vocabulary
    lexicon: Lexicon
    language: str
    mentions: tuple[Mention, ...]
    links: tuple[LinkWord, ...]
    topics: tuple[Topic, ...]
    times: tuple[Period, ...]
    asks: tuple[Ask, ...]
    cues: Mapping[Cue, tuple[int, ...]]
    guessed: bool = False

    def has(self, *cues: Cue) -> bool:
        """Say whether one of these cues was heard."""
        return any(cue in self.cues for cue in cues)

    def where(self, cue: Cue) -> tuple[int, ...]:
        """Return where words of a cue stand."""
        return self.cues.get(cue, ())

    def linked(self, *identifiers: str) -> list[int]:
        """Return where words of these links stand."""
        return [word.at for word in self.links if any(link.id in identifiers for link in word.links)]

    def mentioned(self, *kinds: str) -> list[Mention]:
        """Return the mentions of these kinds, of kinds and of things."""
        return [mention for mention in self.mentions if mention.kind in kinds]

    def named(self, kind: str) -> list[Mention]:
        """Return the mentions of things of a kind."""
        return [mention for mention in self.mentions if mention.kind == kind and mention.things]

    def asked(self) -> list[Mention]:
        """Return what is asked for."""
        return [mention for mention in self.mentions if mention.asked]

    def negated(self, at: int) -> bool:
        """Say whether a word of negation stands right before a token."""
        return any(0 < at - other <= _NEGATES for other in self.where(Cue.NOT))

    def ranks(self) -> bool:
        """Say whether things are to be ranked by how many facts they have."""
        return self.has(Cue.MOST, Cue.LEAST)

    def planned(self, mention: Mention) -> bool:
        """Say whether a mention names a place that has a document of its own."""
        return bool(self.lexicon.planned.intersection(mention.things))

    def of_models(self) -> bool:
        """Say whether the first place is one that documents tell of, not one that has a plan."""
        places = self.named("region")
        return bool(places) and not self.planned(places[0])

    def wants_figures(self) -> bool:
        """Say whether figures are asked for: how long, how much, or how many of what is no kind of fact."""
        if self.has(Cue.HOW_LONG, Cue.HOW_MUCH) or self.mentioned("figure"):
            return True
        if self.has(Cue.LOWEST, Cue.HIGHEST):
            return not self.has(Cue.WHEN) and not self.mentioned("document", "deadline", "issued")
        return self.has(Cue.HOW_MANY) and not self.asked()

    def refusal(self, chinese: str, english: str) -> NotUnderstoodError:
        """Return the error that says, in the language of the question, what is not understood."""
        return NotUnderstoodError(spoken(self.language, chinese, english))

    def lost(self, words: str) -> NotUnderstoodError:
        """Return the error for words that find no place in the question."""
        return self.refusal(f"没有听懂“{words}”在这里的意思", f"it is not clear what “{words}” means here")


def hear(tokens: Sequence[Token], vocabulary: Vocabulary, lexicon: Lexicon, language: str) -> Heard:
    """Return what the tokens of a question mention and do.

    Raises NotUnderstoodError for what the graph cannot tell, and for Latin names that places share.
    """
    mentions: list[Mention] = []
    meant: list[tuple[int, int, Token]] = []
    for at, clause, token in _with_clauses(tokens):
        _refuse_limits(token, language)
        mentions += _mentions(at, clause, token, language)
        if not token.named():
            meant.append((at, clause, token))
    return Heard(
        tokens,
        vocabulary,
        lexicon,
        language,
        tuple(mentions),
        tuple(LinkWord(at, clause, tuple(links)) for at, clause, token in meant if (links := token.links())),
        tuple(each for _, _, token in meant for each in token.meanings if isinstance(each, Topic)),
        tuple(each for _, _, token in meant for each in token.meanings if isinstance(each, Period)),
        tuple(_asks(meant)),
        _cues(meant),
    )


def _with_clauses(tokens: Iterable[Token]) -> Iterator[tuple[int, int, Token]]:
    """Yield each token but the ends of clauses, with its place and that of its clause."""
    clause = 0
    for at, token in enumerate(tokens):
        if any(isinstance(meaning, End) for meaning in token.meanings):
            clause += 1
        else:
            yield at, clause, token


def _refuse_limits(token: Token, language: str) -> None:
    for meaning in token.meanings:
        if isinstance(meaning, Limit) and not (meaning.opening and token.start):
            chinese, english = f"“{token.text}”:{meaning.says['zh']}", f"“{token.text}”: {meaning.says['en']}"
            raise NotUnderstoodError(spoken(language, chinese, english))


def _mentions(at: int, clause: int, token: Token, language: str) -> Iterator[Mention]:
    """Yield the thing that a token names, else the kinds of thing it may mean."""
    if named := token.named():
        meant = min(named, key=_rank)
        if meant.kind == "region" and token.text.isascii():
            _refuse_shared_name(token.text, meant, language)
        yield Mention(at, clause, meant.kind, token.text, meant.things, level=meant.level)
    else:
        yield from (Mention(at, clause, kind.id, token.text) for kind in token.kinds())


def _rank(named: Named) -> int:
    return _OF_NAMES.index(named.kind) if named.kind in _OF_NAMES else len(_OF_NAMES)


def _asks(meant: Iterable[tuple[int, int, Token]]) -> Iterator[Ask]:
    for at, clause, token in meant:
        for meaning in token.meanings:
            if isinstance(meaning, Cue) and meaning in ASKING:
                yield Ask(at, clause, meaning)
            elif meaning is Cue.SHOW and at == 0:  # 列出 asks like 哪些
                yield Ask(at, clause, Cue.WHICH)


def _cues(meant: Iterable[tuple[int, int, Token]]) -> dict[Cue, tuple[int, ...]]:
    cues: dict[Cue, tuple[int, ...]] = {}
    for at, _, token in meant:
        for meaning in token.meanings:
            if isinstance(meaning, Cue):
                cues[meaning] = (*cues.get(meaning, ()), at)
    return cues


def _refuse_shared_name(words: str, named: Named, language: str) -> None:
    """Refuse a name in Latin letters that better-known places share: Jiujiang is 九江市 before 鸠江区."""
    places = by_latin_name(words)
    levels = [place for place in places if place.level in (RegionLevel.PROVINCE, RegionLevel.PREFECTURE)]
    known = {thing.value.rpartition("/")[2] for thing in named.things}
    if len(places) > 1 and levels and not known & {place.id for place in levels}:
        base = named.things[0].value.rpartition("/")[0]
        raise NotUnderstoodError(
            spoken(language, f"“{words}”可能是几个地方", f"“{words}” may be several places"),
            (Candidate(place.label, f"{base}/{place.id}") for place in places),
            ambiguous=True,
        )
