"""What is found when two documents or two graphs are compared, as frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bizgraph.difference.values import Heading, Kind, Told


class What(StrEnum):
    """What a change is. The first four are of whole facts, all others of what a fact says."""

    NEW = "new"
    DROPPED = "dropped"
    SPLIT = "split"
    MERGED = "merged"
    DEADLINE_EARLIER = "deadline-earlier"
    DEADLINE_LATER = "deadline-later"
    DEADLINE_NEXT_YEAR = "deadline-next-year"
    DEADLINE_GIVEN = "deadline-given"
    DEADLINE_LOST = "deadline-lost"
    DEADLINE_REWORDED = "deadline-reworded"
    FIGURE_RAISED = "figure-raised"
    FIGURE_LOWERED = "figure-lowered"
    FIGURE_CHANGED = "figure-changed"
    FIGURE_NEW = "figure-new"
    FIGURE_DROPPED = "figure-dropped"
    LEAD_CHANGED = "lead-changed"
    LEAD_GIVEN = "lead-given"
    LEAD_LOST = "lead-lost"
    UNIT_JOINED = "unit-joined"
    UNIT_LEFT = "unit-left"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: what it is about (a metric, a unit), and what it was before and is after.

    `better` says whether the change of a figure is one for the better; None where nobody knows. `days` is by
    how many days a deadline moved, and `days_in_year` by how many it would have, had it moved with the plan's
    year. `old` and `new` are the facts that say so, `before_line` and `after_line` the lines of
    their files that print the date, the figure or the unit, which may stand behind the sentence.
    """

    what: What
    old: Told | None
    new: Told | None
    about: str = ""
    before: str = ""
    after: str = ""
    better: bool | None = None
    days: int | None = None
    days_in_year: int | None = None
    before_line: int | None = None
    after_line: int | None = None

    @property
    def kind(self) -> Kind:
        """The kind of fact that changed."""
        told = self.new or self.old
        if told is None:
            raise ValueError("a change needs an old fact or a new one")
        return told.kind


@dataclass(frozen=True, slots=True)
class Match:
    """Facts that say the same, or much the same: one old and one new, several of one side where it was split.

    `likeness` is from 0 to 1: how much of the wording of either stands in the other.
    """

    olds: tuple[Told, ...]
    news: tuple[Told, ...]
    likeness: float
    changes: tuple[Change, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of the facts."""
        return self.news[0].kind

    @property
    def is_carried(self) -> bool:
        """Whether nothing changed but the year of the deadline, which is that of the next plan."""
        return bool(self.changes) and all(change.what is What.DEADLINE_NEXT_YEAR for change in self.changes)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two documents compared: the facts in both, those that are new, and those that were dropped."""

    old: Heading
    new: Heading
    matches: tuple[Match, ...]
    added: tuple[Told, ...]
    dropped: tuple[Told, ...]

    def changed(self, kind: Kind) -> tuple[Match, ...]:
        """Return the matches of a kind in which more changed than the year, in the new document's order."""
        return tuple(
            match for match in self.matches if match.kind is kind and match.changes and not match.is_carried
        )

    def carried(self, kind: Kind) -> int:
        """Return how many facts of a kind changed in nothing but the year of the deadline."""
        return sum(match.kind is kind and match.is_carried for match in self.matches)

    def unchanged(self, kind: Kind) -> int:
        """Return how many facts of a kind stayed as they were."""
        return sum(match.kind is kind and not match.changes for match in self.matches)

    def changes(self) -> Iterator[Change]:
        """Yield every change: kind by kind, new facts, dropped ones, then what changed in the others."""
        for kind in Kind:
            yield from (Change(What.NEW, None, told) for told in self.added if told.kind is kind)
            yield from (Change(What.DROPPED, told, None) for told in self.dropped if told.kind is kind)
            for match in self.matches:
                if match.kind is kind:
                    yield from match.changes

    def counts(self) -> dict[Kind, dict[str, int]]:
        """Return how many facts of each kind there are of each sort; kinds without any left out.

        Sorts are new, dropped, changed, carried (changed in nothing but the year) and unchanged.
        """
        counts = {
            kind: {
                "new": sum(told.kind is kind for told in self.added),
                "dropped": sum(told.kind is kind for told in self.dropped),
                "changed": len(self.changed(kind)),
                "carried": self.carried(kind),
                "unchanged": self.unchanged(kind),
            }
            for kind in Kind
        }
        return {kind: found for kind, found in counts.items() if any(found.values())}


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from `old` to `new`, which are files or graph folders as they were named.

    `compared` are the documents that are in both in another form, or that follow one another; `added` and
    `dropped` those in one only, and `unchanged` how many are in both as they are.
    """

    old: str
    new: str
    compared: tuple[Compared, ...] = ()
    added: tuple[Heading, ...] = ()
    dropped: tuple[Heading, ...] = ()
    unchanged: int = 0

    def changes(self) -> Iterator[Change]:
        """Yield every change of every document that was compared."""
        for compared in self.compared:
            yield from compared.changes()

    def counts(self) -> Mapping[What, int]:
        """Return how many changes there are of each kind, kinds without any left out."""
        found = Counter(change.what for change in self.changes())
        return {what: found[what] for what in What if found[what]}

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.added or self.dropped or any(True for _ in self.changes()))

    def to_dict(self) -> dict[str, Any]:
        """Return all of it in the types of JSON."""
        from bizgraph.difference.forms import as_dict

        return as_dict(self)

    def to_json(self) -> str:
        """Write `to_dict()` as JSON, a change a line."""
        from bizgraph.difference.forms import as_json

        return as_json(self)

    def to_csv(self) -> str:
        """Write the changes as CSV, a change a line, names first, CRLF."""
        from bizgraph.difference.forms import as_csv

        return as_csv(self)

    def to_markdown(self, language: str = "zh") -> str:
        """Write the changes as a person reads them, in the language."""
        from bizgraph.difference.forms import as_markdown

        return as_markdown(self, language)
