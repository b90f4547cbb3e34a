"""What was borrowed from where: a measure beside the practice, and the words that prove it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bizgraph.pictures.charts import Bar, Bars
from bizgraph.report.blocks import Cell, Paragraph, Picture, Section, Table
from bizgraph.report.telling import Row, Teller, cell, distinct, section, source
from bizgraph.report.wording import shortened

_MODELS: Final = 8
_PAIRS: Final = 5
_WORDS: Final = 70
_GROUPS: Final = 6


def region_borrowing(teller: Teller, region: str) -> Section:
    """Return whose practices the measures of a region borrow, and with whom it compares itself."""
    title = teller.say("borrowing", "title")
    matrix = teller.rows("who-borrows-from-whom", region=region)
    models: Counter[str] = Counter()
    for row in matrix:
        models[str(row["model"])] += int(str(row["measures"]))
    measures = teller.rows("borrowing-measures", region=region)
    told = teller.say("borrowing", "nothing")
    if matrix:
        ours = {row["measure"] for row in measures}
        pairs = teller.rows("borrowed-practice", region=None)
        named = {row["measure"] for row in pairs if row["evidence"] == "explicitMention"} & ours
        told = teller.say("borrowing", "told", measures=len(measures), models=len(models), named=len(named))
    bars = tuple(Bar(name, count) for name, count in models.most_common(_MODELS))
    chart = Bars(teller.say("borrowing", "chart"), bars, teller.language)
    return section(
        title,
        Paragraph(told),
        Picture(chart) if bars else None,
        pairs_table(teller, _pairs_of(matrix), of=len(measures)),
        Paragraph(_benchmarks(teller, region)),
    )


def _pairs_of(matrix: Sequence[Row]) -> list[Row]:
    """Return the first pair of quotations of the models borrowed from most; a pair of several models once."""
    ranked = sorted(matrix, key=lambda row: (-int(str(row["measures"])), str(row["model"])))
    pairs = distinct(ranked, "file", "measure_line", "practice_line")
    return distinct(pairs, "file", "measure_line")


def pairs_table(teller: Teller, pairs: Sequence[Row], *, of: int) -> Table | None:
    """Return measures beside the practices that they borrow; None where there are none."""
    shown = pairs[:_PAIRS]
    several = len({row["place"] for row in pairs}) > 1
    rows = [
        (
            *([cell(row["place"])] if several else ()),
            cell(shortened(str(row["measure_quote"]), _WORDS), source(row, line="measure_line")),
            cell(teller.named(row["model"])),
            _practice(teller, row),
        )
        for row in shown
    ]
    columns = {"borrower": 12} if several else {}
    columns |= {"measure": 38, "model": 14, "practice": 38}
    return teller.table(teller.say("borrowing", "table"), columns, rows, of=of) if rows else None


def _practice(teller: Teller, row: Row) -> Cell:
    """Return the words of the practice, or that only the measure that names its model tells of it."""
    if row["practice_line"] == row["measure_line"]:
        return cell(teller.say("borrowing", "named_only"))
    return cell(shortened(str(row["practice_quote"]), _WORDS), source(row, line="practice_line"))


def _benchmarks(teller: Teller, region: str) -> str:
    """Say whom a region names as its model, and with whom it compares itself where it falls short."""
    named = Counter(str(row["model"]) for row in teller.rows("named-models", region=region))
    gaps = teller.rows("gaps-compared-with", region=region, model=None)
    compared = Counter(str(row["compared"]) for row in gaps)
    told = [
        teller.say("borrowing", key, names=_counted(teller, counts))
        if counts
        else teller.say("borrowing", f"no_{key}")
        for key, counts in (("benchmarks", named), ("compared", compared))
    ]
    return teller.say("shared", "joiner").join(told)


def _counted(teller: Teller, counts: Counter[str]) -> str:
    return teller.listed(
        teller.say("borrowing", "counted", name=name, count=count)
        for name, count in counts.most_common(_GROUPS)
    )
