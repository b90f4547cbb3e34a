"""What a server is told when it starts."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take, and how much of it there may be at once.

    `seconds` of time, or `crowded_seconds` while others wait for a worker; `result_bytes` of one answer, and
    `held_bytes` of all answers that slow clients have not fetched yet; `memory_bytes` of a worker's address
    space; `workers` processes for queries and as many for questions and pages; `waiting` pieces of work in
    line, each for at most `patience` seconds; `kept_bytes` of memory for answers that may be asked again.
    """

    seconds: float = 20.0
    crowded_seconds: float = 5.0
    result_bytes: int = 256 * _MEGABYTE
    held_bytes: int = 1024 * _MEGABYTE
    memory_bytes: int = 4096 * _MEGABYTE
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 1))
    waiting: int = 256
    patience: float = 10.0
    kept_bytes: int = 64 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server behaves. `services` are the addresses that queries may call by SERVICE.

    `root` is the address under which the world sees the server, without a slash at its end; where it is
    empty, that of each request is taken.
    """

    limits: Limits = Limits()
    services: tuple[str, ...] = ()
    root: str = ""
    log_queries: bool = False
