"""Facts made from the gold itself: what a program that makes no mistake would understand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bizgraph.authority.identity import Region, RegionLevel, Unit
from bizgraph.extract.facts import (
    Baseline,
    Borrowing,
    Deadline,
    Document,
    Facts,
    Gap,
    Measure,
    Outcome,
    Person,
    Practice,
    Quantity,
    RegionMention,
    Responsibility,
    Role,
    Section,
    Target,
    TaskForce,
    UnitMention,
)
from bizgraph.source.text import Quote, Span

from .gold import Entry, GoldFile, GoldQuantity
from .matching import second_level
from .words import normal

_RULE = "oracle"


def facts_from(gold: GoldFile) -> Facts:
    """Return the facts that a gold file asks for; what it leaves out is left out."""
    return _Oracle(gold).facts()


def region(name: str) -> Region:
    """Return a region of that full name."""
    return Region(name, name, RegionLevel.PREFECTURE)


def document(name: str) -> Document:
    """Return a document of which nothing is known but its name."""
    quote = Quote(name, name, Span(0, 1))
    return Document(name, quote, region("中国"), None, None, None, None, "", name)


class _Oracle:
    def __init__(self, gold: GoldFile) -> None:
        self.gold = gold
        self.anywhere = Span(gold.stretch.start, gold.stretch.start + 1)

    def facts(self) -> Facts:
        of = self.gold.of
        return Facts(
            document(self.gold.name),
            sections=tuple(self._section(entry) for entry in of("section")),
            measures=tuple(self._measure(entry) for entry in of("measure")),
            practices=tuple(self._practice(entry) for entry in of("practice")),
            gaps=tuple(self._gap(entry) for entry in of("gap")),
            baselines=tuple(Baseline(*self._said(e), quantities=self._figures(e)) for e in of("baseline")),
            targets=tuple(Target(*self._said(e), quantities=self._figures(e)) for e in of("target")),
            task_forces=tuple(self._task_force(entry) for entry in of("task_force")),
            borrowings=tuple(self._borrowings(of("measure"))),
        )

    def _quote(self, words: str) -> Quote:
        return Quote(words, words, self.anywhere)

    def _key(self, kind: str, id: str) -> str:
        entry = next(each for each in self.gold.of(kind) if each.id == id)
        return f"{kind}/{entry.span.start if entry.span else id}/{id}"

    def _said(
        self, entry: Entry
    ) -> tuple[str, str, Quote, str | None, Region, tuple[str, ...], tuple[str, ...], str]:
        """Return the first eight arguments of a statement."""
        if entry.span is None:
            raise TypeError(entry.id)
        words = self.gold.text.source[entry.span.start : entry.span.end]
        quote = Quote(normal(words), words, entry.span)
        subs = tuple(sorted(second_level().get(normal(name), {name}))[0] for name in entry["sub"])
        key = self._key(entry.kind, entry.id)
        return key, entry.number, quote, None, region("中国"), entry["indicators"], subs, _RULE

    def _mention(self, name: str) -> UnitMention:
        return UnitMention(Unit(name, name, None), self._quote(normal(name)))

    def _regions(self, names: Iterable[str]) -> tuple[RegionMention, ...]:
        return tuple(RegionMention(region(normal(name)), self._quote(name)) for name in names)

    def _people(self, names: Iterable[str]) -> tuple[Person, ...]:
        return tuple(Person(normal(name), "", self._quote(name)) for name in names)

    def _roles(self, entry: Entry) -> tuple[Responsibility, ...]:
        return tuple(Responsibility(self._mention(name), role) for role in Role for name in entry[role.value])

    def _figures(self, entry: Entry) -> tuple[Quantity, ...]:
        return tuple(self._figure(each) for each in (*entry.quantities, *entry.debatable_quantities))

    def _figure(self, wanted: GoldQuantity) -> Quantity:
        quote, masked = self._quote(wanted.line), wanted.value is None
        unit = min(wanted.units, default="thing")
        return Quantity(wanted.metric, wanted.comparator, wanted.value, unit, quote, masked)

    def _section(self, entry: Entry) -> Section:
        heading = self._quote(entry.name)
        people = self._people(entry["champions"])
        roles = self._roles(entry)
        return Section(f"section/{entry.id}", "", heading, entry["indicators"], roles, people, _RULE)

    def _measure(self, entry: Entry) -> Measure:
        deadline = None
        if entry.deadline or entry.deadline_text:
            deadline = Deadline(entry.deadline, self._quote(entry.deadline_text))
        return Measure(
            *self._said(entry),
            responsibilities=self._roles(entry),
            deadline=deadline,
            quantities=self._figures(entry),
            targets=tuple(self._key("target", id) for id in entry["targets"]),
            benchmarks=self._regions(entry["benchmarks"]),
        )

    def _practice(self, entry: Entry) -> Practice:
        return Practice(
            *self._said(entry),
            places=self._regions(entry["places"]),
            units=tuple(self._mention(name) for name in entry["units"]),
            outcomes=tuple(Outcome(words, self._quote(words), (), _RULE) for words in entry["outcomes"]),
        )

    def _gap(self, entry: Entry) -> Gap:
        return Gap(
            *self._said(entry),
            quantities=self._figures(entry),
            compared_with=self._regions(entry["compared"]),
            addressed_by=tuple(self._key("measure", id) for id in entry["addressed_by"]),
        )

    def _task_force(self, entry: Entry) -> TaskForce:
        return TaskForce(
            f"task-force/{entry.id}",
            "",
            self._quote(entry.name),
            entry["indicators"],
            self._people(entry["leaders"]),
            self._people(entry["deputies"]),
            tuple(self._mention(name) for name in entry["members"]),
            tuple(self._mention(name) for name in entry["offices"]),
            _RULE,
        )

    def _borrowings(self, measures: Iterable[Entry]) -> Iterable[Borrowing]:
        for entry in measures:
            for wanted in entry.borrows:
                measure = self._key("measure", entry.id)
                practice = self._key("practice", wanted.practice)
                quote = self._quote(entry.id)
                yield Borrowing(
                    f"{measure}/{practice}",
                    measure,
                    practice,
                    wanted.evidence,
                    Decimal("0.9"),
                    quote,
                    quote,
                    _RULE,
                )
