"""What several kinds of fact have in them: figures, people, and units in their roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.extract.facts import Person, Quantity, Responsibility, Role
from bizgraph.rdf.sheet import Sheet
from bizgraph.rdf.vocabulary import BIZ, decimal, true, words
from bizgraph.source.text import Span

UNIT_PROPERTY: Final = {
    Role.LEAD: "leadUnit",
    Role.PARTNER: "partnerUnit",
    Role.RESPONSIBLE: "responsibleUnit",
}
ROLE: Final = {Role.LEAD: "leadRole", Role.PARTNER: "partnerRole", Role.RESPONSIBLE: "responsibleRole"}


def crowded_places(quantities: Iterable[Quantity]) -> frozenset[Span]:
    """Return the places of a document at which different figures stand, such as one value for two metrics."""
    first: dict[Span, Quantity] = {}
    return frozenset(q.quote.span for q in quantities if first.setdefault(q.quote.span, q) != q)


def write_quantities(
    sheet: Sheet, owner: NamedNode, quantities: Iterable[Quantity], crowded: frozenset[Span]
) -> None:
    """Write the figures of a fact. A figure that serves two facts is one thing."""
    for quantity in quantities:
        shared = quantity.quote.span in crowded
        iri = sheet.names.quantity(sheet.document, quantity, shared_place=shared)
        sheet.say(owner, BIZ("quantity"), iri)
        sheet.thing(iri, "Quantity", label=f"{quantity.metric} {quantity.quote.text}")
        sheet.quoted(iri, quantity.quote)
        sheet.say(iri, BIZ("metric"), words(quantity.metric))
        sheet.say(iri, BIZ("comparator"), BIZ(quantity.comparator))
        sheet.say(iri, BIZ("unit"), sheet.names.unit_of_measure(quantity.unit))
        if quantity.value is not None:
            sheet.say(iri, BIZ("value"), decimal(quantity.value))
        if quantity.masked:
            sheet.say(iri, BIZ("masked"), true())


def write_people(sheet: Sheet, owner: NamedNode, role: str, people: Iterable[Person]) -> None:
    """Write the officials that a fact names in one role."""
    for person in people:
        iri = sheet.names.person(sheet.document, person)
        sheet.say(owner, BIZ(role), iri)
        sheet.thing(iri, "Person", label=person.name)
        sheet.quoted(iri, person.quote)
        if person.title:
            sheet.say(iri, BIZ("officeTitle"), words(person.title))


def write_responsibilities(
    sheet: Sheet, owner: NamedNode, responsibilities: Iterable[Responsibility]
) -> None:
    """Write the units of a measure or section: plainly, and once more with the words that name each.

    Leads and partners are also said to be responsible, so that a query needs no inference.
    """
    for responsibility in responsibilities:
        mention, role = responsibility.mention, responsibility.role
        unit = sheet.actor(mention)
        sheet.say(owner, BIZ(UNIT_PROPERTY[role]), unit)
        sheet.say(owner, BIZ("responsibleUnit"), unit)
        iri = sheet.names.responsibility(owner, responsibility)
        sheet.part(iri, "Responsibility", label=mention.unit.label)
        sheet.quoted(iri, mention.quote)
        sheet.say(iri, BIZ("responsibilityOf"), owner)
        sheet.say(iri, BIZ("assignee"), unit)
        sheet.say(iri, BIZ("role"), BIZ(ROLE[role]))
        sheet.say(iri, BIZ("mention"), words(mention.quote.text))
