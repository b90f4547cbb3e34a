"""The page of an indicator of either level."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.serve.pages.visiting import sound, visited
from tests.serve.running import Server


def test_who_has_what_on_it(plans_server: Server, browser: Browser, javascript: Path) -> None:
    def check(tab: Page) -> None:
        rows = [" ".join(row.split()) for row in tab.locator("table.counts-table tbody tr").all_inner_texts()]
        assert "合肥市 3 · · · ·" in rows
        assert "贵阳市 3 1 · · 2" in rows
        admitting = [" ".join(each.split()) for each in tab.locator(".side-by-side h3").all_inner_texts()]
        assert admitting == ["苏州工业园区 2", "贵阳市 1"]

    sound(browser, f"{plans_server.url}/id/indicator/starting-a-business", javascript, check)


def test_a_place_of_the_table_opens_on_that_indicator(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/id/indicator/starting-a-business?lang=en") as tab:
        tab.locator("table.counts-table").get_by_role("link", name="合肥市").click()
        assert tab.locator("#measures .count").inner_text() == "3"
        assert "Starting a business" in tab.locator(".chosen-indicator").inner_text()


def test_the_second_level_stands_below_the_first(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/id/indicator/starting-a-business") as tab:
        tab.locator("dl.facts dd a").first.click()
        assert tab.locator(".where a").inner_text() == "开办企业"
