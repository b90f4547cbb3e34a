"""The facts of a document as quads, in the names of the domain model."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from bizgraph.extract.facts import Facts, Quantity
from bizgraph.rdf.authorities import knowledge_quads, merged
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.parts import crowded_places
from bizgraph.rdf.provenance import write_document
from bizgraph.rdf.relations import write_borrowing, write_left_over
from bizgraph.rdf.sections import write_section, write_task_force
from bizgraph.rdf.sheet import Sheet
from bizgraph.rdf.statements import write_baseline, write_gap, write_measure, write_practice, write_target
from bizgraph.source.text import Text

__all__ = ["document_quads", "knowledge_quads", "merged"]


def document_quads(facts: Facts, text: Text, names: Namespaces) -> tuple[Quad, ...]:
    """Return every fact of one document in the document's graph, and what it shares in the knowledge graph.

    The two are told apart by the name of their graph. What documents share is brought together by `merged`.
    """
    sheet = Sheet(facts.document, text, names)
    crowded = crowded_places(_quantities(facts))
    write_document(sheet)
    for section in facts.sections:
        write_section(sheet, section)
    for measure in facts.measures:
        write_measure(sheet, measure, crowded)
    for practice in facts.practices:
        write_practice(sheet, practice, crowded)
    for gap in facts.gaps:
        write_gap(sheet, gap, crowded)
    for baseline in facts.baselines:
        write_baseline(sheet, baseline, crowded)
    for target in facts.targets:
        write_target(sheet, target, crowded)
    for force in facts.task_forces:
        write_task_force(sheet, force)
    for borrowing in facts.borrowings:
        write_borrowing(sheet, borrowing)
    for left in facts.left_over:
        write_left_over(sheet, left)
    return sheet.quads()


def _quantities(facts: Facts) -> Iterator[Quantity]:
    for kind in (facts.measures, facts.gaps, facts.baselines, facts.targets):
        for fact in kind:
            yield from fact.quantities
    for practice in facts.practices:
        for outcome in practice.outcomes:
            yield from outcome.quantities
