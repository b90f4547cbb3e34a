"""How far a build is, shown while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from bizgraph.cli.printing import message, stderr

if TYPE_CHECKING:
    from bizgraph.building import Progress

_QUIET_SECONDS = 10.0


@contextmanager
def progress_shown() -> Iterator[Callable[[Progress], None]]:
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
