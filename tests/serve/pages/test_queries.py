from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.serve import plain
from tests.serve.pages.asking import escaped
from tests.serve.pages.visiting import sound, visited
from tests.serve.running import Server

from bizgraph.questions.saved import saved_queries
from bizgraph.serve.pages.words import words

HTML = {"accept": "text/html"}


@pytest.mark.parametrize(
    "path", ["", "/who-leads", "/measures-due", "/who-leads?indicator=火星&region=贵阳城"]
)
def test_the_page_is_sound(plans_server: Server, browser: Browser, javascript: Path, path: str) -> None:
    sound(browser, f"{plans_server.url}/queries{path}", javascript)


def test_every_tag_has_words() -> None:
    assert {tag for query in saved_queries().values() for tag in query.tags} <= words("queries")["tag"].keys()


def test_every_saved_query_has_its_page(plans_server: Server) -> None:
    with plain.client(base_url=plans_server.url, headers=HTML, timeout=30) as client:
        for name, query in saved_queries().items():
            page = client.get(f"/queries/{name}", params={"lang": "en"})
            assert page.status_code == 200, name
            assert query.titles["en"] in page.text.replace("&#39;", "'")
            assert all(f'name="{parameter.name}"' in page.text for parameter in query.parameters)
            assert "https://w3id.org/bizgraph/id/" not in page.text.partition('class="sparql"')[0].replace(
                "%3A%2F%2Fw3id.org", ""
            )


def test_the_list_is_filtered_as_somebody_types(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/queries") as tab:
        assert tab.locator(".listed li").count() == len(saved_queries())
        tab.get_by_role("searchbox").fill("who-leads")
        assert tab.locator(".listed li:visible").count() == 1
        assert tab.locator("#list h2:visible").count() == 1
        tab.get_by_role("searchbox").fill("")
        assert tab.locator(".listed li:visible").count() == len(saved_queries())


def test_a_form_asks_for_what_is_chosen(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/queries/who-leads") as tab:
        tab.get_by_label("指标").select_option(label="纳税")
        tab.get_by_label("地区").fill("合肥")
        tab.get_by_role("button", name="查询").click()
        tab.locator(".verdict, table.rows").first.wait_for()
        assert tab.locator("#field-indicator option:checked").inner_text() == "纳税"
        assert "合肥市" in tab.locator(".answer").inner_text()
        assert "贵阳市" not in tab.locator(".answer .about, .answer tbody").first.inner_text()
        assert "340100" in tab.locator(".sparql code").text_content()  # type: ignore[operator]


def test_an_empty_field_asks_for_all(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/queries/borrowed-practice") as tab:
        assert tab.get_by_label("做法所在地").input_value() == "深圳市"
        tab.get_by_label("做法所在地").fill("")
        tab.get_by_role("button", name="查询").click()
        tab.locator(".entries > li").first.wait_for()
        assert tab.get_by_label("做法所在地").input_value() == ""
        assert "region=&" in (tab.locator(".behind a").first.get_attribute("href") or "")


def test_an_unknown_name_is_said_at_its_field(plans_server: Server, browser: Browser) -> None:
    with visited(browser, f"{plans_server.url}/queries/gaps-and-measures?region=贵阳城") as tab:
        field = tab.get_by_label("地区")
        assert field.get_attribute("aria-invalid") == "true"
        assert "贵阳城" in tab.locator("#error-region").inner_text()
        assert tab.locator(".answer").count() == 0
        tab.locator("#error-region").get_by_role("link", name="贵阳市").click()
        tab.locator(".entries > li").first.wait_for()


@pytest.mark.parametrize(
    ("path", "field"), [("measures-due?by=soon", "by"), ("units-together?at_least=x", "at_least")]
)
def test_a_wrong_value_is_said_at_its_field(
    plans_server: Server, browser: Browser, path: str, field: str
) -> None:
    with visited(browser, f"{plans_server.url}/queries/{path}") as tab:
        assert tab.locator(f"#error-{field}").is_visible()


def test_an_unknown_query_is_not_found(plans_server: Server) -> None:
    assert plain.get(f"{plans_server.url}/queries/nothing-like-it", headers=HTML).status_code == 404


def test_what_is_typed_is_escaped(plans_server: Server) -> None:
    escaped(f"{plans_server.url}/queries/who-leads?region=")
    escaped(f"{plans_server.url}/queries/figures-about?about=")
    escaped(f"{plans_server.url}/queries/")
