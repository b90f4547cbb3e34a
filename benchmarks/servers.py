"""Endpoints that are compared, each started on the same facts; run by endpoints.py."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_START: Final = 120.0  # seconds that loading the facts may take
_GRAPH: Final = "urn:bizgraph"
_VIRTUOSO: Final = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 85000
MaxDirtyBuffers = 65000
MaxClientConnections = 100
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 64
MaxClientConnections = 64
MaxKeepAlives = 64
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True)
class Endpoint:
    """An endpoint that runs: the address that queries are sent to, and its first process."""

    url: str
    process: int


@dataclass(frozen=True)
class Facts:
    """The facts that all endpoints hold: a graph folder of bizgraph, and the same as N-Triples."""

    folder: Path
    file: Path
    scratch: Path


Start = Callable[[Facts], contextlib.AbstractContextManager[Endpoint]]


@contextlib.contextmanager
def bizgraph(facts: Facts) -> Iterator[Endpoint]:
    port = free_port()
    command = [sys.executable, "-m", "bizgraph", "serve", "--graph", str(facts.folder), "--port", str(port)]
    with _running(command, facts.scratch, f"http://127.0.0.1:{port}/sparql") as endpoint:
        yield endpoint


def rdflib_endpoint(python: Path, store: str) -> Start:
    """Return what starts rdflib-endpoint, installed beside the interpreter `python`, with a store."""

    @contextlib.contextmanager
    def start(facts: Facts) -> Iterator[Endpoint]:
        port = free_port()
        command = [str(python), "-m", "rdflib_endpoint", "serve", str(facts.file), "--store", store]
        command += ["--host", "127.0.0.1", "--port", str(port)]
        with _running(command, facts.scratch, f"http://127.0.0.1:{port}/") as endpoint:
            yield endpoint

    return start


@contextlib.contextmanager
def virtuoso(facts: Facts) -> Iterator[Endpoint]:
    sql, http = free_port(), free_port()
    folder = facts.scratch / "virtuoso"
    folder.mkdir(exist_ok=True)
    empty = not (folder / "virtuoso.db").exists()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http, folder=facts.file.parent))
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, folder, f"http://127.0.0.1:{http}/sparql") as endpoint:
        if empty:
            load = f"DB.DBA.TTLP_MT (file_to_string_output ('{facts.file}'), '', '{_GRAPH}'); checkpoint;"
            told = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"]
            subprocess.run(told, check=True, capture_output=True)
        yield endpoint


def starts(python: Path | None) -> Mapping[str, Start]:
    """Return the endpoints that can be started on this machine, by name."""
    known: dict[str, Start] = {"bizgraph": bizgraph}
    if python is not None:
        known["rdflib-endpoint, Oxigraph"] = rdflib_endpoint(python, "oxigraph")
        known["rdflib-endpoint, memory"] = rdflib_endpoint(python, "default")
    if shutil.which("virtuoso-t"):
        known["Virtuoso"] = virtuoso
    return known


def memory(process: int) -> float:
    """Return the resident memory of a process and all that it started, in MB.

    What several of them share is counted once: the proportional size that the kernel tells.
    """
    own = Path(f"/proc/{process}")
    kilobytes = 0
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        told = (own / "smaps_rollup").read_text()
        kilobytes = int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pss:")))
    children = (each for task in own.glob("task/*/children") for each in task.read_text().split())
    return kilobytes / 1024 + sum(map(memory, map(int, children)))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[Endpoint]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait(url, process)
        yield Endpoint(url, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended before it answered")
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"no answer from {url} in {_START:g} s")
