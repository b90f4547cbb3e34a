"""A remote store in use: a server stands in front of it, and it may go and come back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest
from tests.serve.running import Server, serving
from tests.store.few_regions import small
from tests.store.virtuoso import ADMINISTRATOR, Virtuoso, running

from bizgraph.errors import GraphError
from bizgraph.graph import Graph
from bizgraph.store.remote_publishing import publish

PATIENCE = 60.0
ASKED = count(1)
COUNT = (
    "PREFIX biz: <https://w3id.org/bizgraph/ontology#> SELECT (COUNT(?m) AS ?n) WHERE { ?m a biz:Measure }"
)


@pytest.fixture(scope="module")
def store(plans: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A Virtuoso that may be ended; who ends it starts it again."""
    with running(tmp_path_factory.mktemp("virtuoso")) as started:
        folder = small(plans, tmp_path_factory.mktemp("plans") / "graph")
        publish(folder, started.url, credentials=ADMINISTRATOR)
        yield started


def counted(server: Server, form: str = "json") -> httpx.Response:
    """Ask what was not asked before: the server remembers answers, and gives them also without the store."""
    query = f"{COUNT} LIMIT {next(ASKED)}"
    return httpx.get(f"{server.url}/sparql", params={"query": query, "format": form}, timeout=PATIENCE)


def test_a_server_stands_in_front_of_a_store_that_goes_and_comes_back(
    store: Virtuoso, tmp_path: Path
) -> None:
    with serving(tmp_path / "log", "--workers", "1", "--store", store.url) as server:
        assert counted(server).json()["results"]["bindings"][0]["n"]["value"] == "33"
        assert counted(server, "csv").text.splitlines() == ["n", "33"]
        assert httpx.get(f"{server.url}/documents", timeout=PATIENCE).status_code == 200
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


def test_a_store_that_is_gone_is_told_and_one_that_is_back_answers(store: Virtuoso) -> None:
    with Graph.connect(store.url) as graph:
        expected = graph.query("documents").rows
        assert expected
        store.end()
        with pytest.raises(GraphError):
            graph.query("documents")
        store.start()
        assert graph.query("documents").rows == expected
