"""Measures, practices with their outcomes, gaps, baselines and targets, as quads."""

from __future__ import annotations

from pyoxigraph import NamedNode

from bizgraph.extract.facts import Baseline, Deadline, Gap, Measure, Outcome, Practice, Statement, Target
from bizgraph.rdf.parts import write_quantities, write_responsibilities
from bizgraph.rdf.sheet import Sheet
from bizgraph.rdf.vocabulary import BIZ, DCTERMS, day, plain, words
from bizgraph.source.text import Quote, Span


def write_measure(sheet: Sheet, measure: Measure, crowded: frozenset[Span]) -> None:
    """Write an ordered action."""
    iri = _write_statement(sheet, measure, "Measure")
    write_responsibilities(sheet, iri, measure.responsibilities)
    write_quantities(sheet, iri, measure.quantities, crowded)
    if measure.deadline is not None:
        _write_deadline(sheet, iri, measure.deadline)
    for target in measure.targets:
        sheet.say(iri, BIZ("hasTarget"), sheet.names.fact(sheet.document, target))
    for model in measure.benchmarks:
        sheet.place(iri, "benchmarksAgainst", model)


def write_practice(sheet: Sheet, practice: Practice, crowded: frozenset[Span]) -> None:
    """Write what named places or units do, and what is said to have come of it."""
    label = practice.title.text if practice.title is not None else practice.quote.text
    iri = _write_statement(sheet, practice, "BenchmarkPractice", label=label)
    if practice.title is not None:
        sheet.say(iri, DCTERMS("title"), words(practice.title.text))
        sheet.quoted(iri, practice.title, BIZ("titleQuotedFrom"))
    for place in practice.places:
        sheet.place(iri, "practisedBy", place)
    for unit in practice.units:
        sheet.unit(iri, "practisedByUnit", unit)
    for outcome in practice.outcomes:
        sheet.say(iri, BIZ("hasOutcome"), _write_outcome(sheet, outcome, practice, crowded))


def write_gap(sheet: Sheet, gap: Gap, crowded: frozenset[Span]) -> None:
    """Write an admitted shortfall."""
    iri = _write_statement(sheet, gap, "Gap")
    write_quantities(sheet, iri, gap.quantities, crowded)
    for place in gap.compared_with:
        sheet.place(iri, "comparedWith", place)
    for measure in gap.addressed_by:
        sheet.say(iri, BIZ("addressedBy"), sheet.names.fact(sheet.document, measure))


def write_baseline(sheet: Sheet, baseline: Baseline, crowded: frozenset[Span]) -> None:
    """Write a statement of where the region stands."""
    iri = _write_statement(sheet, baseline, "Baseline")
    write_quantities(sheet, iri, baseline.quantities, crowded)


def write_target(sheet: Sheet, target: Target, crowded: frozenset[Span]) -> None:
    """Write a stated aim."""
    iri = _write_statement(sheet, target, "Target")
    write_quantities(sheet, iri, target.quantities, crowded)


def _write_statement(sheet: Sheet, statement: Statement, kind: str, *, label: str = "") -> NamedNode:
    iri = sheet.names.fact(sheet.document, statement.key)
    _write_common(sheet, iri, kind, statement, statement.quote, statement.rule, label or statement.quote.text)
    sheet.number(iri, statement.number)
    return iri


def _write_outcome(sheet: Sheet, outcome: Outcome, practice: Practice, crowded: frozenset[Span]) -> NamedNode:
    iri = sheet.names.fact(sheet.document, outcome.key)
    _write_common(sheet, iri, "Outcome", practice, outcome.quote, outcome.rule, outcome.quote.text)
    write_quantities(sheet, iri, outcome.quantities, crowded)
    return iri


def _write_common(
    sheet: Sheet, iri: NamedNode, kind: str, within: Statement, quote: Quote, rule: str, label: str
) -> None:
    sheet.part(iri, kind, "Statement", label=label)
    sheet.quoted(iri, quote)
    sheet.say(iri, BIZ("text"), words(quote.text))
    sheet.say(iri, BIZ("region"), sheet.region(within.region))
    sheet.indicators(iri, within.indicators, within.sub_indicators)
    if within.section is not None:
        sheet.say(iri, BIZ("partOf"), sheet.names.fact(sheet.document, within.section))
    if rule:
        sheet.say(iri, BIZ("rule"), plain(rule))


def _write_deadline(sheet: Sheet, measure: NamedNode, deadline: Deadline) -> None:
    sheet.say(measure, BIZ("deadlineText"), words(deadline.quote.text))
    sheet.quoted(measure, deadline.quote, BIZ("deadlineQuotedFrom"))
    if deadline.day is not None:
        sheet.say(measure, BIZ("deadline"), day(deadline.day))
