"""Sections and task forces, as quads."""

from __future__ import annotations

from bizgraph.extract.facts import Section, TaskForce
from bizgraph.rdf.parts import write_people, write_responsibilities
from bizgraph.rdf.sheet import Sheet
from bizgraph.rdf.vocabulary import BIZ, plain, words


def write_section(sheet: Sheet, section: Section) -> None:
    """Write a section; one with indicators is what the document plans for them."""
    iri = sheet.names.fact(sheet.document, section.key)
    classes = ("PlanSection", "Section") if section.indicators else ("Section",)
    sheet.part(iri, *classes, label=section.heading.text)
    sheet.quoted(iri, section.heading)
    sheet.number(iri, section.number)
    sheet.say(iri, BIZ("heading"), words(section.heading.text))
    sheet.indicators(iri, section.indicators)
    if section.indicators:
        sheet.say(iri, BIZ("region"), sheet.region(sheet.document.region))
    write_responsibilities(sheet, iri, section.responsibilities)
    write_people(sheet, iri, "champion", section.champions)
    if section.rule:
        sheet.say(iri, BIZ("rule"), plain(section.rule))


def write_task_force(sheet: Sheet, force: TaskForce) -> None:
    """Write a 工作专班."""
    iri = sheet.names.fact(sheet.document, force.key)
    sheet.part(iri, "TaskForce", label=force.quote.text)
    sheet.quoted(iri, force.quote)
    sheet.number(iri, force.number)
    sheet.indicators(iri, force.indicators)
    write_people(sheet, iri, "leader", force.leaders)
    write_people(sheet, iri, "deputyLeader", force.deputy_leaders)
    for member in force.members:
        sheet.unit(iri, "memberUnit", member)
    for office in force.offices:
        sheet.unit(iri, "officeUnit", office)
    if force.rule:
        sheet.say(iri, BIZ("rule"), plain(force.rule))
