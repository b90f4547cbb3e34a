"""Which units carry most: measures that they lead, partner in and answer for, and when these fall due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from bizgraph.analysis.asked import Asked
from bizgraph.analysis.measures import MEASURES, Measure, generic_units, indicators_of, measures
from bizgraph.analysis.words import say
from bizgraph.questions.answer import Answer
from bizgraph.questions.search import score
from bizgraph.rdf.vocabulary import XSD, integer, plain
from bizgraph.store.binding import bind

if TYPE_CHECKING:
    from bizgraph.store.interface import Row

COLUMNS: Final = (
    "place", "unit", "measures", "leads", "partners", "responsible", "share", "indicators", "first_due",
    "busiest", "due", "task_forces", "measure",
)  # fmt: skip
_FORCES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?place ?unit (COUNT(DISTINCT ?force) AS ?forces) WHERE {
  ?force a biz:TaskForce ; biz:memberUnit|biz:officeUnit ?unit ; biz:inDocument ?document .
  ?document biz:region ?place .
  FILTER(!BOUND(?region) || EXISTS { ?place biz:within* ?region })
  FILTER(!BOUND(?indicator) || EXISTS { ?force biz:indicator ?indicator })
} GROUP BY ?place ?unit
"""
_GENERIC_SHOWN: Final = 5
_MONTH: Final = 7  # characters of 2022-12

_Key = tuple[NamedNode, NamedNode]


def load(asked: Asked) -> Answer:
    """Return the units of each place with what they carry, those with most measures first."""
    found = measures(asked.store, asked.bindings)
    generic = generic_units(asked.store)
    carried: dict[_Key, list[Measure]] = defaultdict(list)
    vague: Counter[NamedNode] = Counter()
    for each in found:
        vague.update(each.units & generic)
        for unit in each.units - generic:
            carried[each.place, unit].append(each)
    orders = Counter(each.place for each in found)
    forces = _forces(asked)
    order = sorted(
        carried,
        key=lambda key: (
            -len(carried[key]),
            -_leads(carried[key], key[1]),
            *((asked.label(node), node.value) for node in key),
        ),
    )
    rows = [_row(key, carried[key], orders[key[0]], forces.get(key, 0)) for key in order[: asked.limit]]
    told = _told(asked, found, len({unit for _, unit in order}), len(rows), vague)
    return asked.answer("load", COLUMNS, rows, told, bind(MEASURES.strip(), asked.bindings))


def _row(key: _Key, carried: Sequence[Measure], ordered: int, forces: int) -> Row:
    place, unit = key
    leads = _leads(carried, unit)
    partners = sum(unit in each.partners for each in carried)
    answers = sum(unit not in each.leads | each.partners for each in carried)
    deadlines = sorted(each.deadline for each in carried if each.deadline)
    months = Counter(deadline[:_MONTH] for deadline in deadlines)  # the earliest of equals comes first
    busiest, due = next(iter(months.most_common(1)), ("", 0))
    example = next((each for each in carried if unit in each.leads), carried[0])
    return (
        place,
        unit,
        integer(len(carried)),
        integer(leads),
        integer(partners),
        integer(answers),
        score(len(carried) / ordered),
        integer(len(indicators_of(carried))),
        Literal(deadlines[0], datatype=XSD("date")) if deadlines else None,
        plain(busiest) if busiest else None,
        integer(due) if busiest else None,
        integer(forces),
        example.thing,
    )


def _leads(carried: Sequence[Measure], unit: NamedNode) -> int:
    return sum(unit in each.leads for each in carried)


def _forces(asked: Asked) -> dict[_Key, int]:
    """Return in how many task forces of a place each unit is."""
    return {
        (place, unit): int(forces.value)
        for place, unit, forces in asked.store.select(_FORCES, asked.bindings)
        if isinstance(place, NamedNode) and isinstance(unit, NamedNode) and isinstance(forces, Literal)
    }


def _told(
    asked: Asked, found: Sequence[Measure], units: int, shown: int, vague: Counter[NamedNode]
) -> list[str]:
    language = asked.language
    if not units:
        return [say("load", "empty", language), *_said_of_generic(asked, vague)]
    places = len({each.place for each in found})
    without = sum(not each.units for each in found)
    told = [
        say("load", "found", language, measures=len(found), places=places, units=units, shown=shown),
        say("load", "means", language),
    ]
    told += [say("load", "without", language, count=without)] if without else []
    return [*told, *_said_of_generic(asked, vague)]


def _said_of_generic(asked: Asked, vague: Counter[NamedNode]) -> list[str]:
    """Say which generic units are left out."""
    if not vague:
        return []
    names = asked.counted(vague, _GENERIC_SHOWN).value
    return [say("load", "generic", asked.language, count=len(vague), units=names)]
