"""The facts of a document as frozen values. What counts as one of each is said in docs/model.md (MODEL).

Every fact holds a `Quote`, so none can be made without the words it came from. Facts refer to each
other by `key`, which comes from the kind of fact and its place in the file (`measure/10234`), never
from a counter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bizgraph.authority.identity import Region, Unit
from bizgraph.source.text import Quote


class Role(StrEnum):
    """What a unit is to a measure or section."""

    LEAD = "lead"
    PARTNER = "partner"
    RESPONSIBLE = "responsible"


class Comparator(StrEnum):
    """How a figure binds what it measures."""

    AT_MOST = "atMost"
    AT_LEAST = "atLeast"
    EQUAL_TO = "equalTo"
    DECREASE_BY = "decreaseBy"
    INCREASE_BY = "increaseBy"


class Evidence(StrEnum):
    """Why a measure is held to borrow a practice."""

    EXPLICIT_MENTION = "explicitMention"
    SHARED_WORDING = "sharedWording"


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit as one place of the document names it."""

    unit: Unit
    quote: Quote


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region as one place of the document names it."""

    region: Region
    quote: Quote


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One unit in one role."""

    mention: UnitMention
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """A named official; `title` is the office held (may be empty). Never holds a telephone number."""

    name: str
    title: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due: the words, and the last day they allow, or None where they give no date."""

    day: date | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what it measures. `value` is None where the figure is masked.

    `unit` is the id of a concept of the units-of-measure scheme, e.g. `working-day`, `percent`.
    `quote` is the smallest stretch that holds comparator, figure and unit.
    """

    metric: str
    comparator: Comparator
    value: Decimal | None
    unit: str
    quote: Quote
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The document itself. `id` is the last part of its IRI."""

    id: str
    title: Quote
    region: Region
    number: Quote | None
    issued: date | None
    issued_quote: Quote | None
    publisher: UnitMention | None
    sha256: str
    file_name: str
    left_over_share: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Section:
    """What the document orders for one indicator; without an indicator, a plain part of the document."""

    key: str
    number: str
    heading: Quote
    indicators: tuple[str, ...]
    responsibilities: tuple[Responsibility, ...] = ()
    champions: tuple[Person, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What measures, practices, gaps, baselines and targets have in common.

    `quote.text` is the fact's text. `number` is as printed, or empty. `section` is a section's key, or
    None. `rule` names the rule of extraction that made the fact.
    """

    key: str
    number: str
    quote: Quote
    section: str | None
    region: Region
    indicators: tuple[str, ...]
    sub_indicators: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Measure(Statement):
    """One ordered action. `targets` are keys of targets; `benchmarks` are places named as models."""

    responsibilities: tuple[Responsibility, ...] = ()
    deadline: Deadline | None = None
    quantities: tuple[Quantity, ...] = ()
    targets: tuple[str, ...] = ()
    benchmarks: tuple[RegionMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result that a practice is said to have had."""

    key: str
    quote: Quote
    quantities: tuple[Quantity, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Practice(Statement):
    """What named places or units do, told as an example; `title` where the text gives one.

    `figures` are those of its own text, for comparing it; results are in `outcomes`.
    """

    title: Quote | None = None
    places: tuple[RegionMention, ...] = ()
    units: tuple[UnitMention, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    figures: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap(Statement):
    """A shortfall that the document admits; `addressed_by` are keys of measures."""

    quantities: tuple[Quantity, ...] = ()
    compared_with: tuple[RegionMention, ...] = ()
    addressed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline(Statement):
    """A statement of where the region stands."""

    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Target(Statement):
    """A stated aim."""

    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskForce:
    """A 工作专班: who leads it, who is in it, where its office is."""

    key: str
    number: str
    quote: Quote
    indicators: tuple[str, ...]
    leaders: tuple[Person, ...]
    deputy_leaders: tuple[Person, ...]
    members: tuple[UnitMention, ...]
    offices: tuple[UnitMention, ...]
    rule: str


class LeftOverKind(StrEnum):
    """What kind of thing was not understood."""

    SENTENCE = "sentence"
    UNIT = "unit"
    PLACE = "place"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Words that stand where facts were expected and became none, or a name that is not recognised."""

    kind: LeftOverKind
    quote: Quote
    reason: str


@dataclass(frozen=True, slots=True)
class Borrowing:
    """The evidence that a measure borrows a practice; `confidence` is from 0 to 1."""

    key: str
    measure: str
    practice: str
    evidence: Evidence
    confidence: Decimal
    measure_quote: Quote
    practice_quote: Quote
    rule: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was understood of one document, each tuple in the order of the file."""

    document: Document
    sections: tuple[Section, ...] = ()
    measures: tuple[Measure, ...] = ()
    practices: tuple[Practice, ...] = ()
    gaps: tuple[Gap, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    targets: tuple[Target, ...] = ()
    task_forces: tuple[TaskForce, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    borrowings: tuple[Borrowing, ...] = ()
