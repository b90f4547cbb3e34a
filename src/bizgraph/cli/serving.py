"""`bizgraph serve`."""

from __future__ import annotations

import re
import signal
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bizgraph.cli.options import graph_option, store_option
from bizgraph.cli.printing import message

if TYPE_CHECKING:
    from bizgraph.serve.source import Source

_ROOT: Final = re.compile(r"https?://[^/?#\s@]+/?", re.IGNORECASE)


@click.command("serve")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@graph_option
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 is any free one.",
)
@click.option(
    "--timeout",
    default=20.0,
    show_default=True,
    type=click.FloatRange(min=0, min_open=True, max=3600),
    metavar="SECONDS",
    help="The time that one query may take.",
)
@click.option(
    "--workers",
    default=None,
    type=click.IntRange(1, 256),
    help="Processes for queries, and as many for pages.  [default: one a core, at least 2]",
)
@click.option(
    "--root",
    default="",
    metavar="URL",
    help="The address under which the world sees the server, for instance https://graph.example.org.",
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
    metavar="URL",
    help="A SPARQL endpoint that queries may call by SERVICE. May be given several times.",
)
@click.option(
    "--log-queries", is_flag=True, help="Write into the log what was asked, without telephone numbers."
)
def serve_command(
    files: tuple[Path, ...],
    graph: Path | None,
    store: str | None,
    host: str,
    port: int,
    timeout: float,
    workers: int | None,
    root: str,
    services: tuple[str, ...],
    log_queries: bool,
) -> None:
    """Serve the graph: an explorer for people, a SPARQL endpoint and a JSON API for programs. Read only.

    With FILE, serve RDF files instead of a graph: .ttl, .nt, .nq, .trig, .rdf, .jsonld. The server ends at
    Ctrl-C or SIGTERM. A graph that is built into the folder, or published to the store, while it is served
    is served next.

    \b
    Examples:
      bizgraph serve
      bizgraph serve --graph my-graph --host 0.0.0.0 --port 80
      bizgraph serve --root https://graph.example.org --timeout 10
      bizgraph serve data.ttl more.nq
      bizgraph serve --store http://localhost:8890/sparql
    """
    from bizgraph.serve.running import run
    from bizgraph.serve.settings import Limits, Settings

    if root and not _ROOT.fullmatch(root):
        raise click.BadParameter(f"{root!r} is not like https://graph.example.org", param_hint="--root")
    limits = Limits(seconds=timeout, crowded_seconds=min(timeout, Limits().crowded_seconds))
    if workers is not None:
        limits = replace(limits, workers=workers)
    settings = Settings(limits, services, root.rstrip("/"), log_queries)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that what was loaded by then is cleared away
    with _source(files, graph, store) as source:
        run(source, settings, host, port, lambda address: _tell(address, settings.root))


def _tell(address: str, root: str) -> None:
    message(f"{address}  (for the world: {root}/)" if root else address)


def _source(files: tuple[Path, ...], graph: Path | None, store: str | None) -> AbstractContextManager[Source]:
    """Return what is served, to be let go of at the end. Raises GraphError where it is not there."""
    from bizgraph.folder import graph_folder
    from bizgraph.serve.files import loaded
    from bizgraph.serve.source import GraphFolder, RemoteStoreSource

    if files and store is not None:
        raise click.UsageError("serve either FILE or --store, not both")
    if files:
        return loaded(files)
    if store is not None:
        remote = RemoteStoreSource(store)
        remote.version()
        return nullcontext(remote)
    folder = GraphFolder(graph_folder(graph))
    folder.version()
    return nullcontext(folder)
