"""The pages of a unit and of a function."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.serve.pages.visiting import sound, visited
from tests.serve.running import Server


def test_what_a_unit_has_to_do(plans_server: Server, browser: Browser, javascript: Path) -> None:
    def check(tab: Page) -> None:
        assert tab.locator("h1").inner_text() == "合肥市市场监督管理局"
        roles = tab.locator("section[aria-labelledby=measures] h3 .count").all_inner_texts()
        assert sum(map(int, roles)) == int(tab.locator("#measures .count").inner_text()) == 4
        assert tab.locator("section[aria-labelledby=counterparts]").get_by_text("苏州工业园区").count() > 0

    sound(browser, f"{plans_server.url}/id/unit/340100/market-regulation", javascript, check)


def test_measures_come_in_the_order_of_their_dates(plans_server: Server, browser: Browser) -> None:
    url = f"{plans_server.url}/id/unit/zone/suzhou-industrial-park/market-regulation?all=1"
    with visited(browser, url) as tab:
        for part in tab.locator("section[aria-labelledby=measures] ol").all():
            days = part.locator("time").all_inner_texts()
            assert days == sorted(days)
        assert tab.locator("section[aria-labelledby=measures] time").count() > 1


def test_units_that_share_a_function(plans_server: Server, browser: Browser, javascript: Path) -> None:
    def check(tab: Page) -> None:
        units = tab.locator("section[aria-labelledby=units]")
        assert units.get_by_role("link", name="合肥市市场监督管理局").count() > 0
        assert units.get_by_role("link", name="苏州工业园区市场监督管理局").count() > 0

    sound(browser, f"{plans_server.url}/id/function/market-regulation", javascript, check)
