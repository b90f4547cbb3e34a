from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.serve.pages.asking import escaped
from tests.serve.pages.visiting import sound, visited
from tests.serve.running import Server


@pytest.mark.parametrize("asked", ["", "?words=企业", "?words=办理&kind=measure", "?words=办理&region=火星"])
def test_the_page_is_sound(plans_server: Server, browser: Browser, javascript: Path, asked: str) -> None:
    sound(browser, f"{plans_server.url}/search{asked}", javascript)


def test_what_is_found_has_its_words_marked_and_leads_to_its_place(
    plans_server: Server, browser: Browser
) -> None:
    with visited(browser, f"{plans_server.url}/search") as tab:
        tab.get_by_role("searchbox").fill("辦理")
        tab.keyboard.press("Enter")
        first = tab.locator(".found .entries > li").first
        first.wait_for()
        assert first.locator("mark").first.inner_text() == "办理"
        assert re.match(r"/id/document/.+/\w+/\d+", first.locator(".hit a").get_attribute("href") or "")
        assert re.match(r"/id/document/[^/]+#c\d+", first.locator(".cited").get_attribute("href") or "")


def test_a_facet_narrows_as_it_says_and_can_be_removed(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/search?words=企业") as tab:
        whole = tab.locator("#found").inner_text()
        for facet in range(4):
            value = tab.locator(".facets > ul").nth(facet).locator("a").first
            count = int(value.locator("span").last.inner_text())
            value.click()
            tab.locator(".chosen a").wait_for()
            assert str(count) in tab.locator("#found").inner_text()
            tab.locator(".chosen a").click()
            tab.locator(".chosen").wait_for(state="detached")
            assert tab.locator("#found").inner_text() == whole


def test_more_are_listed_when_asked(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/search?words=企业&limit=3") as tab:
        assert tab.locator(".found .entries > li").count() == 3
        tab.locator(".more a").click()
        tab.locator(".found .entries > li").nth(3).wait_for()


def test_words_to_begin_with_lead_to_what_names_them(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/search") as tab:
        tab.locator(".instruments a").first.click()
        tab.locator(".found mark").first.wait_for()


def test_an_unknown_place_is_said_with_what_may_be_meant(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/search?words=企业&region=贵阳城") as tab:
        assert "贵阳城" in tab.locator(".reading").inner_text()
        tab.get_by_role("link", name="贵阳市", exact=True).click()
        tab.locator(".found .entries > li").first.wait_for()
        assert set(tab.locator(".found .place").all_inner_texts()) == {"贵阳市"}


def test_what_is_typed_is_escaped(plans_server: Server) -> None:
    escaped(f"{plans_server.url}/search?words=")
    escaped(f"{plans_server.url}/search?words=企业&region=")
    escaped(f"{plans_server.url}/search?words=企业&limit=")
