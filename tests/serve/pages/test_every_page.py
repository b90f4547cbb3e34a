"""Pages without tests of their own, in Chinese at a desk and in English on a phone: all is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser
from tests.serve.pages.visiting import NARROW, WIDE, faults, overflow, visited
from tests.serve.running import Server

from bizgraph.graph import Graph
from bizgraph.rdf.vocabulary import BIZ

PAGES: Final = ["/downloads", "/id/graph/knowledge", "/nowhere"]
KINDS: Final = ["PlanSection", "Target", "Baseline", "Outcome", "TaskForce", "Quantity"]
READERS: Final = [("zh-CN", "zh-Hans", WIDE), ("en-GB", "en", NARROW)]


def check(browser: Browser, javascript: Path, url: str) -> None:
    missing = url.endswith("/nowhere")
    for locale, language, size in READERS:
        with visited(browser, url, size, locale, complaints=1 if missing else 0) as tab:
            assert tab.locator("html").get_attribute("lang") == language
            assert tab.locator("h1").count() == 1
            assert overflow(tab) <= 0
            assert faults(tab, javascript) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page(path: str, seeds_server: Server, browser: Browser, javascript: Path) -> None:
    check(browser, javascript, f"{seeds_server.url}{path}")


def test_the_network(plans_server: Server, browser: Browser, javascript: Path) -> None:
    check(browser, javascript, f"{plans_server.url}/network")


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_a_thing(
    kind: str, seeds_server: Server, seeds_graph: Graph, browser: Browser, javascript: Path
) -> None:
    found = seeds_graph.query(f"PREFIX biz: <{BIZ.iri}> SELECT (MIN(?x) AS ?it) WHERE {{ ?x a biz:{kind} }}")
    iri = str(next(iter(found))["it"])
    check(browser, javascript, f"{seeds_server.url}/id/{iri.removeprefix(seeds_graph.namespaces.base)}")
