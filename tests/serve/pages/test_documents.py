"""A document in a browser: from an answer to its sentence, from a sentence to what was made of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.rdf.test_source_text import HOSTILE
from tests.serve import plain
from tests.serve.pages.visiting import NARROW, overflow, sound, visited
from tests.serve.running import Server, serving

from bizgraph.building import build
from bizgraph.graph import Graph
from bizgraph.resources import ontology_dir
from bizgraph.serve.pages.rendering import STATIC

LONG = "很长的一行没有停顿" * 700


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory, plans: tuple[Path, ...]) -> Path:
    """The folder of the graph of three documents, the first of which ends in all that may harm a page."""
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "hostile.txt"
    file.write_bytes((plans[0].read_text("utf-8").replace("\n", "\r\n") + HOSTILE + LONG).encode())
    return Path(build([file, plans[1], plans[2]], folder / "graph").graph)


@pytest.fixture(scope="module")
def server(hostile_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("hostile-server") / "log"
    with serving(log, "--workers", "1", "--graph", hostile_folder) as running:
        yield running


@pytest.fixture(scope="module")
def addresses(hostile_folder: Path) -> dict[str, str]:
    """The addresses of the documents by the names of their files."""
    with Graph.open(hostile_folder) as graph:
        return {
            each.file: f"/id/{each.iri.removeprefix(graph.namespaces.base)}" for each in graph.documents()
        }


def shown(tab: Page) -> str:
    """Return what the panel says once it says something."""
    panel = tab.locator(".panel .shown")
    panel.locator(".made").first.wait_for()
    return panel.inner_text()


def test_from_an_answer_to_the_sentence_in_its_place(server: Server, browser: Browser) -> None:
    with visited(browser, f"{server.url}/?question=合肥市有哪些举措") as tab:
        cited = tab.locator(".quotation").first
        words = cited.locator("blockquote p").first.inner_text()
        cited.locator(".cited").click()
        tab.wait_for_url(re.compile(r"/id/document/.+#c\d+$"))
        target = tab.locator(".fact.chosen").first
        target.wait_for()
        assert "推行企业开办" in target.inner_text()
        assert words[:6] == target.inner_text()[:6]
        place = target.bounding_box()
        assert place is not None
        assert 0 < place["y"] < 700
        assert "举措" in shown(tab)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_a_click_on_a_sentence_says_what_was_made_of_it(
    server: Server, browser: Browser, addresses: dict[str, str], language: str
) -> None:
    url = server.url + addresses["hefei_tail_sentence_units.txt"]
    with visited(browser, url, language=language) as tab:
        tab.locator(".fact.Measure").first.click()
        said = shown(tab)
        for words in ("开办企业", "市市场监管局") if language == "zh-CN" else ("Measure", "lead"):
            assert words in said
        assert tab.locator(".fact.chosen").count() > 0
        assert re.search(r"#c\d+$", tab.url)
        tab.keyboard.press("Escape")
        assert tab.locator(".panel .shown").is_hidden()
        assert tab.locator(".fact.chosen").count() == 0
        tab.locator(".fact.Target").first.focus()
        tab.keyboard.press("Enter")
        assert ("目标" if language == "zh-CN" else "Target") in shown(tab)
        tab.locator(".made .whole-page").first.click()
        tab.wait_for_url(re.compile(r"/target/\d+"))
        assert tab.locator(".in-context blockquote").count() == 1
        tab.locator(".in-context .cited").click()
        tab.wait_for_url(re.compile(r"#c\d+$"))


def test_a_phone_shows_it_over_the_text(server: Server, browser: Browser, addresses: dict[str, str]) -> None:
    with visited(browser, server.url + addresses["suzhou_park_task_table.txt"], NARROW) as tab:
        tab.locator(".fact.Gap").first.click()
        shown(tab)
        place = tab.locator(".panel .shown").bounding_box()
        assert place is not None
        assert place["width"] == NARROW["width"]
        assert place["y"] + place["height"] <= NARROW["height"] + 1
        tab.get_by_role("button", name="关闭").click()
        assert tab.locator(".panel .shown").is_hidden()
        assert overflow(tab) <= 0


def test_the_legend_turns_kinds_off_and_on(
    server: Server, browser: Browser, addresses: dict[str, str]
) -> None:
    with visited(browser, server.url + addresses["suzhou_park_task_table.txt"]) as tab:
        gaps = tab.locator(".fact.Gap:not(.off)").count()
        measures = tab.locator(".fact.Measure:not(.off)").count()
        assert gaps > 5
        box = tab.get_by_role("checkbox", name=re.compile("差距"))
        box.uncheck()
        assert tab.locator(".fact.Gap:not(.off)").count() == 0
        assert tab.locator(".fact.Measure:not(.off)").count() == measures
        box.check()
        assert tab.locator(".fact.Gap:not(.off)").count() == gaps


def test_without_script_sentences_lead_to_their_facts(server: Server, addresses: dict[str, str]) -> None:
    with plain.client(base_url=server.url, headers={"accept": "text/html"}, timeout=30) as client:
        page = client.get(addresses["hostile.txt"]).text
        facts = re.findall(r'class="fact [^"]*" href="([^"]+)"', page)
        assert len(facts) > 25
        for address in dict.fromkeys(facts):
            assert client.get(address).status_code == 200, address
        assert re.search(r'<input type="checkbox" value="Gap" checked hidden>', page)
        key = facts[-1].removeprefix(f"{addresses['hostile.txt']}/")
        asked = client.get(addresses["hostile.txt"], params={"fact": key}).text
        assert 'class="made"' in asked
        assert " chosen" in asked
        part = client.get(addresses["hostile.txt"], params={"fact": [key, "no/such"], "part": "made"}).text
        assert part.count('class="made"') == 1
        assert "<html" not in part


def test_what_was_left_over_is_visible_as_such(
    server: Server, browser: Browser, addresses: dict[str, str]
) -> None:
    with visited(browser, server.url + addresses["hefei_tail_sentence_units.txt"]) as tab:
        tab.locator(".fact.LeftOver").first.click()
        assert "未理解的文字" in shown(tab)


def test_a_hostile_document_is_shown_harmlessly_and_exactly(
    server: Server, browser: Browser, addresses: dict[str, str], hostile_folder: Path
) -> None:
    with Graph.open(hostile_folder) as graph:
        (text,) = (
            row["text"]
            for row in graph.query(
                "PREFIX biz: <https://w3id.org/bizgraph/ontology#> "
                'SELECT ?text WHERE { ?d biz:sourceText ?text ; biz:fileName "hostile.txt" }'
            )
        )
    with visited(browser, server.url + addresses["hostile.txt"]) as tab:
        lines: list[str] = tab.locator(".line").evaluate_all("each => each.map(line => line.textContent)")
        assert "\n".join(lines) == str(text).replace("\x00", "\ufffd")
        assert tab.locator(".source script").count() == 0
        assert "13900001111，" not in tab.content()
        assert tab.locator('.unseen[data-code="U+202E"]').count() == 1
        assert overflow(tab) <= 0
        tab.set_viewport_size(NARROW)
        assert overflow(tab) <= 0


@pytest.mark.parametrize("file", ["hefei_tail_sentence_units.txt", "hostile.txt"])
def test_the_page_is_sound(
    server: Server, browser: Browser, addresses: dict[str, str], javascript: Path, file: str
) -> None:
    sound(browser, server.url + addresses[file], javascript)


def test_the_list_is_sound_and_sorted_by_a_link(server: Server, browser: Browser, javascript: Path) -> None:
    sound(browser, f"{server.url}/documents", javascript)
    with visited(browser, f"{server.url}/documents") as tab:
        tab.locator("thead").get_by_role("link", name="差距").click()
        cells = tab.locator('td[data-label="差距"]').all_inner_texts()
        numbers = [int(cell) if cell.isdigit() else 0 for cell in cells]
        assert len(numbers) == 3
        assert numbers == sorted(numbers, reverse=True)
        assert numbers[0] > numbers[-1]
        assert tab.locator("th[aria-sort]").inner_text() == "差距"
        tab.get_by_role("link", name=re.compile("苏州工业园区")).first.click()
        tab.locator(".line").first.wait_for()


def test_kinds_have_the_colours_of_the_views() -> None:
    views = tomllib.loads((ontology_dir() / "views.toml").read_text("utf-8"))["node"]
    found = re.findall(r"--(\w+): (#[0-9a-f]{6});", (STATIC / "facts.css").read_text("utf-8"))
    assert len(found) == 10
    assert dict(found) == {kind: views[kind]["colour"] for kind, _ in found}
