"""What a document says, as it is compared with another one: the same values from a file and from a graph.

`printed` are words of the document, and `line` is where in its file they begin, from 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bizgraph.extract.facts import Comparator, Role


class Kind(StrEnum):
    """The kinds of fact that are compared, each with its own, in the order in which they are told.

    Of the sections those are compared that name units; their text is their heading.
    """

    MEASURE = "measure"
    SECTION = "section"
    TARGET = "target"
    GAP = "gap"
    PRACTICE = "practice"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it measures; `value` is None where masked, `unit` the id of a unit of measure."""

    metric: str
    comparator: Comparator
    value: Decimal | None
    unit: str
    printed: str
    line: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A unit in a role. `id` says which it is among those of its place, so that it is one everywhere."""

    id: str
    label: str
    role: Role
    printed: str
    line: int


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: the last day, or None where the words give none, and the words."""

    day: date | None
    printed: str
    line: int


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with its words, where they stand, and what was understood of them.

    `key` tells it from all others of its document; `number` is as printed and decides nothing.
    """

    kind: Kind
    key: str
    number: str
    text: str
    file: str
    line: int
    indicators: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    due: Due | None = None
    figures: tuple[Figure, ...] = ()

    @property
    def where(self) -> str:
        """The file and the line at which the words begin."""
        return f"{self.file}:{self.line}"

    @property
    def words(self) -> str:
        """The words on one line."""
        return " ".join(self.text.split())

    def units(self, *roles: Role) -> dict[str, Actor]:
        """Return the units that have one of these roles, by their ids, in the order of the text."""
        found: dict[str, Actor] = {}
        for actor in self.actors:
            if actor.role in roles:
                found.setdefault(actor.id, actor)
        return found


@dataclass(frozen=True, slots=True)
class Heading:
    """A document without what it says: `region` is the id of its place, `place` the name of it."""

    id: str
    title: str
    file: str
    region: str
    place: str

    @property
    def year(self) -> int | None:
        """The year that the document is of, as its id has it."""
        year = self.id.split("-")[-2:-1]
        return int(year[0]) if year and year[0].isdecimal() else None

    def years_after(self, other: Heading) -> int:
        """Return by how many years the document is later than another; 0 where either has no year."""
        return self.year - other.year if self.year and other.year else 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A document with all that it says, in the order of the text."""

    heading: Heading
    told: tuple[Told, ...]

    def of_kind(self, kind: Kind) -> tuple[Told, ...]:
        """Return the facts of a kind."""
        return tuple(told for told in self.told if told.kind is kind)


def edition_of(heading: Heading, told: Iterable[Told]) -> Edition:
    """Return a document with what it says, without sections that name no unit or are but one measure."""
    everything = tuple(told)
    measures = {each.line for each in everything if each.kind is Kind.MEASURE}
    return Edition(
        heading,
        tuple(
            each
            for each in everything
            if each.kind is not Kind.SECTION or (each.actors and each.line not in measures)
        ),
    )
