from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.serve import plain
from tests.serve.pages.visiting import NARROW, WIDE, faults, overflow, visited
from tests.serve.running import Server

from bizgraph.questions.saved import saved_queries

MEASURES = (
    "PREFIX biz: <https://w3id.org/bizgraph/ontology#>\n"
    "SELECT ?m ?text WHERE { ?m a biz:Measure ; biz:text ?text } ORDER BY ?m LIMIT 3"
)
REGION = "SELECT * WHERE { ?s biz:region "


def typed(tab: Page, text: str) -> None:
    """Put text into the emptied editor, as a person types it."""
    tab.locator(".CodeMirror").click()
    tab.keyboard.press("Control+a")
    tab.keyboard.press("Delete")
    tab.keyboard.type(text)


def written(tab: Page) -> str:
    """What the editor holds, as it would be sent."""
    return tab.locator("textarea[name=query]").input_value()


@pytest.fixture(scope="module")
def editor(plans_server: Server, browser: Browser) -> Iterator[Page]:
    """The editor in Chinese, opened once; nothing complains until the last test is done."""
    with visited(browser, f"{plans_server.url}/editor") as tab:
        tab.locator(".CodeMirror").wait_for()
        yield tab


def test_a_query_runs_and_its_things_have_names_and_sentences(editor: Page) -> None:
    editor.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", MEASURES)
    editor.locator(".CodeMirror").click()
    editor.keyboard.press("Control+Enter")
    rows = editor.locator("#result tbody tr")
    expect(rows).to_have_count(3)
    link = rows.first.locator("a").first
    assert link.get_attribute("href").startswith("/id/document/")  # type: ignore[union-attr]
    assert not link.inner_text().startswith("http")
    rows.first.locator("summary").click()
    assert "#c" in (rows.first.locator("details a").get_attribute("href") or "")
    expect(editor.locator("#result .count")).to_contain_text("3 行")
    names = editor.locator("#result .behind a").all_inner_texts()
    assert names == ["CSV", "TSV", "JSON", "XML"]
    assert "query=" in editor.url


def test_a_graph_is_shown_as_turtle(editor: Page) -> None:
    query = "CONSTRUCT { ?s a ?k } WHERE { ?s a ?k } LIMIT 2"
    editor.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", query)
    editor.locator("#run").click()
    expect(editor.locator("#result pre")).to_contain_text(" .")


def test_terms_of_the_vocabulary_are_offered_and_their_prefix_declared(editor: Page) -> None:
    typed(editor, "SELECT * WHERE { ?s a biz:Meas")
    offered = editor.locator(".CodeMirror-hint").first
    expect(offered).to_contain_text("biz:Measure")
    expect(offered).to_contain_text("举措")
    editor.keyboard.press("Enter")
    assert written(editor).startswith("PREFIX biz: <https://w3id.org/bizgraph/ontology#>\n")
    assert written(editor).endswith("a biz:Measure")


def test_things_are_offered_by_their_names(editor: Page) -> None:
    typed(editor, REGION)
    editor.keyboard.insert_text("贵阳")
    expect(editor.locator(".CodeMirror-hint").first).to_contain_text("region:520100")
    editor.keyboard.press("Enter")
    assert written(editor).endswith("region:520100")


def test_variables_of_the_query_are_offered(editor: Page) -> None:
    typed(editor, "SELECT ?measure WHERE { ?mea")
    expect(editor.locator(".CodeMirror-hint").first).to_contain_text("?measure")
    editor.keyboard.press("Escape")


def test_tab_leaves_the_editor(editor: Page) -> None:
    typed(editor, "ASK { }")
    editor.keyboard.press("Tab")
    assert editor.evaluate("() => document.activeElement.id") == "run"
    editor.keyboard.press("Shift+Tab")
    assert editor.evaluate("() => !!document.activeElement.closest('.CodeMirror')")


def test_a_saved_question_loads_with_its_values(editor: Page) -> None:
    question = saved_queries()["models-of-indicators"]
    editor.locator("#example").select_option("models-of-indicators")
    expect(editor.locator(".CodeMirror-code")).to_contain_text(question.titles["zh"])
    assert "#+" not in written(editor)
    editor.locator("#run").click()
    expect(editor.locator("#result .count")).to_contain_text("行")


def test_nothing_is_kept_in_the_browser(editor: Page) -> None:
    assert editor.evaluate("() => ({...localStorage, ...sessionStorage})") == {}


def test_a_mistake_is_marked_where_it_stands(plans_server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport=WIDE, locale="en")  # the browser itself notes a status of 400
    tab = context.new_page()
    tab.goto(f"{plans_server.url}/editor?lang=en&query=SELECT+*%0AWHERE+%7B+%3Fs+%3Fp+%5D+%7D")
    tab.locator(".CodeMirror").click()
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_role("alert")).to_contain_text("line 2, column 15")
    expect(tab.locator(".wrong")).to_have_text("]")
    assert tab.evaluate("() => document.querySelector('.CodeMirror').CodeMirror.getCursor().line") == 1
    tab.keyboard.type(" ")
    expect(tab.locator(".wrong")).to_have_count(0)
    context.close()


@pytest.mark.parametrize(("size", "language"), [(WIDE, "zh-CN"), (NARROW, "en")])
def test_the_editor_serves_everybody(
    plans_server: Server, browser: Browser, javascript: Path, size: object, language: str
) -> None:
    long = MEASURES.replace("LIMIT 3", f"LIMIT 3 # <https://w3id.org/{'x' * 200}>")
    url = f"{plans_server.url}/editor?{urlencode({'query': long})}"
    with visited(browser, url, size, language) as tab:  # type: ignore[arg-type]
        tab.locator(".CodeMirror").click()
        tab.keyboard.press("Control+Enter")
        tab.locator("#result tbody tr").first.wait_for()
        assert faults(tab, javascript) == []
        assert overflow(tab) <= 0


def test_without_script_a_plain_form_asks(plans_server: Server, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    tab = context.new_page()
    tab.goto(f"{plans_server.url}/editor?query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D")
    expect(tab.locator("textarea")).to_have_value("ASK { ?s ?p ?o }")
    tab.locator("select[name=format]").select_option("json")
    tab.locator("#run").click()
    tab.wait_for_url("**/sparql")
    assert '"boolean":true' in tab.content()
    context.close()


@pytest.mark.parametrize("name", sorted(saved_queries())[::6])
def test_saved_questions_can_be_asked_as_they_load(plans_server: Server, name: str) -> None:
    loaded = plain.get(f"{plans_server.url}/editor/example", params={"name": name, "lang": "en"}, timeout=60)
    assert loaded.text.startswith(f"# {saved_queries()[name].titles['en']}\n")
    answer = plain.post(f"{plans_server.url}/sparql", data={"query": loaded.text}, timeout=60)
    assert answer.status_code == 200, answer.text


def test_only_lists_of_iris_are_named(plans_server: Server) -> None:
    for body in (
        b"",
        b"{}",
        b"[1]",
        b'["no iri"]',
        b"\xff",
        b"[" + b'"http://x/",' * 1_001 + b'"http://x/"]',
    ):
        refused = plain.post(f"{plans_server.url}/editor/things", content=body, timeout=60)
        assert refused.status_code == 400, body[:20]
    assert plain.post(f"{plans_server.url}/editor/things", content=b"[]", timeout=60).json() == {"things": {}}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("yasqe.min.js", 200),
        ("yasqe.min.css", 200),
        ("package-lock.json", 404),
        ("NotoSansSC-Bold.ttf", 404),
        ("../pyproject.toml", 404),
    ],
)
def test_only_scripts_and_styles_are_served(plans_server: Server, name: str, status: int) -> None:
    answer = plain.get(f"{plans_server.url}/assets/{name}", timeout=60)
    assert answer.status_code == status
