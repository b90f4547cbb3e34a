"""Which functions of government carry most, across places: what 区市监局 and 市市场监管局 have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from bizgraph.analysis.asked import Asked
from bizgraph.analysis.measures import MEASURES, Measure, generic_units, indicators_of, measures
from bizgraph.analysis.words import say
from bizgraph.questions.answer import Answer
from bizgraph.questions.sayings import listed
from bizgraph.questions.search import score
from bizgraph.rdf.vocabulary import integer, words
from bizgraph.store.binding import bind

if TYPE_CHECKING:
    from bizgraph.store.interface import Row

COLUMNS: Final = (
    "function", "measures", "leads", "places", "share", "by_place", "units", "indicators", "measure",
)  # fmt: skip
_FUNCTIONS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?unit ?function WHERE { ?unit a biz:Unit ; biz:function ?function }
"""

_Units = dict[NamedNode, frozenset[NamedNode]]


def functions(asked: Asked) -> Answer:
    """Return the functions of units with what those who have them carry, those with most measures first.

    A measure counts once for a function, however many units of the function it names.
    """
    found = measures(asked.store, asked.bindings)
    units = _units(asked)
    known = frozenset(unit for each in units.values() for unit in each)
    acting = frozenset(unit for each in found for unit in each.units) - generic_units(asked.store)
    carried: dict[NamedNode, list[Measure]] = defaultdict(list)
    for function, having in units.items():
        carried[function] = [each for each in found if each.units & having]
    order = sorted(
        asked.ordered(function for function, carries in carried.items() if carries),
        key=lambda function: -len(carried[function]),
    )
    orders = Counter(each.place for each in found)
    rows = [_row(asked, each, carried[each], units[each], orders) for each in order[: asked.limit]]
    told = [
        say("functions", "found", asked.language, functions=len(order), shown=len(rows), measures=len(found)),
        say("functions", "means", asked.language),
    ]
    unknown = Counter(unit for each in found for unit in each.units & (acting - known))
    if unknown:
        names = asked.counted(unknown, 5).value
        told.append(say("functions", "unknown", asked.language, count=len(unknown), units=names))
    empty = [say("functions", "empty", asked.language)]
    sparql = bind(MEASURES.strip(), asked.bindings)
    return asked.answer("functions", COLUMNS, rows, told if rows else empty, sparql)


def _row(
    asked: Asked,
    function: NamedNode,
    carried: Sequence[Measure],
    having: frozenset[NamedNode],
    orders: Counter[NamedNode],
) -> Row:
    by_place = Counter(each.place for each in carried)
    places = sorted(asked.ordered(by_place), key=lambda place: -by_place[place] / orders[place])
    shares = [f"{asked.label(place)} {by_place[place]}/{orders[place]}" for place in places]
    leading = [each for each in carried if each.leads & having]
    units = Counter(unit for each in carried for unit in each.units & having)
    return (
        function,
        integer(len(carried)),
        integer(len(leading)),
        integer(len(by_place)),
        score(len(carried) / orders.total()),
        words(listed(shares, asked.language)),
        asked.counted(units),
        integer(len(indicators_of(carried))),
        next(iter(leading), carried[0]).thing,
    )


def _units(asked: Asked) -> _Units:
    """Return the units of each function, without the generic ones."""
    generic = generic_units(asked.store)
    found: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for unit, function in asked.store.select(_FUNCTIONS):
        if isinstance(unit, NamedNode) and isinstance(function, NamedNode) and unit not in generic:
            found[function].add(unit)
    return {function: frozenset(units) for function, units in found.items()}
