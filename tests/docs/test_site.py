"""The site that `scripts/docs.sh` builds: complete, and readable from its files without any other host."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import click
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page, expect
from pyoxigraph import RdfFormat, parse
from tests.docs.samples import ROOT, pages
from tests.export.browser import WIDE, chromium

import bizgraph
from bizgraph.cli import main
from bizgraph.graph import Graph
from bizgraph.questions.saved import saved_queries
from bizgraph.rdf.vocabulary import BIZ
from bizgraph.serve.api.endpoints import ENDPOINTS

_LOADED = re.compile(r"""(?:\bsrc=|<link\b[^>]*\bhref=|url\(|@import )\s*["']?(?:https?:)?//[^"')\s>]+""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site. Whatever is wrong with a link, an anchor or the contents fails the build."""
    folder = tmp_path_factory.mktemp("site")
    with chdir(ROOT):
        build(load_config("mkdocs.yml", site_dir=str(folder), strict=True))
    return folder


def _page(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


def test_every_page_is_there(site: Path) -> None:
    for page in pages():
        if page.startswith("docs/"):
            assert (site / page.removeprefix("docs/")).with_suffix(".html").is_file(), page


def test_the_ontology_is_told_term_by_term(site: Path) -> None:
    told = _page(site, "reference/ontology")
    terms = {
        quad.subject.value.removeprefix(BIZ.iri)
        for quad in parse(path=str(ROOT / "ontology/bizgraph.ttl"), format=RdfFormat.TURTLE)
        if quad.predicate.value.endswith("isDefinedBy") and quad.subject.value.startswith(BIZ.iri)
    }
    assert len(terms) > 100
    assert [term for term in sorted(terms) if f"biz:{term}" not in told] == []


def test_the_shapes_and_concept_schemes_are_told(site: Path) -> None:
    assert "借鉴必须恰好有一项举措。" in _page(site, "reference/shapes")
    schemes = _page(site, "reference/concept-schemes")
    assert all(f'id="{name}"' in schemes for name in ("indicators", "functions", "instruments"))
    assert "知识产权创造、保护和运用" in schemes


def test_every_command_and_option_is_told(site: Path) -> None:
    told = _page(site, "reference/cli")
    for name, command in main.commands.items():
        assert f"bizgraph {name}" in told, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert max(parameter.opts, key=len) in told, f"{name} {parameter.opts}"


def test_everything_that_is_imported_and_every_method_of_a_graph_is_told(site: Path) -> None:
    told = _page(site, "reference/python")
    for name in set(bizgraph.__all__) - {"__version__", "open"}:
        assert re.search(rf'id="bizgraph\.[\w.]*\b{name}"', told), name
    names = [name for name, _ in inspect.getmembers(Graph) if not name.startswith("_")]
    assert len(names) > 20
    assert [name for name in names if f'id="bizgraph.graph.Graph.{name}"' not in told] == []


def test_every_address_of_the_api_is_told(site: Path) -> None:
    told = _page(site, "reference/http")
    assert [path for path, *_ in ENDPOINTS if f"/api{path}" not in told] == []
    assert [name for name in saved_queries() if f"/api/queries/{name}" not in told] == []


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    files = [path for suffix in ("html", "css") for path in site.rglob(f"*.{suffix}")]
    assert len(files) > 30
    for path in files:
        found = _LOADED.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.name}: {found and found[0]}"


def test_what_is_looked_for_would_be_found() -> None:
    assert _LOADED.search('<link rel="stylesheet" href="https://fonts.example/css">')
    assert _LOADED.search("<script src=//cdn.example/x.js>")
    assert not _LOADED.search('<a href="https://distributed.dask.org/">')


@pytest.fixture(scope="module")
def tab(site: Path) -> Iterator[Page]:
    """A tab of a browser; in the end nothing was asked of any host and nothing went wrong."""
    told: list[str] = []
    asked: list[str] = []
    with chromium() as browser:
        page = browser.new_context(viewport=WIDE).new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        yield page
    assert told == []
    assert asked
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize(
    ("words", "title"), [("完成时限", "教程"), ("borrowing judged", "How borrowing is judged")]
)
def test_the_search_finds_chinese_and_english(site: Path, tab: Page, words: str, title: str) -> None:
    tab.goto((site / "index.html").as_uri())
    tab.get_by_role("textbox", name="Search").fill(words)
    results = tab.locator(".md-search-result__item")
    expect(results.filter(has_text=title).first).to_be_visible(timeout=20_000)


def test_a_reader_gets_from_the_first_page_to_the_tutorial(site: Path, tab: Page) -> None:
    tab.goto((site / "index.html").as_uri())
    tab.get_by_role("link", name="教程", exact=True).first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("从零到一个回答")
    assert tab.url.startswith("file:")
