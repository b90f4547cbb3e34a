"""How much the documents of a graph say: by kind, place and indicator, and by the instruments they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode

from bizgraph.authority.instruments import load_instruments
from bizgraph.questions.corpus import Corpus


class Topic(NamedTuple):
    """What statements are about: their kind, a place that does or lacks what they say, an indicator."""

    kind: str
    place: NamedNode
    indicator: NamedNode


def survey(corpus: Corpus) -> Mapping[Topic, int]:
    """Return how many statements each topic has, in the order of the documents."""
    return Counter(
        Topic(said.kind, place, indicator)
        for said in corpus.all
        for place in corpus.places(said)
        for indicator in said.indicators
    )


def instruments(corpus: Corpus) -> tuple[tuple[str, int], ...]:
    """Return the instruments of policy that statements name, each with how many do, most first."""
    known = load_instruments()
    found = Counter(name for said in corpus.all for name in known.named_in(said.text))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple((known.label(name), count) for name, count in ranked)
