"""`bizgraph validate`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bizgraph.cli.options import graph_option
from bizgraph.cli.printing import message

if TYPE_CHECKING:
    from bizgraph.rdf.validation import Report


@click.command("validate")
@click.option("--all", "show_all", is_flag=True, help="Show each remark too, not only how many there are.")
@graph_option
def validate_command(show_all: bool, graph: Path | None) -> None:
    """Hold every document of the graph against the shapes again, and say what is wrong and where.

    Exit code 1 where there is a violation. Warnings and remarks are for readers: a measure without a date, a
    masked figure, a unit whose function is not known.

    \b
    Examples:
      bizgraph validate
      bizgraph validate --all --graph my-graph
    """
    from bizgraph.graph import Graph
    from bizgraph.rdf.validation import render

    with Graph.open(graph) as opened:
        reports = opened.validate()
    for file, report in reports:
        click.echo(render(report, file) if show_all else _summary(report, file))
    wrong = [file for file, report in reports if not report.conforms]
    message(f"{len(reports)} documents, {len(wrong)} with violations")
    if wrong:
        raise click.exceptions.Exit(1)


def _summary(report: Report, file: str) -> str:
    """Write violations and warnings in full, and of remarks how many there are of a kind."""
    from bizgraph.rdf.validation import Report, Severity, render

    grave = Report(tuple(found for found in report.results if found.severity is not Severity.INFO))
    counts = Counter(
        f"{found.message_zh} {found.message_en}"
        for found in report.results
        if found.severity is Severity.INFO
    )
    remarks = "".join(f"{file}: info: {count} × {words}\n" for words, count in sorted(counts.items()))
    return (render(grave, file) if grave.results or not remarks else "") + remarks
