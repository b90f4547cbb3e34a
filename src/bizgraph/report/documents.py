"""The documents that a briefing rests on: they stand in for its date."""

from __future__ import annotations

from collections.abc import Sequence

from bizgraph.report.blocks import Table
from bizgraph.report.telling import Row, Teller, cell, source
from bizgraph.report.wording import shortened


def basis(teller: Teller, documents: Sequence[Row]) -> str:
    """Say on how many documents a briefing rests, and of which days the first and the last are."""
    days = sorted(str(row["issued"]) for row in documents if row["issued"])
    if not days:
        return teller.say("shared", "basis", count=len(documents))
    first, last = (
        next(row["issued"] for row in documents if str(row["issued"]) == day) for day in (days[0], days[-1])
    )
    if first == last:
        return teller.say("shared", "basis_day", count=len(documents), day=teller.day(first))
    return teller.say(
        "shared", "basis_days", count=len(documents), first=teller.day(first), last=teller.day(last)
    )


def documents_table(teller: Teller, documents: Sequence[Row]) -> Table | None:
    """Return the documents that a briefing rests on; None where there are none."""
    rows = [
        (
            cell(teller.named(row["place"])),
            cell(shortened(str(row["title"]), 80), source(row)),
            cell(row["document_number"] or teller.say("shared", "unknown")),
            cell(teller.day(row["issued"])),
            cell(row["file"]),
        )
        for row in documents
    ]
    columns = {"place": 10, "document": 40, "document_number": 16, "issued": 14, "file": 20}
    return teller.table(teller.say("shared", "documents"), columns, rows) if rows else None
