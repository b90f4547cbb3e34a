from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serve.running import Server, serving


@pytest.fixture(scope="session")
def documented_server(seeds_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the graph of the documents that come with bizgraph, which pages ask with curl."""
    log = tmp_path_factory.mktemp("documented") / "log"
    with serving(log, "--workers", "1", "--graph", seeds_folder) as server:
        yield server
