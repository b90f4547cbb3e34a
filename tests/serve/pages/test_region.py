"""The page of a place."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.serve.pages.visiting import sound, visited
from tests.serve.running import Server


def test_a_place_with_a_plan(plans_server: Server, browser: Browser, javascript: Path) -> None:
    def check(tab: Page) -> None:
        assert tab.locator("h1").inner_text() == "贵阳市"
        assert tab.locator("dl.facts a").count() == 1
        counts = {
            part: int(tab.locator(f"#{part} .count").inner_text())
            for part in ("gaps", "measures", "borrows", "told")
        }
        assert counts == {"gaps": 4, "measures": 11, "borrows": 8, "told": 8}
        assert tab.locator("#lends").count() == 0
        assert tab.locator("section[aria-labelledby=measures] .entries > li").count() == 4

    sound(browser, f"{plans_server.url}/id/region/520100", javascript, check)


def test_a_place_that_is_only_told_of(plans_server: Server, browser: Browser, javascript: Path) -> None:
    def check(tab: Page) -> None:
        parts = tab.locator("section.part h2").evaluate_all("(all) => all.map((each) => each.id)")
        assert parts == ["lends", "practices"]
        assert tab.locator("section.part .cited").count() >= 2

    sound(browser, f"{plans_server.url}/id/region/350200", javascript, check)


def test_all_of_a_list_and_each_sentence_are_one_click_away(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/id/region/520100") as tab:
        cited = tab.locator("section[aria-labelledby=gaps] .cited").first.get_attribute("href") or ""
        assert "/id/document/" in cited
        assert "#c" in cited
        tab.get_by_role("link", name="列出全部 11 条").click()
        assert tab.locator(".entries > li").count() == 11


def test_one_indicator_of_a_place(plans_server: Server, browser: Browser) -> None:
    with visited(
        browser, f"{plans_server.url}/id/region/520100?indicator=indicator:government-services"
    ) as tab:
        assert tab.locator("#measures .count").inner_text() == "3"
        assert tab.locator("section[aria-labelledby=measures] .entries > li").count() == 3
        tab.get_by_role("link", name="看全部指标").click()
        assert tab.locator("#measures .count").inner_text() == "11"


def test_what_lies_inside_a_place_is_told_with_it(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/id/region/320000") as tab:
        assert "其下辖或成员 4 地" in tab.locator(".where").inner_text()
        assert tab.locator("section[aria-labelledby=gaps] .about .place").first.inner_text() == "苏州工业园区"
