"""The page of a unit: what it has to do and by when, its task forces, its counterparts, its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Citation
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.sections import section
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

_MOST: Final = 400  # measures that are gathered by roles
_EACH: Final = 6  # measures of each role
_COUNTERPARTS: Final = 10


@dataclass(frozen=True, slots=True)
class Duty:
    """A measure that a unit has a part in: indicator, the day by which it is due, its name there."""

    iri: str
    text: str
    indicator: str
    due: date | None
    printed: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Part:
    """A role with the measures in which a unit has it, what is due first in front; `total` counts all."""

    role: str
    total: int
    duties: tuple[Duty, ...]


def unit(graph: Graph, visit: Visit, iri: NamedNode) -> Reply:
    """Return the page."""
    everything = bool(visit.value("all"))
    measures = section(graph, visit, "measures", "measures-of-unit", most=_MOST, unit=iri)
    functions = graph.functions_of(iri)
    sections = [
        measures,
        section(graph, visit, "forces", "task-force-members", hidden=("unit_name",), unit=iri),
        section(graph, visit, "practices", "practices-of-units", hidden=("unit_name",), unit=iri),
        *(
            section(graph, visit, "counterparts", "units-of-function", most=_COUNTERPARTS, function=function)
            for function in functions[:1]
        ),
        section(graph, visit, "calendar", "unit-calendar", most=12, hidden=("unit_name",), unit=iri),
        section(graph, visit, "together", "units-together", most=8, hidden=("unit_name",), unit=iri),
        section(graph, visit, "names", "printed-names", most=12, hidden=("unit_name",), unit=iri),
    ]
    return page(
        graph,
        visit,
        "unit.html",
        iri=iri.value,
        label=graph.label(iri.value, language=visit.language),
        region=_named(graph, visit, graph.region_of(iri)),
        functions=_named(graph, visit, functions),
        parts=_parts(measures.answer, None if everything else _EACH),
        everything=everything,
        sections=[part for part in sections if part.total],
    )


def function(graph: Graph, visit: Visit, iri: NamedNode) -> Reply:
    """Return the page of a function: the units that have it, and what they have to do in each place."""
    sections = [
        section(graph, visit, "units", "units-of-function", most=25, function=iri),
        section(graph, visit, "function_measures", "measures-of-function", most=8, function=iri),
        section(graph, visit, "practices", "practices-of-units", function=iri),
        section(graph, visit, "forces", "task-force-members", function=iri),
    ]
    return page(
        graph,
        visit,
        "function.html",
        label=graph.label(iri.value, language=visit.language),
        sections=[part for part in sections if part.total],
    )


def _named(graph: Graph, visit: Visit, things: Iterable[NamedNode]) -> list[tuple[str, str]]:
    return [(each.value, graph.label(each.value, language=visit.language)) for each in things]


def _parts(answer: Answer, most: int | None) -> list[Part]:
    """Return the measures by roles, in the order in which a unit is answerable."""
    by_role: dict[str, list[Duty]] = {}
    for role, duty in _duties(answer):
        by_role.setdefault(role, []).append(duty)
    found = [
        Part(role, len(duties), tuple(sorted(duties, key=_by_date)[:most]))
        for role, duties in by_role.items()
    ]
    return sorted(found, key=lambda part: -part.total)


def _duties(answer: Answer) -> Iterator[tuple[str, Duty]]:
    cited: dict[int, Citation] = {}
    for source in answer.sources:
        cited.setdefault(source.row, source)
    for index, row in enumerate(answer):
        due = row["deadline"]
        yield (
            str(row["role"]),
            Duty(
                str(row["measure"]),
                str(row["measure_text"]),
                str(row["name"] or ""),
                due if isinstance(due, date) else None,
                str(row["printed"] or ""),
                cited.get(index),
            ),
        )


def _by_date(duty: Duty) -> tuple[bool, date]:
    return duty.due is None, duty.due or date.max
