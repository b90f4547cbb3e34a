"""A Virtuoso of the tests' own: on loopback, in a folder of its own, on ports that nobody uses.

It plans a query for no longer than the query takes; else most of its time would go to plans.
"""

from __future__ import annotations

import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.serve.running import free_port

from bizgraph.store.authentication import Credentials

PATIENCE = 60.0
MOST_ROWS = 2_500
ADMINISTRATOR = Credentials("dba", "dba")

_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxQueryMem = 512M
ThreadsPerQuery = 1
MaxOptimizeLayouts = 50
StopCompilerWhenXOverRunTime = 1
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
[Plugins]
"""


@dataclass
class Virtuoso:
    """A Virtuoso in a folder; it can be ended at once, as by a fault, and started again."""

    folder: Path
    http: int = field(default_factory=free_port)
    sql: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of its SPARQL endpoint."""
        return f"http://127.0.0.1:{self.http}/sparql"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = self.folder / "virtuoso.ini"
        settings.write_text(_SETTINGS.format(sql=self.sql, http=self.http, rows=MOST_ROWS))
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)
        command = ["virtuoso-t", "+foreground", "+configfile", str(settings)]
        with (self.folder / "output").open("ab") as said:
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=said, stderr=said)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, (self.folder / "output").read_text()
            try:
                with urllib.request.urlopen(f"{self.url}?query=ASK%7B%7D", timeout=5):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"no answer from {self.url}: {(self.folder / 'output').read_text()}")

    def end(self) -> None:
        """End it at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def running(folder: Path) -> Iterator[Virtuoso]:
    """Run a Virtuoso until the block ends."""
    store = Virtuoso(folder)
    store.start()
    try:
        yield store
    finally:
        store.end()
