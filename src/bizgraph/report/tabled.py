"""Charts as words: as a table for whoever cannot see a picture, and as the text that stands for one."""

from __future__ import annotations

from typing import Final

from bizgraph.pictures.charts import Bars, Chart, HeatMap, StackedBars, Timeline
from bizgraph.report.wording import number
from bizgraph.report.words import say

Lines = tuple[tuple[str, ...], ...]

_TOLD: Final = 12


def lines(chart: Chart) -> Lines:
    """Return the values of a chart, a line of heads first."""
    match chart:
        case Bars(bars=bars):
            return (("", ""), *((bar.label, bar.words or number(bar.value)) for bar in bars))
        case StackedBars(series=series, stacks=stacks):
            return (("", *series), *((stack.label, *map(number, stack.values)) for stack in stacks))
        case HeatMap(rows=rows, columns=columns, values=values):
            cells = (["" if value is None else number(value) for value in line] for line in values)
            return (("", *columns), *((name, *line) for name, line in zip(rows, cells, strict=True)))
        case Timeline(months=months, language=language):
            named = (
                (say("shared", "month", language, year=year, month=month), n) for (year, month), n in months
            )
            return (("", ""), *((name, str(count)) for name, count in named))


def told(chart: Chart) -> str:
    """Return what a chart shows in a sentence: its title, and the first of its values."""
    heads, *rest = lines(chart)
    cells = [" ".join(part for pair in zip(heads, row, strict=True) for part in pair if part) for row in rest]
    more = "…" if len(cells) > _TOLD else ""
    return (
        say("shared", "chart_of", chart.language, title=chart.title) + "; ".join(["", *cells[:_TOLD]]) + more
    )
