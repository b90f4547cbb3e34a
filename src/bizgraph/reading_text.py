"""What was understood of one document, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from bizgraph.authority.identity import Region, Unit
from bizgraph.build_report import count_facts
from bizgraph.extract.facts import (
    Borrowing,
    Facts,
    Gap,
    Measure,
    Outcome,
    Person,
    Practice,
    Quantity,
    Responsibility,
    Role,
    Section,
    Statement,
    TaskForce,
    UnitMention,
)
from bizgraph.outline.nodes import NodeKind
from bizgraph.reading import Reading
from bizgraph.source.text import Quote, Text

_ROLES: Final = ((Role.LEAD, "lead"), (Role.PARTNER, "partner"), (Role.RESPONSIBLE, "responsible"))
_HEADING_LENGTH: Final = 60
_STATEMENTS: Final = ("measures", "practices", "gaps", "baselines", "targets")


def as_plain(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values for JSON; each quotation has its span and line."""
    clean = reading.outline.text
    outline = [
        {
            "depth": depth,
            "kind": str(node.kind),
            "number": node.number,
            "title": reading.outline.title(node),
            "line": _line(clean, node.start),
        }
        for depth, node in reading.headings()
    ]
    facts: dict[str, Any] = _plain(reading.facts, reading.text)
    return {"document": facts.pop("document"), "outline": outline, **facts}


def as_text(reading: Reading) -> str:
    """Return a reading for people: the outline, each fact with its place and rule, and what was left over."""
    return "\n".join(_lines(reading)) + "\n"


def _plain(value: Any, text: Text) -> Any:
    if isinstance(value, Quote):
        return {
            "text": value.text,
            "original": value.original,
            "start": value.span.start,
            "end": value.span.end,
            "line": text.line(value.span.start),
        }
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), text) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each, text) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def _lines(reading: Reading) -> Iterator[str]:
    facts, text = reading.facts, reading.text
    yield from _document(reading)
    yield from _outline(reading)
    printer = _Printer(text, facts)
    for kind in (*("sections",), *_STATEMENTS, "task_forces", "borrowings"):
        found = getattr(facts, kind)
        if found:
            yield f"\n== {kind.replace('_', ' ')} ({len(found)})"
        for fact in found:
            yield ""
            yield from printer.fact(fact)
    yield f"\n== left over ({len(facts.left_over)}; {facts.document.left_over_share:.1%} of the sentences)"
    for left in facts.left_over:
        yield ""
        yield f"{printer.place(left.quote)}  {left.kind}: {left.reason}"
        yield f"    {_one_line(left.quote.text)}"
    if not any(count_facts(facts)[kind] for kind in (*_STATEMENTS, "task_forces")):
        yield "\nnothing of this kind found here"


def _document(reading: Reading) -> Iterator[str]:
    document = reading.facts.document
    yield document.title.text.replace("\n", " ")
    named = (
        ("file", document.file_name),
        ("id", document.id),
        ("region", _region(document.region)),
        ("number", document.number.text if document.number else ""),
        ("issued", str(document.issued or "")),
        ("publisher", _mention(document.publisher) if document.publisher else ""),
        ("sha256", document.sha256),
    )
    for name, value in named:
        if value:
            yield f"  {name + ':':<11}{value}"


def _outline(reading: Reading) -> Iterator[str]:
    text = reading.outline.text
    nodes = list(reading.headings())
    yield f"\n== outline ({len(nodes)})"
    for depth, node in nodes:
        title = _one_line(reading.outline.title(node)) or _one_line(text.clean[node.body : node.end])
        if len(title) > _HEADING_LENGTH:
            title = title[: _HEADING_LENGTH - 1] + "…"
        mark = "" if node.kind is NodeKind.HEADING else f"[{node.kind}] "
        number = f"{node.number} " if node.number else ""
        yield f"{_line(text, node.start):>5}  {'  ' * depth}{mark}{number}{title}"


class _Printer:
    """Writes facts with their places."""

    def __init__(self, text: Text, facts: Facts) -> None:
        self._text = text
        keyed = (*facts.sections, *(fact for kind in _STATEMENTS for fact in getattr(facts, kind)))
        self._lines = {fact.key: text.line(_quote(fact).span.start) for fact in keyed}

    def place(self, quote: Quote) -> str:
        """Return the line and the span of a quotation."""
        return f"line {self._text.line(quote.span.start)} [{quote.span.start}:{quote.span.end}]"

    def fact(self, fact: Section | Statement | TaskForce | Borrowing) -> Iterator[str]:
        """Write any fact."""
        if isinstance(fact, Borrowing):
            yield from self._borrowing(fact)
            return
        quote = _quote(fact)
        number = f"{fact.number} " if fact.number else ""
        yield f"{self.place(quote)}  {number}by rule {fact.rule or '?'}"
        yield f"    {_one_line(quote.text)}"
        for name, value in self._named(fact):
            if value:
                yield f"    {name}: {value}"

    def _named(self, fact: Section | Statement | TaskForce) -> Iterator[tuple[str, str]]:
        if isinstance(fact, Practice) and fact.title is not None:
            yield "title", _one_line(fact.title.text)
        yield "indicator", ", ".join(fact.indicators)
        if isinstance(fact, Statement):
            yield "second level", ", ".join(fact.sub_indicators)
        if isinstance(fact, Section | Measure):
            for role, name in _ROLES:
                yield name, _listed(_mention(each.mention) for each in _in_role(fact.responsibilities, role))
        if isinstance(fact, Section):
            yield "champion", _people(fact.champions)
        if isinstance(fact, Measure):
            yield from self._of_measure(fact)
        if isinstance(fact, Practice):
            yield "places", _listed(_region(place.region) for place in fact.places)
            yield "units", _listed(map(_mention, fact.units))
            for outcome in fact.outcomes:
                yield "outcome", self._outcome(outcome)
        if isinstance(fact, Gap):
            yield "compared with", _listed(_region(place.region) for place in fact.compared_with)
            yield "addressed by", _listed(f"line {self._lines[key]}" for key in fact.addressed_by)
        if isinstance(fact, TaskForce):
            yield "leader", _people(fact.leaders)
            yield "deputy", _people(fact.deputy_leaders)
            yield "members", _listed(map(_mention, fact.members))
            yield "office", _listed(map(_mention, fact.offices))
        yield "figures", _listed(map(_quantity, getattr(fact, "quantities", ())))

    def _of_measure(self, measure: Measure) -> Iterator[tuple[str, str]]:
        if measure.deadline is not None:
            yield "due", f"{measure.deadline.day or 'no date'} ({measure.deadline.quote.text})"
        yield "targets", _listed(f"line {self._lines[key]}" for key in measure.targets)
        yield "benchmarks against", _listed(_region(place.region) for place in measure.benchmarks)

    def _outcome(self, outcome: Outcome) -> str:
        figures = _listed(map(_quantity, outcome.quantities))
        return f"{self.place(outcome.quote)} {_one_line(outcome.quote.text)}" + (
            f" [{figures}]" if figures else ""
        )

    def _borrowing(self, borrowing: Borrowing) -> Iterator[str]:
        yield f"{borrowing.evidence}, confidence {borrowing.confidence}, by rule {borrowing.rule or '?'}"
        for name, quote in (("measure", borrowing.measure_quote), ("practice", borrowing.practice_quote)):
            yield f"    {name}: {self.place(quote)} {_one_line(quote.text)}"


def _quote(fact: Section | Statement | TaskForce) -> Quote:
    return fact.heading if isinstance(fact, Section) else fact.quote


def _in_role(responsibilities: Iterable[Responsibility], role: Role) -> Iterator[Responsibility]:
    return (each for each in responsibilities if each.role is role)


def _mention(mention: UnitMention) -> str:
    return _named(mention.unit, mention.quote.text)


def _named(unit: Unit, printed: str) -> str:
    printed = "".join(printed.split())
    return unit.label if printed == unit.label else f"{unit.label} ({printed})"


def _region(region: Region) -> str:
    return f"{region.label} ({region.code or region.id})"


def _people(people: Iterable[Person]) -> str:
    return _listed(f"{person.name} ({person.title})" if person.title else person.name for person in people)


def _quantity(quantity: Quantity) -> str:
    value = "masked" if quantity.value is None else f"{quantity.value}"
    return f"{quantity.metric} {quantity.comparator} {value} {quantity.unit}"


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _line(text: Text, position: int) -> int:
    return text.line(text.origins[position])
