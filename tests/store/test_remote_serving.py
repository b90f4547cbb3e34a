"""A server over a remote store says when the store is gone, and goes on when it is back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest
from tests.serve.running import Server, serving
from tests.store.virtuoso import ADMINISTRATOR, Virtuoso, running

from bizgraph.store.remote_publishing import publish

PATIENCE = 60.0
ASKED = count(1)
COUNT = (
    "PREFIX biz: <https://w3id.org/bizgraph/ontology#> SELECT (COUNT(?m) AS ?n) WHERE { ?m a biz:Measure }"
)


@pytest.fixture
def store(tmp_path: Path, plans_folder: Path) -> Iterator[Virtuoso]:
    """A Virtuoso that may be ended."""
    (tmp_path / "virtuoso").mkdir()
    with running(tmp_path / "virtuoso") as started:
        publish(plans_folder, started.url, credentials=ADMINISTRATOR)
        yield started


def counted(server: Server) -> httpx.Response:
    """Ask what was not asked before: the server remembers answers, and gives them also without the store."""
    query = f"{COUNT} LIMIT {next(ASKED)}"
    return httpx.get(f"{server.url}/sparql", params={"query": query}, timeout=PATIENCE)


def test_the_store_goes_and_comes_back(store: Virtuoso, tmp_path: Path) -> None:
    with serving(tmp_path / "log", "--workers", "1", "--store", store.url) as server:
        assert counted(server).json()["results"]["bindings"][0]["n"]["value"] == "33"
        page = httpx.get(f"{server.url}/documents", headers={"Accept": "text/html"}, timeout=PATIENCE)
        assert (page.status_code, "贵阳市" in page.text) == (200, True)
        store.end()
        gone = counted(server)
        assert gone.status_code == 503
        assert "cannot be reached" in gone.text
        store.start()
        end = time.monotonic() + PATIENCE
        while (answer := counted(server)).status_code != 200 and time.monotonic() < end:
            time.sleep(0.2)
        assert answer.json()["results"]["bindings"][0]["n"]["value"] == "33"
