"""The table of indicators by places."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.serve.pages.visiting import NARROW, sound, visited
from tests.serve.running import Server

PLANNING = ["合肥市", "苏州工业园区", "贵阳市"]
INDICATORS = 18
TOLD = re.compile(r"贵阳市 · 办理破产：\s*举措\s*2\s*、\s*差距\s*1\s*、\s*讲述的做法\s*2")


def column(tab: Page, place: str) -> int:
    heads = [head.inner_text().split("\n")[0] for head in tab.locator(".matrix thead th").all()]
    return heads.index(place)


def cell(tab: Page, place: str, indicator: str) -> str:
    row = tab.locator(".matrix tbody tr", has=tab.get_by_role("rowheader", name=indicator, exact=True))
    held = row.locator("th, td").nth(column(tab, place))
    return " ".join(re.findall(r"\d+|—", held.inner_text()))


def test_the_table_fits_reads_and_is_accessible(
    plans_server: Server, browser: Browser, javascript: Path
) -> None:
    sound(browser, f"{plans_server.url}/indicators", javascript)


def test_a_cell_counts_what_the_documents_hold_and_leads_to_it(
    plans_server: Server, browser: Browser
) -> None:
    with visited(browser, f"{plans_server.url}/indicators") as tab:
        assert tab.locator(".matrix tbody tr").count() == INDICATORS
        assert cell(tab, "贵阳市", "办理破产") == "2 1 2"
        assert cell(tab, "合肥市", "开办企业") == "3 0 0"
        assert cell(tab, "合肥市", "办理破产") == "—"
        tab.get_by_role("link", name=TOLD).click()
        assert tab.locator("h1").inner_text() == "贵阳市"
        assert tab.locator("#measures .count").inner_text() == "2"
        assert tab.locator("#gaps .count").inner_text() == "1"
        assert tab.locator("#told .count").inner_text() == "2"


def test_places_can_be_narrowed_without_script(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/indicators") as tab:
        heads = tab.locator(".matrix thead a")
        assert sorted(heads.all_inner_texts()) == sorted(PLANNING)
        tab.get_by_role("checkbox", name="差距").check()
        for kind in ("举措", "讲述的做法"):
            tab.get_by_role("checkbox", name=kind).uncheck()
        tab.get_by_label("隐藏空列").check()
        tab.get_by_role("button", name="更新").click()
        assert sorted(heads.all_inner_texts()) == ["苏州工业园区", "贵阳市"]
        assert cell(tab, "贵阳市", "开办企业") == "1"
        tab.get_by_label("隐藏空列").uncheck()
        tab.get_by_label("哪些地方").select_option("all")
        tab.get_by_role("button", name="更新").click()
        assert "厦门市" in heads.all_inner_texts()
        tab.get_by_label("省份或地区组合").select_option(label="江苏省 (4)")
        tab.get_by_role("button", name="更新").click()
        assert sorted(heads.all_inner_texts()) == ["南京市", "无锡市", "苏州工业园区", "苏州市"]


def test_the_first_column_stays_where_the_table_is_scrolled(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/indicators?places=all", NARROW) as tab:
        matrix = tab.locator(".matrix")
        first = tab.locator(".matrix tbody th").first
        before = first.bounding_box()
        scrolled = matrix.evaluate("(each) => { each.scrollLeft = 9999; return each.scrollLeft; }")
        assert scrolled > 0
        assert first.bounding_box() == before
