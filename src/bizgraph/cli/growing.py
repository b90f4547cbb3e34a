"""`bizgraph add` and `bizgraph remove`."""

from __future__ import annotations

from pathlib import Path

import click

from bizgraph.cli.build_printing import print_report
from bizgraph.cli.build_progress import progress_shown
from bizgraph.cli.engine import engine_of, engine_options
from bizgraph.cli.options import graph_option, language_option
from bizgraph.cli.printing import message


@click.command("add")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@graph_option
@engine_options
@language_option
def add_command(
    paths: tuple[Path, ...], graph: Path | None, workers: int | None, scheduler: str | None, language: str
) -> None:
    """Add documents to a graph.

    PATH is a file, a folder or a .zip archive, as for `bizgraph build`. A document takes the place of one in
    the graph whose file has the same name. All other documents stay as they are, and are not worked on.

    \b
    Examples:
      bizgraph add plans/2027.docx
      bizgraph add more-plans/ --graph my-graph
    """
    from bizgraph.building import add

    with progress_shown() as progress:
        report = add(paths, graph, engine=engine_of(workers, scheduler), progress=progress)
    print_report(report, language)
    if report.troubles or not report.published:
        raise click.exceptions.Exit(1)


@click.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@graph_option
def remove_command(names: tuple[str, ...], graph: Path | None) -> None:
    """Remove documents from a graph.

    NAME is the name of a document's file, or its identifier. All other documents stay as they are.

    \b
    Examples:
      bizgraph remove 2022.txt
      bizgraph remove 360704-2022-5e0dba7e --graph my-graph
    """
    from bizgraph.building import remove

    report = remove(names, graph)
    for file in report.dropped:
        message(f"{file}: removed")
    message(f"{report.graph}: {report.quads:,} quads, {report.seconds:.1f} s")
