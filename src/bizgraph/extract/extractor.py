"""An outline to facts: the order of the steps, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bizgraph.extract.collections import is_collection, read_collection
from bizgraph.extract.context import Authorities, Context
from bizgraph.extract.document import Heading, publisher_of, read_heading
from bizgraph.extract.facts import (
    Baseline,
    Document,
    Facts,
    Gap,
    LeftOver,
    Measure,
    Practice,
    Section,
    Target,
)
from bizgraph.extract.found import Found
from bizgraph.extract.leftovers import coverage, unknown_places, unknown_units, unread
from bizgraph.extract.parts import Leaf, pieces
from bizgraph.extract.plan import read_plan
from bizgraph.extract.role_lines import with_heading_roles
from bizgraph.extract.sections import SectionBook
from bizgraph.extract.task_forces import read_task_forces
from bizgraph.outline.nodes import Outline


def extract(outline: Outline, authorities: Authorities) -> Facts:
    """Return all facts of one document except the borrowings, which need them all."""
    heading = read_heading(outline.text, outline, authorities.regions, authorities.units)
    context = _context(outline, authorities, heading)
    book = SectionBook(context)
    found = Found()
    if is_collection(context, heading.title.text):
        found.practices += read_collection(context, outline)
        found.expected += _behind_first(context, outline, found.practices)
    elif authorities.genre.belongs(outline.text.clean):
        read_plan(context, outline, book, found)
    task_forces = read_task_forces(context, outline)
    sections = with_heading_roles(context, outline, book).all()
    document, left_over = _document(context, heading, found, sections)
    return Facts(
        document,
        sections,
        tuple(sorted(found.measures, key=_place)),
        _in_sections(book, found.practices),
        _in_sections(book, found.gaps),
        _in_sections(book, found.baselines),
        _in_sections(book, found.targets),
        task_forces,
        left_over,
    )


def _context(outline: Outline, authorities: Authorities, heading: Heading) -> Context:
    rule = authorities.genre.first_leads.search(outline.text.clean)
    first_leads_from = rule.start() if rule else None
    return Context(outline.text, authorities, heading.region, heading.year, heading.id, first_leads_from)


def _place(fact: Measure | Practice | Gap | Baseline | Target) -> tuple[int, int]:
    return fact.quote.span.start, fact.quote.span.end


_Other = TypeVar("_Other", Practice, Gap, Baseline, Target)


def _in_sections(book: SectionBook, facts: Sequence[_Other]) -> tuple[_Other, ...]:
    """Give statements the sections of their indicators, where the document orders something for them."""
    placed = [replace(fact, section=fact.section or book.key_of(fact.indicators)) for fact in facts]
    return tuple(sorted(placed, key=_place))


def _behind_first(context: Context, outline: Outline, practices: Sequence[Practice]) -> list[tuple[int, int]]:
    """Where statements stand in a collection behind the head of its first piece."""
    if not practices:
        return []
    first = practices[0].quote.span.start
    leaves = [piece for piece in pieces(outline, context.authorities.genre) if isinstance(piece, Leaf)]
    places = [(leaf.start, leaf.end) for leaf in leaves if context.words(leaf.start, leaf.end).strip()]
    return [place for place in places if context.quote(*place).span.start >= first]


def _document(
    context: Context, heading: Heading, found: Found, sections: Sequence[Section]
) -> tuple[Document, tuple[LeftOver, ...]]:
    used = [(quote.span.start, quote.span.end) for quote in found.quotes(sections)]
    covered = coverage(context, found.expected, used)
    mentions = (r.mention for measure in found.measures for r in measure.responsibilities)
    left = (
        *covered.left,
        *unknown_units(context, mentions),
        *unread(context, found.stretches.values(), (*found.measures, *found.targets)),
        *unknown_places(context, found.expected),
    )
    document = Document(
        heading.id,
        heading.title,
        heading.region,
        heading.number,
        heading.issued,
        heading.issued_quote,
        publisher_of(heading, context.authorities.units),
        context.text.sha256,
        context.text.name,
        covered.share,
    )
    return document, tuple(sorted(left, key=lambda item: (item.quote.span, item.kind)))
