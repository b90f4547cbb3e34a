"""A real server in a process of its own, as a user starts it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from tests.serve import plain

PATIENCE = 180.0


@dataclass(frozen=True)
class Server:
    """A server that runs: where, as which process, and where it writes what it has to say."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def serving(log: Path, *arguments: str | Path) -> Iterator[Server]:
    """Run `bizgraph serve` with these arguments on a free port, until the block ends."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "bizgraph", "serve", "--port", str(port), *map(str, arguments)]
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        wait_for(url, process, log)
        yield Server(url, process, log)
    finally:
        process.terminate()
        process.wait(60)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, f"the server ended: {log.read_text()}"
        try:
            plain.get(f"{url}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"no answer from {url} in {PATIENCE} s: {log.read_text()}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
