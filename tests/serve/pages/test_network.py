from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import Browser, FrameLocator, Page
from tests.serve import plain
from tests.serve.pages.visiting import visited
from tests.serve.running import Server

ROWS = "main table.rows tbody tr"


def drawing(tab: Page) -> FrameLocator:
    return tab.frame_locator("iframe.drawing")


def test_the_network_is_drawn_and_leads_from_a_line_to_the_pages_of_its_facts(
    plans_server: Server, browser: Browser
) -> None:
    with visited(browser, f"{plans_server.url}/network") as tab:
        frame = drawing(tab)
        assert frame.locator("canvas").count() > 0
        frame.get_by_role("combobox").fill("贵阳市")
        tab.keyboard.press("Enter")
        panel = frame.locator("#panel")
        panel.get_by_role("heading", name="贵阳市").wait_for()
        panel.locator(".relations button").nth(1).click()
        leads = panel.locator(".identifiers a").first
        assert leads.get_attribute("target") == "_top"
        leads.click()
        tab.wait_for_url("**/id/**")
        assert tab.locator("h1").count() == 1


def test_filters_limit_the_drawing_and_the_table(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/network") as tab:
        rows = tab.locator(ROWS).count()
        tab.get_by_label("地区").select_option(label="贵阳市")
        tab.get_by_label("指标").select_option(label="办理破产")
        tab.get_by_role("button", name="显示").click()
        tab.wait_for_url(
            f"**region=region{quote(':')}520100&indicator=indicator{quote(':')}resolving-insolvency**"
        )
        assert 0 < tab.locator(ROWS).count() < rows
        drawing(tab).locator("canvas").first.wait_for()
        assert drawing(tab).get_by_text("杭州市").count() == 0


def test_only_this_server_may_frame_the_drawing(plans_server: Server) -> None:
    answer = plain.get(f"{plans_server.url}/network/picture?lang=en", timeout=60)
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
