"""The practices that are told of places, with what is said to have come of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bizgraph.report.blocks import Cell, Table
from bizgraph.report.telling import Row, Teller, cell, distinct, source
from bizgraph.report.wording import shortened

_SHOWN: Final = 8
_WORDS: Final = 90
_OUTCOME: Final = 60


def practices_table(
    teller: Teller, pairs: Sequence[Row], *, indicator: str | None = None, region: str | None = None
) -> Table | None:
    """Return practices on an indicator or of a place, the most borrowed first; None where there are none.

    Left out are those of which only the measure tells that names their place as its model: see `pairs`.
    """
    named_only = only_named(pairs)
    found = teller.rows("practices-and-outcomes", indicator=indicator, region=region)
    borrowed = Counter(
        {
            row["practice"]: int(str(row["measures"]))
            for row in teller.rows("most-borrowed-practices", indicator=indicator, region=region)
        }
    )
    practices = [row for row in distinct(found, "practice") if row["practice"] not in named_only]
    ranked = sorted(practices, key=lambda row: (-borrowed[row["practice"]], row["outcome"] is None))
    shown = ranked[:_SHOWN]
    told = any(row["outcome"] for row in shown)
    rows = [
        (
            cell(_whose(teller, row)),
            cell(shortened(str(row["title"] or row["practice_text"]), _WORDS), source(row)),
            *([_outcome(teller, row)] if told else ()),
            cell(borrowed[row["practice"]] or teller.say("shared", "none")),
        )
        for row in shown
    ]
    columns = {"model": 16, "practice": 46} | ({"outcome": 26} if told else {}) | {"borrowed_by": 12}
    return teller.table(teller.say("shared", "practices"), columns, rows, of=len(practices)) if rows else None


def only_named(pairs: Sequence[Row]) -> frozenset[object]:
    """Return the practices of which nothing is told but by the measures that name their place."""
    return frozenset(
        row["practice"]
        for row in pairs
        if (row["practice_line"], row["practice_quote"]) == (row["measure_line"], row["measure_quote"])
    )


def _whose(teller: Teller, row: Row) -> str:
    """Return who has a practice: places, or units, or nobody by name."""
    return teller.named(row["model"] or row["units"]) or teller.say("shared", "nobody")


def _outcome(teller: Teller, row: Row) -> Cell:
    """Return what is said to have come of a practice."""
    if not row["outcome"]:
        return cell(teller.say("shared", "no_outcome"))
    return cell(shortened(str(row["outcome_text"]), _OUTCOME), source(row, line="outcome_line"))
