from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser
from tests.serve import plain
from tests.serve.pages.asking import escaped
from tests.serve.pages.visiting import NARROW, overflow, sound, visited
from tests.serve.running import Server

HTML = {"accept": "text/html"}


def test_an_answer_shows_the_sentence_it_rests_on(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/", NARROW) as tab:
        tab.get_by_role("textbox").fill("貴陽市在開辦企業方面有哪些差距?")
        tab.keyboard.press("Enter")
        tab.locator(".entries .quotation").first.wait_for()
        assert tab.get_by_role("textbox").input_value() == "貴陽市在開辦企業方面有哪些差距?"
        assert "贵阳市" in tab.locator(".reading").inner_text()
        place = tab.locator(".quotation .cited").first
        address = place.get_attribute("href") or ""
        assert re.fullmatch(r"/id/document/[^/#]+#c\d+", address), address
        assert "guiyang_models_and_gaps.txt" in place.inner_text()
        assert overflow(tab) <= 0


def test_the_page_is_sound(plans_server: Server, browser: Browser, javascript: Path) -> None:
    sound(browser, f"{plans_server.url}/", javascript)


@pytest.mark.parametrize(
    "question", ["贵阳市有哪些举措?", "合肥市有多少条举措?", "哪个指标的举措最多?", "谁来做饭?"]
)
def test_answers_are_sound(plans_server: Server, browser: Browser, javascript: Path, question: str) -> None:
    sound(browser, f"{plans_server.url}/?question={question}", javascript)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_is_answered(plans_server: Server, language: str) -> None:
    with plain.client(base_url=plans_server.url, headers=HTML, timeout=30) as client:
        page = client.get("/", params={"lang": language}).text
        links = re.findall(r'href="(/\?question=[^"]+)"', page)
        assert len(links) >= 6
        for link in links:
            answer = client.get(link.replace("&amp;", "&")).text
            assert 'class="quotation"' in answer, unquote(link)


def test_the_collection_is_told(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/") as tab:
        told = dict(
            zip(
                tab.locator(".counts dt").all_inner_texts(),
                map(int, tab.locator(".counts dd").all_inner_texts()),
                strict=True,
            )
        )
        assert told == {"文件": 3, "地区": 12, "举措": 33, "标杆做法": 8, "差距": 11, "目标": 4}


def test_a_number_stands_in_front(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/?question=合肥市有多少条举措?") as tab:
        assert tab.locator(".verdict strong").inner_text() == "12"
        assert tab.locator(".quotation").count() == 12


def test_a_refused_question_says_what_can_be_asked(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/?question=谁来做饭?") as tab:
        assert tab.get_by_role("heading", name="文件没有告诉我们").is_visible()
        tab.get_by_role("link", name="哪个指标的举措最多").click()
        tab.locator("table.rows").wait_for()
        assert tab.locator("table.rows tbody tr").count() == 10


def test_a_long_answer_begins_with_twenty_rows(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/?question=哪些举措有牵头单位?") as tab:
        assert tab.locator(".entries > li").count() == 20
        tab.get_by_role("link", name="列出全部").click()
        tab.locator(".entries > li").nth(20).wait_for()
        assert tab.get_by_role("link", name="列出全部").count() == 0


def test_iris_are_never_printed(plans_server: Server) -> None:
    with plain.client(base_url=plans_server.url, headers=HTML, timeout=30) as client:
        for question in ("贵阳市有哪些举措?", "哪个指标的举措最多?", "哪些举措借鉴了杭州市的做法?"):
            page = client.get("/", params={"question": question}).text
            assert "https://w3id.org" not in re.sub(r'(?:href|value)="[^"]*"', "", page)


def test_the_data_of_an_answer_is_linked(plans_server: Server) -> None:
    page = plain.get(f"{plans_server.url}/", params={"question": "贵阳市有哪些举措?"}, headers=HTML).text
    links = re.findall(r'<p class="behind">.*?</p>', page, re.DOTALL)
    assert "/api/ask?question=" in links[0]
    assert "format=csv" in links[0]
    assert "/editor?query=" in links[0]


def test_what_is_typed_is_escaped(plans_server: Server) -> None:
    escaped(f"{plans_server.url}/?question=")
