"""How values look in a terminal: tables where they fit, else one record under the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence

import click
from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

_WIDE = 120


def stdout(width: int = _WIDE) -> Console:
    """Return the console for data; `width` is that of lines where it is no terminal."""
    return Console(width=None if sys.stdout.isatty() else width, highlight=False, soft_wrap=False)


def stderr() -> Console:
    """Return the console for messages."""
    return Console(stderr=True, highlight=False)


def show(renderable: RenderableType, *, width: int = _WIDE) -> None:
    """Print on standard output, without the blanks with which rich fills lines up."""
    console = stdout(width)
    with console.capture() as captured:
        console.print(renderable)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def message(words: str) -> None:
    """Say something to the person, on standard error."""
    stderr().print(Text(words), soft_wrap=True)


def print_rows(heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Callable[[int], bool]) -> None:
    """Print rows as a table if it fits the width, else each as a record of its own."""
    if fits(heads, rows):
        table = plain_table()
        for index, head in enumerate(heads):
            table.add_column(head, justify="right" if numeric(index) else "left")
        for row in rows:
            table.add_row(*map(Text, row))
        show(table)
        return
    for index, row in enumerate(rows, 1):
        show(Rule(f"{index} / {len(rows)}", align="left", style="dim"))
        show(record(zip(heads, row, strict=True)))


def fits(heads: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = _WIDE) -> bool:
    """Say whether rows fit the width as a table in which no cell is broken."""
    widths = [_width(column) + 2 for column in zip(heads, *rows, strict=True)]
    return sum(widths) <= stdout(width).width


def plain_table() -> Table:
    """Return an empty table in the one style of the program."""
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))


def record(fields: Iterable[tuple[str, str]]) -> Table:
    """Return names and values side by side; fields without a value are left out."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for head, value in fields:
        if value:
            grid.add_row(Text(head), Text(value))
    return grid


def _width(cells: Iterable[str]) -> int:
    return max(cell_len(line) for cell in cells for line in (cell.splitlines() or [""]))
