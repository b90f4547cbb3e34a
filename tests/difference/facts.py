"""Facts made up for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bizgraph.difference.values import Actor, Due, Figure, Kind, Told
from bizgraph.extract.facts import Comparator, Role

INDICATOR = "getting-electricity"


def fact(
    text: str = "优化用电报装服务。",
    *,
    key: str = "measure/1",
    number: str = "1.",
    kind: Kind = Kind.MEASURE,
    indicators: tuple[str, ...] = (INDICATOR,),
    units: str = "",
    due: str | None = None,
    figures: tuple[Figure, ...] = (),
) -> Told:
    """Return a fact; `units` are roles and names (lead:市税务局 partner:市财政局), `due` a day or words."""
    actors = tuple(
        Actor(name, name, Role(role), name, 8)
        for role, _, name in (each.partition(":") for each in units.split())
    )
    return Told(kind, key, number, text, "plan.txt", 7, indicators, actors, _due(due), figures)


def figure(metric: str, comparator: str, value: str, unit: str, printed: str = "") -> Figure:
    """Return a figure; a value of x is masked."""
    known = None if value == "x" else Decimal(value)
    return Figure(metric, Comparator(comparator), known, unit, printed or f"{value}{unit}", 7)


def _due(words: str | None) -> Due | None:
    if words is None:
        return None
    return Due(date.fromisoformat(words), words, 8) if words[0].isdigit() else Due(None, words, 8)
