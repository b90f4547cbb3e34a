"""The processes of a server, as the system sees them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60.0


def parents() -> dict[int, int]:
    """Return the parent of every process that runs, by their numbers."""
    found: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended just now
        if fields[0] != "Z":
            found[int(path.parent.name)] = int(fields[1])
    return found


def descendants(process: int) -> set[int]:
    """Return all processes that a process started, and that these started."""
    known, found = parents(), {process}
    while new := {child for child, parent in known.items() if parent in found} - found:
        found |= new
    return found - {process}


def workers(process: int) -> set[int]:
    """Return the workers of a server: those whom its children started."""
    known = parents()
    return {child for child in descendants(process) if known.get(child) != process}


def open_files(process: int) -> int:
    """Return how many files and connections a process has open."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def eventually(true: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Wait until something is true; say whether it came to that."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return true()
