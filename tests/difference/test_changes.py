"""What changed in two facts that say the same: the examples are lines of files."""

from __future__ import annotations

import pytest
from tests.difference.facts import fact, figure
from tests.difference.gold import DATA

from bizgraph.difference.circumstances import deadline_changes, unit_changes
from bizgraph.difference.comparing import compare
from bizgraph.difference.figures import figure_changes
from bizgraph.difference.result import What
from bizgraph.difference.values import Edition, Heading


def _lines(name: str, count: int) -> list[list[str]]:
    """Return the examples of a file, of which there are so many."""
    lines = (DATA / f"{name}.tsv").read_text("utf-8").split("\n")
    examples = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert len(examples) == count
    return examples


def _number(text: str) -> int | None:
    return int(text) if text else None


@pytest.mark.parametrize(("old", "new", "expected"), _lines("figures", 19))
def test_figures(old: str, new: str, expected: str) -> None:
    before, after = (fact(figures=(figure(*side.split(" | ")),)) if side else fact() for side in (old, new))
    worded = {True: " better", False: " worse", None: ""}
    changes = figure_changes((before,), (after,))
    assert ", ".join(f"{change.what}{worded[change.better]}" for change in changes) == expected


@pytest.mark.parametrize(("old", "new", "years", "expected", "days", "days_in_year"), _lines("deadlines", 16))
def test_deadlines(old: str, new: str, years: str, expected: str, days: str, days_in_year: str) -> None:
    found = list(deadline_changes(fact(due=old or None), fact(due=new or None), int(years)))
    told = [(str(change.what), change.days, change.days_in_year) for change in found]
    assert told == ([(expected, _number(days), _number(days_in_year))] if expected else [])


@pytest.mark.parametrize(("old", "new", "expected"), _lines("units", 12))
def test_units(old: str, new: str, expected: str) -> None:
    changes = unit_changes(fact(units=old), fact(units=new))
    assert ", ".join(f"{change.what} {change.after or change.before}" for change in changes) == expected


@pytest.mark.parametrize(("old", "new", "expected"), _lines("texts", 8))
def test_wordings(old: str, new: str, expected: str) -> None:
    heading = Heading("410100-2023-0", "方案", "plan.txt", "410100", "郑州市")
    compared = compare(Edition(heading, (fact(old),)), Edition(heading, (fact(new, number="9."),)))
    assert ", ".join(str(change.what) for change in compared.changes()) == expected


def test_a_figure_that_is_worded_otherwise_is_told_by_what_stands_before_it() -> None:
    old = fact("布设自助服务终端200台。", figures=(figure("布设终端", "equalTo", "200", "item", "200台"),))
    new = fact("设置自助服务终端,总数260台。", figures=(figure("总数", "equalTo", "260", "item", "260台"),))
    (change,) = figure_changes((old,), (new,))
    assert (change.what, change.before, change.after) == (What.FIGURE_RAISED, "200台", "260台")
