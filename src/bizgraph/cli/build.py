"""`bizgraph build`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.text import Text

from bizgraph.cli.options import graph_option, language_option
from bizgraph.cli.printing import fits, message, plain_table, show, stderr

if TYPE_CHECKING:
    from bizgraph.build_report import BuildReport, DocumentReport
    from bizgraph.building import Progress

_HEADS = {
    "sections": ("部分", "sections"),
    "measures": ("举措", "measures"),
    "practices": ("做法", "practices"),
    "gaps": ("差距", "gaps"),
    "baselines": ("现状", "baselines"),
    "targets": ("目标", "targets"),
    "quantities": ("数量", "quantities"),
    "outcomes": ("成效", "outcomes"),
    "task_forces": ("专班", "task forces"),
    "borrowings": ("借鉴", "borrowings"),
}
_OTHER_HEADS = {
    "file": ("文件", "file"),
    "left_over": ("未理解", "left over"),
    "validation": ("错/警/注", "viol./warn./info"),
    "total": ("合计", "total"),
}
_QUIET_SECONDS = 10.0
_TABLE_WIDTH = 200


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@graph_option
@click.option("--base", metavar="IRI", help="What the identifiers of things begin with.")
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
    publish: str | None,
    graph_store: str | None,
    language: str,
) -> None:
    """Build a graph from documents, validate it, and publish it whole.

    PATH is a text file, or a folder whose .txt files are taken; without any, the documents that come
    with bizgraph. The graph then holds exactly these documents. One that cannot be read, or that violates the
    shapes, is reported and left out; the others are built. What has not changed is not worked on again.

    \b
    Examples:
      bizgraph build
      bizgraph build plans/ more/plan.txt --graph my-graph
      BIZGRAPH_STORE_USER=dba BIZGRAPH_STORE_PASSWORD=… bizgraph build --publish http://localhost:8890/sparql
    """
    from bizgraph.building import build
    from bizgraph.rdf.identifiers import DEFAULT_BASE

    if graph_store is not None and publish is None:
        raise click.UsageError("--graph-store says where --publish puts graphs; give both")
    with _progress() as progress:
        report = build(paths, graph, base=base or DEFAULT_BASE, progress=progress)
    _print(report, 0 if language == "zh" else 1)
    if publish is not None and report.published:
        _publish(Path(report.graph), publish, graph_store)
    if report.troubles or not report.published:
        raise click.exceptions.Exit(1)


def _print(report: BuildReport, language: int) -> None:
    if report.published:
        _print_table(report, language)
    for document in report.documents:
        if document.message:
            message(_told(document))
    for file in report.dropped:
        message(f"{file}: was in the graph before and was not among the documents of this build")
    if report.published:
        reused = sum(document.reused for document in report.published)
        message(
            f"{report.graph}: {len(report.published)} documents ({reused} unchanged), "
            f"{report.quads:,} quads, {report.seconds:.1f} s"
        )
    else:
        message(f"{report.graph}: nothing could be built; what was there before is as it was")


def _publish(folder: Path, url: str, graph_store: str | None) -> None:
    """Publish what was built to a remote store, and say what that came to."""
    from bizgraph.building import Progress, Step
    from bizgraph.store.authentication import Credentials
    from bizgraph.store.remote_publishing import publish

    with _progress() as progress:

        def told(graph: str, done: int, of: int) -> None:
            progress(Progress(Step.PUBLISHING, graph, done, of))

        done = publish(folder, url, graph_store, credentials=Credentials.of_environment(), told=told)
    again = "; an earlier publication had broken off, so that all was sent again" if done.repaired else ""
    message(
        f"{url}: version {done.version}: {len(done.put)} graphs published, {len(done.left)} unchanged, "
        f"{len(done.deleted)} deleted{again}"
    )


def _told(document: DocumentReport) -> str:
    from bizgraph.build_report import Status
    from bizgraph.rdf.validation import Report, Severity, render

    if document.status is Status.DUPLICATE:
        return f"{document.file}: {document.message}"
    if document.validation is not None:
        wrong = [found for found in document.validation.results if found.severity is Severity.VIOLATION]
        return f"{document.message}\n{render(Report(tuple(wrong)), document.file)}"
    return document.message


def _print_table(report: BuildReport, language: int) -> None:
    heads = [_OTHER_HEADS["file"], *_HEADS.values(), _OTHER_HEADS["left_over"], _OTHER_HEADS["validation"]]
    names = [head[language] for head in heads]
    rows = [_row(document) for document in report.published]
    total = [_OTHER_HEADS["total"][language], *_counts(report.totals), "", _findings(report.findings)]
    if not fits(names, [*rows, total], width=_TABLE_WIDTH):
        for first, *cells in [*rows, total]:
            found = (f"{name} {cell}" for name, cell in zip(names[1:], cells, strict=True) if cell)
            show(Text(first, style="bold"))
            show(Padding(Text("  ".join(found)), (0, 0, 0, 2)))
        return
    table = plain_table()
    for name in names:
        table.add_column(name, justify="left" if name == names[0] else "right")
    for row in rows:
        table.add_row(*map(Text, row))
    if len(rows) > 1:
        table.add_section()
        table.add_row(*total)
    show(table, width=_TABLE_WIDTH)


def _row(document: DocumentReport) -> list[str]:
    share = f"{document.left_over_share:.1%}"
    return [Path(document.file).name, *_counts(document.counts), share, _findings(document.findings)]


def _counts(counts: Mapping[str, int]) -> list[str]:
    return [str(counts[kind]) for kind in _HEADS]


def _findings(findings: Mapping[str, int]) -> str:
    return "/".join(str(findings.get(severity, 0)) for severity in ("violation", "warning", "info"))


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Show how far a build is: a bar in a terminal, else a line now and then."""
    console = stderr()
    if not console.is_terminal:
        yield _now_and_then()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(progress: Progress) -> None:
            words = f"{progress.step} {Path(progress.file).name}".strip()
            bar.update(task, description=words, completed=progress.done, total=progress.total)

        yield tell


def _now_and_then() -> Callable[[Progress], None]:
    last = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= _QUIET_SECONDS:
            last = time.monotonic()
            message(f"{progress.step} {progress.file} ({progress.done} of {progress.total} done)")

    return tell
