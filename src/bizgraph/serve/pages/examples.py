"""Questions that the graph at hand can answer, one of each kind, made of its own places and indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final
from weakref import WeakKeyDictionary

from bizgraph.graph import Graph
from bizgraph.questions.answer import Status
from bizgraph.serve.pages.words import word

# What each kind of question is about: statements of which kind its place and indicator must have.
_ABOUT: Final = {
    "leads": "measure",
    "measures": "measure",
    "gaps": "gap",
    "practices": "practice",
    "borrowed": "practice",
    "count": "measure",
    "ranking": "",
    "unanswered": "",
}
_TRIED: Final = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A question that has an answer, and its kind in words."""

    kind: str
    question: str


_known: Final[WeakKeyDictionary[Graph, dict[str, tuple[Example, ...]]]] = WeakKeyDictionary()


def examples(graph: Graph, language: str) -> tuple[Example, ...]:
    """Return a question of each kind that the graph answers with rows; places and indicators take turns."""
    known = _known.setdefault(graph, {})
    if language not in known:
        found = (_first_answered(graph, kind, turn, language) for turn, kind in enumerate(_ABOUT))
        known[language] = tuple(each for each in found if each is not None)
    return known[language]


def _first_answered(graph: Graph, kind: str, turn: int, language: str) -> Example | None:
    tried = islice(dict.fromkeys(_questions(graph, kind, turn, language)), _TRIED)
    question = next((each for each in tried if _is_answered(graph, each)), None)
    return None if question is None else Example(word("home", "example_kind", kind, language), question)


def _questions(graph: Graph, kind: str, turn: int, language: str) -> Iterator[str]:
    """Yield questions of a kind, about what the graph says most of first, another place at each turn."""
    if not _ABOUT[kind]:
        yield word("home", "example", kind, language)
        return
    topics = [(topic, count) for topic, count in graph.survey().items() if topic.kind == _ABOUT[kind]]
    topics.sort(key=lambda pair: (-pair[1], pair[0].place.value, pair[0].indicator.value))
    places = list(dict.fromkeys(topic.place for topic, _ in topics))[: _TRIED + turn]
    for place in (*places[turn % max(1, len(places)) :], *places):
        of_place = [topic.indicator for topic, _ in topics if topic.place == place]
        indicator = of_place[turn % len(of_place)]
        yield word(
            "home",
            "example",
            kind,
            language,
            place=graph.label(place.value, language=language),
            indicator=_spoken(graph.label(indicator.value, language=language), language),
        )


def _spoken(name: str, language: str) -> str:
    return name[:1].lower() + name[1:] if language == "en" else name


def _is_answered(graph: Graph, question: str) -> bool:
    answer = graph.ask(question)
    return answer.status is Status.ANSWERED and bool(answer.rows)
