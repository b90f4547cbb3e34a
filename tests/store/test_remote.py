"""A remote store in use: the server stands in front of it, and it may go and come back."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from tests.serve.running import serving
from tests.store.virtuoso import ADMINISTRATOR, Virtuoso, running

from bizgraph.errors import GraphError
from bizgraph.graph import Graph
from bizgraph.store.remote_publishing import publish


def test_the_server_stands_in_front_of_it(virtuoso: Virtuoso, tmp_path: Path) -> None:
    with serving(tmp_path / "log", "--workers", "1", "--store", virtuoso.url) as server:
        query = (
            "PREFIX biz: <https://w3id.org/bizgraph/ontology#> SELECT (COUNT(?m) AS ?n) { ?m a biz:Measure }"
        )
        told = httpx.get(f"{server.url}/sparql", params={"query": query, "format": "csv"}, timeout=60)
        assert int(told.text.splitlines()[1]) > 0
        assert httpx.get(f"{server.url}/documents", timeout=60).status_code == 200


def test_a_store_that_is_gone_is_told_and_one_that_is_back_answers(
    tmp_path: Path, plans_folder: Path
) -> None:
    with running(tmp_path) as store:
        publish(plans_folder, store.url, credentials=ADMINISTRATOR)
        with Graph.connect(store.url) as graph:
            expected = graph.query("documents").rows
            store.end()
            with pytest.raises(GraphError):
                graph.query("documents")
            store.start()
            assert graph.query("documents").rows == expected
