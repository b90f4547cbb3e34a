"""Tables of task forces: a row for each, a column for its leader, deputies, members and office."""

from __future__ import annotations

from collections.abc import Iterator

from bizgraph.extract.context import Context
from bizgraph.extract.facts import TaskForce
from bizgraph.extract.roles import read_persons
from bizgraph.outline.nodes import Node
from bizgraph.outline.tables import Cell, Row


def read_force_table(context: Context, table: Node) -> Iterator[TaskForce]:
    """Yield the task force of each row; none where no column holds leaders and none holds members."""
    header, *rows = table.rows
    headings = ["".join(context.words(cell.start, cell.end).split()) for cell in header.cells]
    kinds = [context.authorities.genre.force_column(heading) for heading in headings]
    if "leader" not in kinds or "member" not in kinds or kinds[0] is not None:
        return
    for row in rows:
        if len(row.cells) == len(kinds):
            yield _task_force(context, row, kinds)


def _task_force(context: Context, row: Row, kinds: list[str | None]) -> TaskForce:
    def cells(kind: str) -> Iterator[Cell]:
        return (cell for cell, its in zip(row.cells, kinds, strict=True) if its == kind)

    quote = context.quote(row.start, row.end)
    name = next(cell for cell in row.cells if cell.start < cell.end)
    return TaskForce(
        key=f"task-force/{quote.span.start}",
        number="",
        quote=quote,
        indicators=context.authorities.indicators.named_in(context.words(name.start, name.end)),
        leaders=tuple(p for cell in cells("leader") for p in read_persons(context, cell.start, cell.end)),
        deputy_leaders=tuple(
            p for cell in cells("deputy") for p in read_persons(context, cell.start, cell.end)
        ),
        members=tuple(u for cell in cells("member") for u in context.units_in(cell.start, cell.end)),
        offices=tuple(u for cell in cells("office") for u in context.units_in(cell.start, cell.end)),
        rule="row of a table of task forces",
    )
