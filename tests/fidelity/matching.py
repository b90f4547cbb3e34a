"""When a part of a fact is what a gold entry wants: units, places, figures, indicators, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from bizgraph.authority.identity import Region, RegionLevel
from bizgraph.extract.facts import (
    Person,
    Practice,
    Quantity,
    RegionMention,
    Responsibility,
    Role,
    Section,
    Statement,
    UnitMention,
)
from bizgraph.resources import ontology_dir
from bizgraph.source.text import Quote, Span

from .gold import Entry, GoldQuantity
from .words import bare, normal, same_metric, same_place, same_unit

_ITEM_NUMBER = re.compile(r"^\W*(?:\d{1,2}[.、)]|[一二三四五六七八九十]{1,2}[.、)是])\W*")


@dataclass(frozen=True, slots=True)
class Found:
    """A part of a fact, ready to be compared: a value, its words and where they stand."""

    value: object
    words: str
    position: int


def span_of(entry: Entry) -> Span:
    """Return the span of an entry of a kind that has one."""
    if entry.span is None:
        raise TypeError(f"{entry.kind} {entry.id} has no span")
    return entry.span


def shared_places(entry: Entry, fact: Statement) -> int:
    """Count the places that a practice shares with its entry: it tells apart practices of one stretch."""
    if not isinstance(fact, Practice):
        return 0
    return sum(same_place(name, place.region.label) for name in entry["places"] for place in fact.places)


def same_leads(entry: Entry, section: Section) -> bool:
    """Say whether a section has the lead units that its entry lists, and no others."""
    leads = mentioned_units(r.mention for r in section.responsibilities if r.role is Role.LEAD)
    found = [name for name in entry["lead"] if any(unit_matches(name, lead.value) for lead in leads)]
    return len(found) == len(entry["lead"]) == len(leads)


def found_as(responsibilities: Sequence[Responsibility], role: Role, name: str) -> str:
    """Say how a unit was found that is missed in a role: in another role, or taken for another unit."""
    found = [each for each in responsibilities if unit_matches(name, each.mention)]
    merged = [each.mention.unit.id for each in found if each.role is role]
    if merged:
        return f"found, but with the id of another unit, {merged[0]}"
    return f"found as {', '.join(sorted({each.role.value for each in found}))}" if found else ""


def said(quote: Quote) -> Found:
    """Return a quote as a part: its words."""
    return Found(quote.text, quote.text, quote.span.start)


def mentioned_units(mentions: Iterable[UnitMention]) -> list[Found]:
    """Return unit mentions, one a unit."""
    once: dict[str, UnitMention] = {}
    for mention in mentions:
        once.setdefault(mention.unit.id, mention)
    return [Found(each, each.quote.text, each.quote.span.start) for each in once.values()]


def people_named(people: Iterable[Person]) -> list[Found]:
    """Return people by their names."""
    return [Found(person.name, person.name, person.quote.span.start) for person in people]


def plain(values: Iterable[str], at: int) -> list[Found]:
    """Return values that have no place of their own, as standing at `at`."""
    return [Found(value, value, at) for value in values]


def mentioned_places(mentions: Iterable[RegionMention]) -> list[Found]:
    """Return mentions of regions, one a region."""
    once = {mention.region.id: mention for mention in mentions}
    return [Found(each.region, each.region.label, each.quote.span.start) for each in once.values()]


def equal(wanted: str, found: object) -> bool:
    """Say whether an id or a date is the very one wanted."""
    return wanted == found


def same_words(wanted: str, found: object) -> bool:
    """Say whether numbers or names are the same but for blanks and punctuation."""
    return bare(wanted) == bare(str(found))


def unit_matches(wanted: str, mention: object) -> bool:
    """Say whether a mention is of the unit wanted."""
    if not isinstance(mention, UnitMention):
        raise TypeError(mention)
    return same_unit(wanted, mention.quote.text, mention.unit.label)


def place_matches(wanted: str, region: object) -> bool:
    """Say whether a region is the place wanted."""
    if not isinstance(region, Region):
        raise TypeError(region)
    # Groups of regions have several full names: 长三角, 长江三角洲.
    of_group = region.names if region.level is RegionLevel.GROUP else ()
    return same_place(wanted, region.label) or bare(wanted) in map(bare, of_group)


def outcome_matches(wanted: str, text: object) -> bool:
    """Say whether an outcome begins with the words wanted, or is the beginning of them."""
    words, found = bare(wanted), bare(_ITEM_NUMBER.sub("", normal(str(text)), count=1))
    return bool(found) and (found.startswith(words) or words.startswith(found))


def same_figure(wanted: GoldQuantity, found: Quantity, *, metric: bool) -> bool:
    """Say whether a figure has the comparator, value and unit wanted, and, if asked, the metric."""
    return (
        wanted.comparator is found.comparator
        and wanted.value == (None if found.masked else found.value)
        and (not wanted.units or found.unit in wanted.units)
        and (not metric or same_metric(wanted.metric, found.metric))
    )


def sub_matches(printed: str, found: object) -> bool:
    """Say whether an id is of the second-level indicator that the gold names as printed."""
    id = str(found)
    return id in second_level().get(normal(printed), frozenset()) or normal(printed) == normal(id)


@cache
def second_level() -> Mapping[str, frozenset[str]]:
    """Return the ids of second-level indicators by every name that the scheme has for them."""
    base = "https://w3id.org/bizgraph/id/indicator/"
    skos = "http://www.w3.org/2004/02/skos/core#"
    names: dict[str, set[str]] = {}
    for statement in parse(path=str(ontology_dir() / "indicators.ttl"), format=RdfFormat.TURTLE):
        subject, value = statement.subject, statement.object
        if isinstance(subject, NamedNode) and isinstance(value, Literal) and subject.value.startswith(base):
            id = subject.value.removeprefix(base)
            if "/" in id and statement.predicate.value in (skos + "prefLabel", skos + "altLabel"):
                names.setdefault(normal(value.value), set()).add(id)
    return {name: frozenset(ids) for name, ids in names.items()}
