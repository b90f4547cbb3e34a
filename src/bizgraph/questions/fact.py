"""One fact, as it was understood: the values that `facts_of` reads from a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bizgraph.questions.answer import Citation


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the graph, and what it is called."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A unit, its role (by the name of the role in the ontology), and the name printed for it."""

    unit: Named
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: what it measures, how it binds, its value (None where it is masked), unit, words, place."""

    iri: str
    metric: str
    comparator: str
    value: Decimal | None
    unit: str
    printed: str
    start: int


@dataclass(frozen=True, slots=True)
class Other:
    """Another fact, its words, and the place that it is about; of a practice, who practises it."""

    iri: str
    label: str
    kind: str
    quote: Citation | None
    places: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Loan:
    """That a measure borrows a practice: both, the words on either side, the evidence, how sure it is."""

    iri: str
    measure: Other
    practice: Other
    measure_quote: Citation
    practice_quote: Citation
    evidence: str
    confidence: Decimal
    rule: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with what was understood of it. `kind` is the local name of its class.

    `things` are what it names, by the local names of properties; `others` are the facts that it has to do
    with, by the property, with `of ` before it where they point to this one. `before` and `behind` are the
    words around it in the file.
    """

    iri: str
    kind: str
    label: str
    quote: Citation | None
    before: str
    behind: str
    values: Mapping[str, str]
    deadline: date | None
    things: Mapping[str, tuple[Named, ...]]
    duties: tuple[Duty, ...]
    leads_of_section: tuple[Named, ...]
    figures: tuple[Figure, ...]
    others: Mapping[str, tuple[Other, ...]]
    loans: tuple[Loan, ...]

    def value(self, name: str) -> str:
        """Return a text that is said of it by the local name of the property; empty where there is none."""
        return self.values.get(name, "")

    def named(self, *names: str) -> tuple[Named, ...]:
        """Return the things that it names by some properties."""
        return tuple(thing for name in names for thing in self.things.get(name, ()))

    def related(self, name: str) -> tuple[Other, ...]:
        """Return the facts that it has to do with by a property; see `others`."""
        return self.others.get(name, ())
