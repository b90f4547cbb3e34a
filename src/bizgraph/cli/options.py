"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from bizgraph.folder import ENVIRONMENT

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
