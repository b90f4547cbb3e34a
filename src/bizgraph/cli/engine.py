"""Who does the work on documents, as given on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizgraph.engines.engine import Engine


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say who works on the documents."""
    scheduler = click.option(
        "--scheduler", metavar="ADDRESS", help="Work on the cluster of this dask-scheduler: tcp://host:8786."
    )
    workers = click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Work in so many processes.  [default: as many as there are processors]",
    )
    return workers(scheduler(command))


def engine_of(workers: int | None, scheduler: str | None) -> Engine:
    """Return the engine for these options."""
    from bizgraph.engines.processes import Processes, available

    if scheduler is None:
        return Processes(workers or available())
    if workers is not None:
        raise click.UsageError("--workers is for this machine, --scheduler for a cluster; give one of them")
    from bizgraph.engines.cluster import Cluster

    return Cluster(scheduler)
