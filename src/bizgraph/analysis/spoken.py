"""What places say: the specific things in their statements, how rare each is, and who says the same."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import networkx
from pyoxigraph import NamedNode

from bizgraph.authority.instruments import load_instruments
from bizgraph.questions.clues import clues_of_clean
from bizgraph.questions.corpus import Said

_SHORTEST: Final = 3  # characters of a term: shorter words (服务, 推进) are of every matter


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """Something that statements say: `kind` is instrument, sub_indicator, term (a long word) or word."""

    kind: str
    name: str

    @property
    def specific(self) -> bool:
        """Whether places that say it have more than words in common."""
        return self.kind != "word"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the things that it says."""

    said: Said
    things: frozenset[Thing]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Statements by place, and how rare each thing is among all of them: ln n, if one of n says it."""

    statements: Mapping[NamedNode, tuple[Statement, ...]]
    rarity: Mapping[Thing, float]

    def __len__(self) -> int:
        return sum(map(len, self.statements.values()))

    def worth(self, things: Iterable[Thing]) -> float:
        """Return how much it says to share things."""
        return math.fsum(self.rarity[thing] ** 2 for thing in things)


def things_of(said: Said) -> frozenset[Thing]:
    """Return what a statement says: instruments, second-level indicators, and other words."""
    found = {Thing("sub_indicator", indicator.value) for indicator in said.sub_indicators}
    for clue, weight in clues_of_clean(said.text).items():
        way = clue.ways[0]
        if clue.instrument:
            found.add(Thing("instrument", load_instruments().label(clue.instrument)))
        elif weight >= 1 and len(way) > 1 and any(map(str.isalpha, way)):  # a part of a word weighs less
            found.add(Thing("term" if len(way) >= _SHORTEST else "word", way))
    return frozenset(found)


def spoken_by(said: Iterable[Said]) -> Spoken:
    """Return what places say in some statements."""
    statements: dict[NamedNode, list[Statement]] = defaultdict(list)
    frequency: Counter[Thing] = Counter()
    for each in said:
        statement = Statement(each, things_of(each))
        statements[each.region].append(statement)
        frequency.update(statement.things)
    number = sum(map(len, statements.values()))
    rarity = {thing: math.log(number / count) for thing, count in frequency.items()}
    return Spoken({place: tuple(each) for place, each in statements.items()}, rarity)


def said_network(spoken: Spoken) -> networkx.Graph[str]:
    """Return places and the specific things they say as a bipartite graph; `weight` is how rare a thing is.

    A thing counts once for a place, however often the place says it, so that long plans are not alike for
    their length. What every statement says joins nobody.
    """
    graph: networkx.Graph[str] = networkx.Graph()
    for place in sorted(spoken.statements, key=lambda place: place.value):
        said = {thing for statement in spoken.statements[place] for thing in statement.things}
        for thing in sorted(thing for thing in said if thing.specific and spoken.rarity[thing] > 0):
            graph.add_node(place.value, bipartite=0)
            graph.add_edge(
                place.value, f"{thing.kind} {thing.name}", weight=spoken.rarity[thing], thing=thing
            )
    return graph


def most_alike(spoken: Spoken, one: NamedNode, other: NamedNode) -> tuple[Said, Said]:
    """Return the statements of two places that are most alike: by cosine, all words counted.

    The places must have something in common that not every statement says.
    """
    _, first, second = max(_likenesses(spoken, one, other), key=lambda likeness: likeness[0])
    return first, second


def _likenesses(spoken: Spoken, one: NamedNode, other: NamedNode) -> Iterator[tuple[float, Said, Said]]:
    """Yield the likeness of each two statements of two places that have something in common."""
    others = spoken.statements[other]
    lengths = [math.sqrt(spoken.worth(statement.things)) for statement in others]
    saying: dict[Thing, list[int]] = defaultdict(list)
    for number, statement in enumerate(others):
        for thing in statement.things:
            saying[thing].append(number)
    for statement in spoken.statements[one]:
        length = math.sqrt(spoken.worth(statement.things))
        for number in sorted({number for thing in statement.things for number in saying[thing]}):
            worth = spoken.worth(statement.things & others[number].things)
            if worth > 0:
                yield worth / (length * lengths[number]), statement.said, others[number].said
