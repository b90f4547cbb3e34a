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

PAGES: Final = ["/downloads", "/id/graph/knowledge", "/nowhere"]
KINDS: Final = ["PlanSection", "Target", "Baseline", "Outcome", "TaskForce", "Quantity"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page(path: str, seeds_server: Server, browser: Browser, javascript: Path) -> None:
    sound(browser, f"{seeds_server.url}{path}", javascript, missing=path == "/nowhere")


def test_the_network(plans_server: Server, browser: Browser, javascript: Path) -> None:
    sound(browser, f"{plans_server.url}/network", javascript)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_a_thing(
    kind: str, seeds_server: Server, seeds_graph: Graph, browser: Browser, javascript: Path
) -> None:
    found = seeds_graph.query(f"PREFIX biz: <{BIZ.iri}> SELECT (MIN(?x) AS ?it) WHERE {{ ?x a biz:{kind} }}")
    iri = str(next(iter(found))["it"])
    sound(browser, f"{seeds_server.url}/id/{iri.removeprefix(seeds_graph.namespaces.base)}", javascript)
