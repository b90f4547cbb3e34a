"""A document that was read from a file, as it is compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from bizgraph.difference.values import Actor, Due, Edition, Figure, Heading, Kind, Told, edition_of
from bizgraph.extract.facts import (
    Baseline,
    Deadline,
    Gap,
    Measure,
    Practice,
    Quantity,
    Responsibility,
    Section,
    Target,
)
from bizgraph.reading import Reading
from bizgraph.source.text import Text

_Fact: TypeAlias = Measure | Section | Target | Gap | Practice | Baseline


def edition(reading: Reading) -> Edition:
    """Return what was understood of a document, ready to be compared."""
    facts = reading.facts
    document = facts.document
    heading = Heading(
        document.id,
        " ".join(document.title.text.split()),
        document.file_name,
        document.region.id,
        document.region.label,
    )
    kinds: tuple[tuple[Kind, Iterable[_Fact]], ...] = (
        (Kind.MEASURE, facts.measures),
        (Kind.SECTION, facts.sections),
        (Kind.TARGET, facts.targets),
        (Kind.GAP, facts.gaps),
        (Kind.PRACTICE, facts.practices),
        (Kind.BASELINE, facts.baselines),
    )
    told = (_told(kind, fact, heading, reading.text) for kind, found in kinds for fact in found)
    return edition_of(heading, told)


def _told(kind: Kind, fact: _Fact, heading: Heading, text: Text) -> Told:
    measure = fact if isinstance(fact, Measure) else None
    responsibilities = fact.responsibilities if isinstance(fact, Measure | Section) else ()
    quote = fact.heading if isinstance(fact, Section) else fact.quote
    return Told(
        kind,
        fact.key,
        fact.number,
        quote.text,
        heading.file,
        text.line(quote.span.start),
        tuple(sorted(fact.indicators)),
        tuple(_actor(each, heading.region, text) for each in responsibilities),
        _due(measure.deadline, text) if measure else None,
        tuple(_figure(quantity, text) for quantity in _quantities(fact)),
    )


def _quantities(fact: _Fact) -> Iterator[Quantity]:
    """Yield the figures of a fact as the graph has them: those of a practice are on its outcomes."""
    if isinstance(fact, Practice):
        for outcome in fact.outcomes:
            yield from outcome.quantities
    elif not isinstance(fact, Section):
        yield from fact.quantities


def _actor(responsibility: Responsibility, region: str, text: Text) -> Actor:
    unit, quote = responsibility.mention.unit, responsibility.mention.quote
    line = text.line(quote.span.start)
    return Actor(unit.id.removeprefix(f"{region}/"), unit.label, responsibility.role, quote.text, line)


def _due(deadline: Deadline | None, text: Text) -> Due | None:
    if deadline is None:
        return None
    return Due(deadline.day, deadline.quote.text, text.line(deadline.quote.span.start))


def _figure(quantity: Quantity, text: Text) -> Figure:
    return Figure(
        quantity.metric,
        quantity.comparator,
        quantity.value,
        quantity.unit,
        quantity.quote.text,
        text.line(quantity.quote.span.start),
    )
