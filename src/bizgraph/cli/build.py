"""`bizgraph build`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bizgraph.cli.build_printing import print_report
from bizgraph.cli.build_progress import progress_shown
from bizgraph.cli.engine import engine_of, engine_options
from bizgraph.cli.options import graph_option, language_option
from bizgraph.cli.printing import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizgraph.build_report import BuildReport


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@graph_option
@click.option("--base", metavar="IRI", help="What the identifiers of things begin with.")
@engine_options
@click.option("--watch", is_flag=True, help="Then build again whenever something changes under PATH.")
@click.option(
    "--publish",
    metavar="URL",
    help="Then bring the SPARQL 1.1 service at this address to what was built; see docs/stores.md.",
)
@click.option(
    "--graph-store",
    metavar="URL",
    help="Where that service takes graphs.  [default: as its kind does, told by the address of --publish]",
)
@language_option
def build_command(
    paths: tuple[Path, ...],
    graph: Path | None,
    base: str | None,
    workers: int | None,
    scheduler: str | None,
    watch: bool,
    publish: str | None,
    graph_store: str | None,
    language: str,
) -> None:
    """Build a graph from documents, validate it, and publish it whole.

    PATH is a file (.txt, .html, .docx, .pdf), a folder or a .zip archive with such files; without any, the
    documents that come with bizgraph. The graph then holds exactly these documents. One that cannot be read,
    or that violates the shapes, is reported and left out; the others are built. What has not changed is not
    worked on again.

    \b
    Examples:
      bizgraph build
      bizgraph build plans/ more/plan.pdf archive.zip --graph my-graph
      bizgraph build plans/ --workers 8
      bizgraph build plans/ --watch
      BIZGRAPH_STORE_USER=dba BIZGRAPH_STORE_PASSWORD=… bizgraph build --publish http://localhost:8890/sparql
    """
    from bizgraph.building import build
    from bizgraph.rdf.identifiers import DEFAULT_BASE

    if graph_store is not None and publish is None:
        raise click.UsageError("--graph-store says where --publish puts graphs; give both")
    if watch and not paths:
        raise click.UsageError("--watch needs to know what to watch: give it folders or files")

    def once() -> BuildReport:
        with progress_shown() as progress:
            engine = engine_of(workers, scheduler)
            report = build(paths, graph, base=base or DEFAULT_BASE, engine=engine, progress=progress)
        print_report(report, language)
        if publish is not None and report.published:
            _publish(Path(report.graph), publish, graph_store)
        return report

    report = once()
    if watch:
        _watch(paths, once)
    elif report.troubles or not report.published:
        raise click.exceptions.Exit(1)


def _watch(paths: tuple[Path, ...], once: Callable[[], BuildReport]) -> None:
    """Build again whenever something changed, until somebody ends it."""
    from watchfiles import watch

    from bizgraph.errors import GraphError

    message("watching " + ", ".join(map(str, paths)) + "; Ctrl+C ends it")
    try:
        for _ in watch(*(path for path in paths if path.exists()), raise_interrupt=True):
            try:
                once()
            except GraphError as error:  # the disk may have space again by the next change
                message(str(error))
    except KeyboardInterrupt:
        message("no longer watching")


def _publish(folder: Path, url: str, graph_store: str | None) -> None:
    """Publish what was built to a remote store, and say what that came to."""
    from bizgraph.building import Progress, Step
    from bizgraph.store.authentication import Credentials
    from bizgraph.store.remote_publishing import publish

    with progress_shown() as progress:

        def told(graph: str, done: int, of: int) -> None:
            progress(Progress(Step.PUBLISHING, graph, done, of))

        done = publish(folder, url, graph_store, credentials=Credentials.of_environment(), told=told)
    again = "; an earlier publication had broken off, so that all was sent again" if done.repaired else ""
    message(
        f"{url}: version {done.version}: {len(done.put)} graphs published, {len(done.left)} unchanged, "
        f"{len(done.deleted)} deleted{again}"
    )
