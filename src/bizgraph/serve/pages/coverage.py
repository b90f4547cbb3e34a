"""How much is said of each place on each indicator: what the table of indicators by places is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bizgraph.authority.indicators import load_indicators
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer

QUERY: Final = "indicators-by-places"
KINDS: Final = ("measures", "gaps", "targets", "practices", "told")
_STEPS: Final = (1, 3, 6, 11, 21)  # from how many on something weighs more


@dataclass(frozen=True, slots=True)
class Count:
    """How many facts of a kind there are, and how much that weighs on the page, from 0 to 5."""

    kind: str
    number: int

    @property
    def weight(self) -> int:
        """Return how much it weighs."""
        return sum(self.number >= step for step in _STEPS)


Counts = tuple[Count, ...]


def coverage(answer: Answer) -> Mapping[tuple[str, str], Counts]:
    """Return the counts of each place and indicator, both by IRI; what is not stated is not there."""
    return {
        (str(row["where"]), str(row["topic"])): tuple(Count(kind, int(str(row[kind]))) for kind in KINDS)
        for row in answer
    }


def picked(counts: Counts, kinds: Iterable[str]) -> Counts:
    """Return the counts of some kinds."""
    wanted = set(kinds)
    return tuple(count for count in counts if count.kind in wanted)


def summed(every: Iterable[Counts], kinds: Iterable[str]) -> Counts:
    """Return the sums of counts, kind by kind."""
    held = [{count.kind: count.number for count in counts} for counts in every]
    return tuple(Count(kind, sum(each.get(kind, 0) for each in held)) for kind in KINDS if kind in set(kinds))


def indicators(graph: Graph, language: str) -> tuple[tuple[str, str], ...]:
    """Return the first-level indicators, IRI and name, in their order, also those that nothing is said on."""
    return tuple(
        (graph.namespaces.indicator(each.id).value, each.label if language == "zh" else each.english)
        for each in load_indicators().all()
        if each.broader is None
    )
