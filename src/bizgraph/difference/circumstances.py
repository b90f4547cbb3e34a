"""What changed in who is responsible for a fact, and until when."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from bizgraph.difference.result import Change, What
from bizgraph.difference.values import Actor, Due, Told
from bizgraph.extract.facts import Role

_OTHERS: Final = (Role.PARTNER, Role.RESPONSIBLE)


def unit_changes(old: Told, new: Told) -> Iterator[Change]:
    """Yield what changed in the units: another lead, those that joined, those that left."""
    before, after = old.units(Role.LEAD), new.units(Role.LEAD)
    every, later = old.units(*Role), new.units(*Role)
    if before.keys() != after.keys() and not (_alone(old, new) or _alone(new, old)):
        what = What.LEAD_CHANGED if before and after else What.LEAD_GIVEN if after else What.LEAD_LOST
        yield Change(
            what,
            old,
            new,
            before=_listed(before),
            after=_listed(after),
            before_line=_first_line(before),
            after_line=_first_line(after),
        )
    for id in (each for each in new.units(*_OTHERS) if each not in every):
        unit = later[id]
        yield Change(What.UNIT_JOINED, old, new, unit.label, after=unit.label, after_line=unit.line)
    for id in (each for each in old.units(*_OTHERS) if each not in later):
        unit = every[id]
        yield Change(What.UNIT_LEFT, old, new, unit.label, before=unit.label, before_line=unit.line)


def _alone(one: Told, other: Told) -> bool:
    """Tell whether a fact has one unit, hence its lead, that the other has among several without a lead."""
    units, others = one.units(*Role), other.units(*Role)
    return (
        len(units) == 1 and units.keys() <= others.keys() and not other.units(Role.LEAD) and len(others) > 1
    )


def _listed(units: Mapping[str, Actor]) -> str:
    return "、".join(unit.label for unit in units.values())


def _first_line(units: Mapping[str, Actor]) -> int | None:
    return min((unit.line for unit in units.values()), default=None)


def deadline_changes(old: Told, new: Told, years: int) -> Iterator[Change]:
    """Yield how the deadline moved; `years` is by how many the plan of the new fact is later."""
    before, after = old.due, new.due
    what = _moved(before, after, years)
    if what is None:
        return
    day, later_day = (due.day if due is not None else None for due in (before, after))
    days = days_in_year = None
    if day is not None and later_day is not None:
        days = (later_day - day).days
        days_in_year = (later_day - _years_on(day, years)).days if years else None
    yield Change(
        what,
        old,
        new,
        before=_told(before),
        after=_told(after),
        days=days,
        days_in_year=days_in_year,
        before_line=before.line if before is not None else None,
        after_line=after.line if after is not None else None,
    )


def _moved(before: Due | None, after: Due | None, years: int) -> What | None:
    """Return in which way a deadline moved; None where it did not."""
    day, later_day = (due.day if due is not None else None for due in (before, after))
    if day is None or later_day is None:
        if day is not None:
            return What.DEADLINE_LOST
        if later_day is not None:
            return What.DEADLINE_GIVEN
        return What.DEADLINE_REWORDED if _bare(before) != _bare(after) else None
    if later_day == day:
        return None
    if years and later_day == _years_on(day, years):
        return What.DEADLINE_NEXT_YEAR
    return What.DEADLINE_LATER if later_day > day else What.DEADLINE_EARLIER


def _told(due: Due | None) -> str:
    """Return the day, else the words."""
    if due is None:
        return ""
    return due.day.isoformat() if due.day is not None else " ".join(due.printed.split())


def _bare(due: Due | None) -> str:
    return "".join(due.printed.split()) if due is not None else ""


def _years_on(day: date, years: int) -> date:
    """Return the same day of a later year; the end of February stays the end."""
    year = day.year + years
    if (day.month, day.day) == (2, 29) or ((day.month, day.day) == (2, 28) and not isleap(day.year)):
        return date(year, 2, 29 if isleap(year) else 28)
    return day.replace(year=year)
