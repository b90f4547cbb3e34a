"""What places promise, side by side."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.serve.pages.visiting import sound, visited
from tests.serve.running import Server

from bizgraph.graph import Graph

ASKED = "开办企业"


def test_comparable_figures_share_a_picture_and_no_others(
    seeds_server: Server, seeds_graph: Graph, browser: Browser, javascript: Path
) -> None:
    rows = list(seeds_graph.compare(ASKED))
    compared = [row for row in rows if row["comparable"]]
    assert compared

    def check(tab: Page) -> None:
        assert tab.locator(".plot .dot").count() == len(compared)
        assert tab.locator(".plot .dot.top").count() == sum(bool(row["best"]) for row in compared)
        assert tab.locator("section[aria-labelledby=apart] tbody tr").count() == len(rows) - len(compared)
        reasons = tab.locator("section[aria-labelledby=apart] tbody td:nth-last-child(2)").all_inner_texts()
        assert all(reasons)

    sound(browser, f"{seeds_server.url}/compare?indicator={ASKED}", javascript, check)


def test_dots_lie_where_their_values_are(seeds_server: Server, browser: Browser) -> None:
    with visited(browser, f"{seeds_server.url}/compare?indicator={ASKED}") as tab:
        for chart in tab.locator(".dots").all():
            values = [
                float(number)
                for text in chart.locator("td.value").all_inner_texts()
                for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)
            ]
            places = chart.locator(".plot .dot").evaluate_all(
                "(all) => all.map((each) => each.cx.baseVal.value)"
            )
            ordered = sorted(zip(values, places, strict=True))
            assert [place for _, place in ordered] == sorted(places)


def test_places_and_what_is_measured_can_be_chosen(seeds_server: Server, browser: Browser) -> None:
    with visited(browser, f"{seeds_server.url}/compare?indicator={ASKED}") as tab:
        tab.locator(".choosing summary").click()
        tab.get_by_label("赣县区").check()
        tab.get_by_label("鸠江区").check()
        tab.get_by_role("button", name="对比").click()
        tab.wait_for_url("**region=**region=**")
        assert tab.get_by_label("鸠江区").is_checked()
        shown = {
            *tab.locator(".dots th").all_inner_texts(),
            *tab.locator(".evidence tbody td:nth-child(2)").all_inner_texts(),
        }
        assert "东莞市" not in shown
        tab.get_by_role("link", name="English").click()
        assert tab.get_by_label("赣县区").is_checked()
        assert tab.get_by_label("鸠江区").is_checked()


def test_what_cannot_be_answered_offers_what_can(seeds_server: Server, browser: Browser) -> None:
    with visited(browser, f"{seeds_server.url}/compare?indicator={ASKED}&metric=无此事") as tab:
        tab.locator(".ways a").first.click()
        assert tab.locator(".dots, .evidence").count() > 0
    with visited(browser, f"{seeds_server.url}/compare?indicator=无此指标") as tab:
        assert "无此指标" in tab.locator(".reading").inner_text()


def test_nothing_chosen_yet(plans_server: Server, browser: Browser, javascript: Path) -> None:
    sound(browser, f"{plans_server.url}/compare", javascript)
