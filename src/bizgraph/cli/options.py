"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

import click

from bizgraph.folder import ENVIRONMENT

if TYPE_CHECKING:
    from bizgraph.graph import Graph

Opening: TypeAlias = Callable[[], "Graph"]
Command = TypeVar("Command", bound=Callable[..., Any])


def graph_option(command: Command) -> Command:
    """Add `--graph DIR`."""
    return click.option(
        "--graph",
        "graph",
        type=click.Path(path_type=Path, file_okay=False),
        envvar=ENVIRONMENT,
        metavar="DIR",
        help=f"The folder of the graph.  [default: ${ENVIRONMENT}, else ./graph]",
    )(command)


def opening_option(command: Command) -> Command:
    """Add `--graph DIR` and `--store URL`; the command gets `opening`, which opens the one that is meant."""

    @wraps(command)
    def choosing(*arguments: Any, graph: Path | None, store: str | None, **options: Any) -> Any:
        return command(*arguments, opening=partial(_opened, graph, store), **options)

    return graph_option(store_option(cast("Command", choosing)))


def _opened(folder: Path | None, store: str | None) -> Graph:
    from bizgraph.graph import Graph

    return Graph.open(folder) if store is None else Graph.connect(store)


def store_option(command: Command) -> Command:
    """Add `--store URL`."""
    return click.option(
        "--store",
        metavar="URL",
        help="A SPARQL 1.1 service to ask instead of a folder; see docs/stores.md.",
    )(command)


def language_option(command: Command) -> Command:
    """Add `--lang`."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        default="zh",
        show_default=True,
        help="The language of headings and of names of properties.",
    )(command)


def format_option(command: Command) -> Command:
    """Add `--format`, the forms of an answer."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "json", "markdown"]),
        default="table",
        show_default=True,
        help="table and markdown for people, csv and json for machines.",
    )(command)
