"""Task tables: a row is a measure and its gap; a table without actions assigns units to indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bizgraph.extract.columns import Line, read_lines
from bizgraph.extract.context import Context
from bizgraph.extract.deadlines import find_deadline
from bizgraph.extract.facts import (
    Baseline,
    Deadline,
    Gap,
    Measure,
    Practice,
    RegionMention,
    Responsibility,
    Role,
    Section,
    Target,
)
from bizgraph.extract.genre import Column
from bizgraph.extract.measures import levels
from bizgraph.extract.models import models_named
from bizgraph.extract.parts import Leaf, TablePart
from bizgraph.extract.practices import only_places, read_practices
from bizgraph.extract.quantities import find_quantities
from bizgraph.extract.roles import Roles, read_persons, read_units
from bizgraph.extract.sections import SectionBook
from bizgraph.outline.numbering import marker_at
from bizgraph.outline.tables import Cell


@dataclass(frozen=True)
class TableFacts:
    """What a table gave; `read` is false where it is a table of another kind."""

    measures: tuple[Measure, ...] = ()
    gaps: tuple[Gap, ...] = ()
    targets: tuple[Target, ...] = ()
    told: tuple[Practice | Baseline, ...] = ()
    read: bool = True


def read_table(context: Context, book: SectionBook, part: TablePart) -> TableFacts:
    """Return the facts of a task table; a table of another kind gives none."""
    lines = read_lines(context, part.node.rows)
    if not lines:
        return TableFacts(read=False)
    action = _action_column(context, lines)
    if action is None:
        for line in lines:
            _assign(context, book, line)
        return TableFacts()
    measures: list[Measure] = []
    gaps: dict[str, Gap] = {}
    targets: dict[str, Target] = {}
    told: dict[str, Practice | Baseline] = {}
    for line in lines:
        measure = _measure(context, book, part, line, action)
        if measure is None:
            continue
        target = _target(context, line, measure) if action is not Column.TARGET else None
        if target:
            targets.setdefault(target.key, target)
            measure = replace(measure, targets=(target.key,))
        measures.append(measure)
        gap = _gap(context, line, measure)
        if gap:
            known = gaps.get(gap.key)
            gaps[gap.key] = replace(known, addressed_by=(*known.addressed_by, measure.key)) if known else gap
        told |= {fact.key: fact for fact in _told(context, book, part, line, measure)}
    return TableFacts(tuple(measures), tuple(gaps.values()), tuple(targets.values()), tuple(told.values()))


def _action_column(context: Context, lines: tuple[Line, ...]) -> Column | None:
    """The column of actions, or None where the table only assigns units to indicators."""
    for kind in (Column.ACTION, Column.TASK, Column.TARGET):
        cells = [line.cells[kind] for line in lines if kind in line.cells]
        if cells and not all(_names_indicator(context, cell) for cell in cells):
            return kind
    return None


def _names_indicator(context: Context, cell: Cell) -> bool:
    words = context.words(cell.start, cell.end)
    return (
        len(words) <= 26
        and words[-1:] not in ("。", ";")
        and bool(context.authorities.indicators.named_in(words))
    )


def _section(context: Context, book: SectionBook, cells: Mapping[Column, Cell]) -> Section | None:
    cell = cells.get(Column.INDICATOR) or cells.get(Column.TASK)
    if cell is None:
        return None
    indicators = context.authorities.indicators.named_in(context.words(cell.start, cell.end))
    if not indicators or len(indicators) > 3:
        return None
    marker = marker_at(context.text.clean, cell.start)
    start = cell.start + (len(marker.printed) if marker else 0)
    return book.add_quoted(
        context.quote(start, cell.end), marker.printed.strip() if marker else "", indicators
    )


def _roles(context: Context, cells: Mapping[Column, Cell]) -> Roles:
    with_lead = Column.LEAD in cells
    defaults = (
        (Column.LEAD, Role.LEAD),
        (Column.RESPONSIBLE, Role.PARTNER if with_lead else Role.RESPONSIBLE),
        (Column.PARTNER, Role.PARTNER),
    )
    found: list[Responsibility] = []
    for column, role in defaults:
        if column in cells:
            found += read_units(context, cells[column].start, cells[column].end, role).responsibilities
    champions = cells.get(Column.CHAMPION)
    people = read_persons(context, champions.start, champions.end) if champions else ()
    return Roles(0, tuple(found), _deadline(context, cells), people, named=True)


def _deadline(context: Context, cells: Mapping[Column, Cell]) -> Deadline | None:
    cell = cells.get(Column.DEADLINE)
    if cell is None:
        return None
    found = find_deadline(context.text, cell.start, cell.end, context.year)
    return found or Deadline(None, context.quote(cell.start, cell.end))


def _assign(context: Context, book: SectionBook, line: Line) -> None:
    section = _section(context, book, line.cells)
    if section:
        book.assign(section, _roles(context, line.cells))


def _measure(
    context: Context, book: SectionBook, part: TablePart, line: Line, action: Column
) -> Measure | None:
    cell = line.cells.get(action)
    if cell is None or action not in line.printed:
        return None
    section = _section(context, book, line.cells) or book.of(part.setting, None)
    roles = _roles(context, line.cells)
    marker = marker_at(context.text.clean, cell.start)
    start = cell.start + (len(marker.printed) if marker else 0)
    quote = context.quote(start, cell.end)
    number = line.cells.get(Column.NUMBER)
    printed = context.words(number.start, number.end) if number else marker.printed.strip() if marker else ""
    indicators = section.indicators if section else ()
    return Measure(
        key=f"measure/{quote.span.start}",
        number=printed,
        quote=quote,
        section=section.key if section else None,
        region=context.region,
        indicators=indicators or _cued(context, quote.text, line),
        sub_indicators=(),
        rule="row of a task table",
        responsibilities=roles.responsibilities,
        deadline=roles.deadline,
        quantities=levels(context, start, cell.end),
        benchmarks=_models(context, line, start, cell.end),
    )


def _models(context: Context, line: Line, start: int, end: int) -> tuple[RegionMention, ...]:
    """The places that the action names as its model, and those that the row's cell for models names."""
    named = models_named(context, start, end)
    cell = line.cells.get(Column.BENCHMARK)
    if cell is None:
        return named
    beside = models_named(context, cell.start, cell.end)
    if only_places(context, cell.start, cell.end):
        beside = tuple(p for p in context.places_in(cell.start, cell.end) if not context.is_own(p.region))
    known = {place.region.id for place in named}
    return (*named, *(place for place in beside if place.region.id not in known))


def _told(
    context: Context, book: SectionBook, part: TablePart, line: Line, measure: Measure
) -> Iterator[Practice | Baseline]:
    """What the row's cell for models tells of others, unless it only names them."""
    cell = line.cells.get(Column.BENCHMARK)
    if (
        cell is None
        or Column.BENCHMARK not in line.printed
        or only_places(context, cell.start, cell.end)
        or models_named(context, cell.start, cell.end)
    ):
        return
    leaf = Leaf(part.node, part.setting, cell.start, cell.end, measure.number)
    for fact in read_practices(context, book, [leaf]):
        yield replace(fact, section=measure.section, indicators=measure.indicators or fact.indicators)


def _cued(context: Context, action: str, line: Line) -> tuple[str, ...]:
    """What a row that stands under no indicator is about: what its action names, its task, or its problem."""
    indicators = context.authorities.indicators
    task = _words(context, line, Column.TASK)
    problem = _words(context, line, Column.PROBLEM, Column.SYMPTOM)
    for words in (action, task, problem):
        if named := indicators.named_in(words)[:1]:
            return named
    return indicators.cued_in("\n".join((action, task, problem)))[:1]


def _words(context: Context, line: Line, *columns: Column) -> str:
    cells = [line.cells[kind] for kind in columns if kind in line.cells]
    return "".join(context.words(cell.start, cell.end) for cell in cells)


def _gap(context: Context, line: Line, measure: Measure) -> Gap | None:
    """The cells for problem and symptom are the gap of the row (MODEL, Measure)."""
    fresh = [line.cells[kind] for kind in (Column.PROBLEM, Column.SYMPTOM) if kind in line.printed]
    spanned = [line.cells[kind] for kind in (Column.PROBLEM, Column.SYMPTOM) if kind in line.cells]
    cells = fresh or spanned
    if not cells:
        return None
    start, end = cells[0].start, max(cell.end for cell in cells)
    quote = context.quote(start, end)
    return Gap(
        f"gap/{quote.span.start}",
        measure.number,
        quote,
        measure.section,
        context.region,
        measure.indicators,
        (),
        rule="problem cells of a task table",
        quantities=find_quantities(context.text, start, end, levels_to_reach=False),
        compared_with=tuple(p for p in context.places_in(start, end) if not context.is_own(p.region)),
        addressed_by=(measure.key,),
    )


def _target(context: Context, line: Line, measure: Measure) -> Target | None:
    """The cell for what is to be reached is the target of the row."""
    cell = line.cells.get(Column.TARGET)
    if cell is None:
        return None
    quote = context.quote(cell.start, cell.end)
    return Target(
        f"target/{quote.span.start}",
        measure.number,
        quote,
        measure.section,
        context.region,
        measure.indicators,
        (),
        rule="target cell of a task table",
        quantities=levels(context, cell.start, cell.end),
    )
