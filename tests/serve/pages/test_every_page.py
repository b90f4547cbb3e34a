"""Pages without tests of their own: all is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser
from tests.serve.pages.visiting import sound
from tests.serve.running import Server

from bizgraph.graph import Graph
from bizgraph.rdf.vocabulary import BIZ

PAGES: Final = ["/downloads", "/id/graph/knowledge", "/network", "/nowhere"]
KINDS: Final = ["Target", "Baseline", "Quantity"]
OF_SEEDS: Final = ["Outcome", "TaskForce"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page(path: str, plans_server: Server, browser: Browser, javascript: Path) -> None:
    sound(browser, f"{plans_server.url}{path}", javascript, missing=path == "/nowhere")


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_a_thing(
    kind: str, plans_server: Server, plans_graph: Graph, browser: Browser, javascript: Path
) -> None:
    sound(browser, plans_server.url + first(plans_graph, kind), javascript)


@pytest.mark.parametrize("kind", OF_SEEDS)
def test_the_page_of_a_thing_of_the_seeds(
    kind: str, seeds_server: Server, seeds_graph: Graph, browser: Browser, javascript: Path
) -> None:
    sound(browser, seeds_server.url + first(seeds_graph, kind), javascript)


def first(graph: Graph, kind: str) -> str:
    """Return the address of a thing of a kind."""
    found = graph.query(f"PREFIX biz: <{BIZ.iri}> SELECT (MIN(?x) AS ?it) WHERE {{ ?x a biz:{kind} }}")
    return f"/id/{str(next(iter(found))['it']).removeprefix(graph.namespaces.base)}"
