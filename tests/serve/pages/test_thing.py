from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from tests.serve.pages.visiting import NARROW, WIDE, faults, overflow, visited
from tests.serve.running import Server

PERCENT = "/id/unit-of-measure/percent"


@pytest.mark.parametrize(("size", "language", "label"), [(WIDE, "zh-CN", "%"), (NARROW, "en", "per cent")])
def test_what_refers_to_a_thing_leads_to_its_place(
    plans_server: Server,
    browser: Browser,
    javascript: Path,
    size: ViewportSize,
    language: str,
    label: str,
) -> None:
    with visited(browser, f"{plans_server.url}{PERCENT}", size, language) as tab:
        expect(tab.get_by_role("heading", level=1)).to_have_text(label)
        place = tab.locator(".referring a.cited").first.get_attribute("href")
        assert place is not None
        assert place.startswith("/id/document/")
        assert "#c" in place
        assert faults(tab, javascript) == []
        assert overflow(tab) <= 0


def test_all_that_points_to_a_thing_is_a_query_away(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}{PERCENT}") as tab:
        tab.locator("a[href^='/editor']", has_text="全部").click()
        tab.locator(".CodeMirror").wait_for()
        tab.locator("#run").click()
        expect(tab.locator("#result tbody tr").first).to_be_visible()


def test_a_graph_tells_what_it_holds(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/id/graph/knowledge") as tab:
        expect(tab.locator("table")).to_contain_text("指标")
