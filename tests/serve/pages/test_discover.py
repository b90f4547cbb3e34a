from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.serve.pages.asking import escaped
from tests.serve.pages.visiting import sound, visited
from tests.serve.running import Server


@pytest.mark.parametrize("asked", ["", "?region=贵阳市", "?need=开公司要跑很多窗口", "?region=合肥市"])
def test_the_page_is_sound(plans_server: Server, browser: Browser, javascript: Path, asked: str) -> None:
    sound(browser, f"{plans_server.url}/discover{asked}", javascript)


def test_a_gap_stands_beside_what_others_do(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/discover") as tab:
        tab.get_by_label("地区").select_option(label="贵阳市 (4)")
        tab.get_by_role("button", name="查找").click()
        gap = tab.locator(".gap").first
        gap.wait_for()
        assert tab.locator(".gap").count() == 4
        cited = [each.get_attribute("href") or "" for each in gap.locator(".cited").all()]
        assert len(cited) >= 2
        assert all(re.match(r"/id/document/[^/]+#c\d+", each) for each in cited)
        assert "同属指标" in gap.locator(".reasons").first.inner_text()
        assert "贵阳市" not in gap.locator(".offer h4 span").all_inner_texts()
        left, right = (gap.locator(part).bounding_box() for part in ("header", ".offers"))
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] <= right["x"]


def test_a_practice_leads_to_the_gaps_that_it_would_answer(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/discover?region=贵阳市") as tab:
        tab.get_by_role("link", name="哪些地方用得上").first.click()
        tab.get_by_role("heading", name="它能应对的差距").or_(
            tab.get_by_role("heading", name="没有合适的")
        ).wait_for()
        assert "practice=" in tab.url


def test_names_in_any_form_choose_what_they_mean(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/discover?region=貴陽&indicator=企業開辦") as tab:
        chosen = [tab.locator(f"#{field} option:checked").inner_text() for field in ("region", "indicator")]
        assert [each.split(" ")[0] for each in chosen] == ["贵阳市", "开办企业"]
        assert tab.locator(".gap").count() == 1


def test_a_place_without_gaps_is_said(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/discover?region=合肥市") as tab:
        assert "没有" in tab.locator(".reading").inner_text()
        assert tab.locator(".offer").count() == 0


def test_what_is_typed_is_escaped(plans_server: Server) -> None:
    for name in ("region", "need", "gap", "practice", "limit"):
        escaped(f"{plans_server.url}/discover?{name}=")
