"""How many of the statements that words find there are of each kind, place, indicator and document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.questions.clues import clues
from bizgraph.questions.corpus import KINDS, Corpus, Said
from bizgraph.questions.names import Names
from bizgraph.questions.sayings import say
from bizgraph.questions.search import checked, filters, kinds_of

FACETS: Final = ("kind", "region", "indicator", "document")
_MOST: Final = 60  # values of a facet


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value by which a search may be narrowed: what to ask for, its name, and how many it leaves."""

    value: str
    label: str
    count: int


def facets(
    corpus: Corpus,
    names: Names,
    words: str,
    *,
    kind: str | None = None,
    region: str | None = None,
    indicator: str | None = None,
    document: str | None = None,
    language: str = "zh",
) -> Mapping[str, tuple[FacetValue, ...]]:
    """Return what a search may be narrowed by, the values that leave most first.

    A facet's counts heed all filters but its own, so that another value of it can be chosen instead. Raises
    QueryError, and UnknownThingError where a name stands for nothing or for several things.
    """
    checked([words], [kind, region, indicator, document], 1, language)
    shares = corpus.texts.shares(clues(words))
    found = [said for said in corpus.all if said.number in shares]
    asked = {"kind": kind, "region": region, "indicator": indicator, "document": document}
    counted: dict[str, tuple[FacetValue, ...]] = {}
    for facet in FACETS:
        others = {name: None if name == facet else value for name, value in asked.items()}
        kinds = kinds_of(others.pop("kind"))
        tests, _ = filters(corpus, names, **others, language=language)
        left = [said for said in found if said.kind in kinds and all(test(said) for test in tests)]
        counted[facet] = (
            _of_kinds(left, language)
            if facet == "kind"
            else _of_things(_counts(corpus, facet, left), names, corpus, language)
        )
    return counted


def _of_kinds(left: Iterable[Said], language: str) -> tuple[FacetValue, ...]:
    counts = Counter(said.kind for said in left)
    return tuple(
        FacetValue(each, say("kind", each, language), counts[each]) for each in KINDS if counts[each]
    )


def _of_things(
    counts: Counter[NamedNode], names: Names, corpus: Corpus, language: str
) -> tuple[FacetValue, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0].value))
    return tuple(
        FacetValue(names.shortened(thing), corpus.label(thing, language), count)
        for thing, count in ranked[:_MOST]
    )


def _counts(corpus: Corpus, facet: str, left: Sequence[Said]) -> Counter[NamedNode]:
    """Return how many statements each thing that a facet is about would leave."""
    if facet == "indicator":
        return Counter(thing for said in left for thing in said.indicators)
    if facet == "document":
        return Counter(said.document for said in left)
    places = [corpus.places(said) or (said.region,) for said in left]
    named = {place for each in places for place in each}
    return Counter(
        place
        for each in places
        for place in named.intersection(each).union(
            *(named.intersection(corpus.around(inner)) for inner in each)
        )
    )
