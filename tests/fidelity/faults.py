"""What is scored: right, missed and false, counted kind by kind, and kept one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from .gold import GoldFile


class Kind(StrEnum):
    """What is scored, in the order of the table."""

    SECTION = "section"
    MEASURE = "measure"
    PRACTICE = "practice"
    GAP = "gap"
    TARGET = "target"
    BASELINE = "baseline"
    UNIT = "unit"
    CHAMPION = "champion"
    DEADLINE = "deadline"
    DEADLINE_TEXT = "deadline text"
    QUANTITY = "quantity"
    QUANTITY_METRIC = "quantity metric"
    OTHER_QUANTITY = "other quantity"
    INDICATOR = "indicator"
    SUB_INDICATOR = "sub-indicator"
    HAS_TARGET = "has target"
    BENCHMARK = "benchmark"
    PLACE = "place"
    PRACTICE_UNIT = "practice unit"
    OUTCOME = "outcome"
    COMPARED = "compared"
    ADDRESSED_BY = "addressed by"
    BORROWING = "borrowing"
    EVIDENCE = "evidence"
    TASK_FORCE = "task force"
    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"
    OFFICE = "office"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gold entries were found and missed, and how many facts were judged and found false.

    `judged` counts the right facts of those stretches where the gold is complete, so that false ones
    can be told; only they bear on precision.
    """

    right: int = 0
    missed: int = 0
    judged: int = 0
    false: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.missed + other.missed,
            self.judged + other.judged,
            self.false + other.false,
        )

    @property
    def wanted(self) -> int:
        """How many the gold has."""
        return self.right + self.missed

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found; None where the gold has nothing."""
        return self.right / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found or judged."""
        found = self.judged + self.false
        return self.judged / found if found else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; recall alone where precision is not judged; None with nothing at all."""
        recall, precision = self.recall, self.precision
        if recall is None or precision is None:
            return recall if precision is None else float(self.false == 0)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class Verdict(StrEnum):
    """What is wrong with an entry or a fact."""

    MISSED = "-"
    FALSE = "+"


@dataclass(frozen=True, slots=True)
class Fault:
    """One miss or one false fact. `follows` where it only follows from a statement missed or false itself."""

    kind: Kind
    verdict: Verdict
    position: int
    owner: str
    words: str
    note: str = ""
    follows: bool = False


@dataclass
class Score:
    """The tallies and faults of one gold file."""

    gold: GoldFile
    tallies: dict[Kind, Tally] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def right(self, kind: Kind, *, judged: bool) -> None:
        """Count one that is right."""
        self._add(kind, Tally(right=1, judged=int(judged)))

    def wrong(self, fault: Fault) -> None:
        """Count and keep one fault."""
        missed = fault.verdict is Verdict.MISSED
        self._add(fault.kind, Tally(missed=int(missed), false=int(not missed)))
        self.faults.append(fault)

    def _add(self, kind: Kind, tally: Tally) -> None:
        self.tallies[kind] = self.tallies.get(kind, Tally()) + tally


def total(scores: Iterable[Score]) -> dict[Kind, Tally]:
    """Return the sum of several scores, kind by kind."""
    tallies: dict[Kind, Tally] = {}
    for kind, tally in chain.from_iterable(score.tallies.items() for score in scores):
        tallies[kind] = tallies.get(kind, Tally()) + tally
    return {kind: tallies[kind] for kind in Kind if kind in tallies}
