"""What a person asked an analysis for, names understood, and the answer that it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from pyoxigraph import Literal, NamedNode

from bizgraph.analysis.words import column, say
from bizgraph.questions.answer import Answer
from bizgraph.questions.citing import cite, labels
from bizgraph.questions.sayings import joined, listed
from bizgraph.questions.search import checked
from bizgraph.rdf.vocabulary import words

if TYPE_CHECKING:
    from bizgraph.questions.corpus import Corpus
    from bizgraph.questions.names import Names
    from bizgraph.store.interface import Row, Store


@dataclass(frozen=True, slots=True)
class Asked:
    """The graph that is analysed, what of it is looked at, and how the answer is told.

    `region` is a place, with those within it; `indicator` is one of either level.
    """

    store: Store
    corpus: Corpus
    region: NamedNode | None = None
    indicator: NamedNode | None = None
    limit: int = 10
    language: str = "zh"

    @classmethod
    def of(
        cls,
        store: Store,
        corpus: Corpus,
        names: Names,
        *,
        region: str | None,
        indicator: str | None,
        limit: int,
        language: str,
    ) -> Self:
        """Return what was asked for as typed. Raises QueryError, and UnknownThingError for a name."""
        checked([], [region, indicator], limit, language)
        return cls(
            store,
            corpus,
            names.region(region) if region else None,
            names.indicator(indicator) if indicator else None,
            limit,
            language,
        )

    @property
    def bindings(self) -> dict[str, NamedNode]:
        """What is looked at, by the names of the variables of the queries."""
        given = {"region": self.region, "indicator": self.indicator}
        return {name: value for name, value in given.items() if value is not None}

    def label(self, thing: NamedNode) -> str:
        """Return the name of a thing."""
        return self.corpus.label(thing, self.language)

    def ordered(self, things: Iterable[NamedNode]) -> list[NamedNode]:
        """Return things by their names."""
        return sorted(things, key=lambda thing: (self.label(thing), thing.value))

    def named(self, things: Iterable[NamedNode]) -> str:
        """Return the names of things as a list within a sentence."""
        return listed(list(map(self.label, things)), self.language)

    def counted(self, counts: Counter[NamedNode], most: int | None = None) -> Literal:
        """Return things with how often each counts, the most frequent first: `赣县区 7、鸠江区 1`."""
        first = sorted(self.ordered(counts), key=lambda thing: -counts[thing])[:most]
        told = [f"{self.label(thing)} {counts[thing]}" for thing in first]
        more = ["…"] if len(first) < len(counts) else []
        return words(listed([*told, *more], self.language))

    def answer(
        self, part: str, names: Sequence[str], rows: Sequence[Row], told: Iterable[str], sparql: str
    ) -> Answer:
        """Return rows under the columns of an analysis, with the sentences that the facts in them stand on.

        `told` are the parts of the reading; what was looked at is said before them.
        """
        parameters = {name: self.label(value) for name, value in self.bindings.items()}
        about = [say("about", name, self.language, name=label) for name, label in parameters.items()]
        return Answer(
            columns=tuple(column(part, name) for name in names),
            rows=tuple(rows),
            titles={language: say("titles", part, language) for language in ("zh", "en")},
            parameters=parameters,
            reading=joined([say("titles", part, self.language), *about, *told], self.language),
            sparql=sparql,
            sources=cite(self.store, rows),
            labels=labels(self.store, rows, self.language),
        )
