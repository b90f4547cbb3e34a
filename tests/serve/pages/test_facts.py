"""The pages of facts: the sentence, what was understood, what is not known, and the way back."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.serve import plain
from tests.serve.pages.visiting import sound, visited
from tests.serve.running import Server

from bizgraph.graph import Graph
from bizgraph.questions.context import sentence_before, sentence_behind
from bizgraph.questions.facts_of import OF_FACTS
from bizgraph.serve.pages.facts import sureness

HTML = {"accept": "text/html"}
_FACTS = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?fact WHERE { ?fact a ?kind ; biz:inDocument ?document } ORDER BY ?fact
"""


@pytest.fixture(scope="module")
def addresses(plans_folder: Path) -> dict[str, list[str]]:
    """The addresses of all facts, by kind."""
    with Graph.open(plans_folder) as graph:
        base = graph.namespaces.base
        return {
            kind: [
                "/id/" + str(row["fact"]).removeprefix(base)
                for row in graph.query(
                    _FACTS.replace("?kind", f"biz:{kind}"),
                )
            ]
            for kind in OF_FACTS
        }


def test_every_fact_has_a_page_with_its_sentence(
    plans_server: Server, addresses: dict[str, list[str]]
) -> None:
    everything = [address for kind in addresses.values() for address in kind]
    assert len(everything) > 100
    with plain.client(base_url=plans_server.url, headers=HTML, timeout=30) as client:
        for address in everything:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert re.search(r'class="cited" href="/id/document/[^/"]+#c\d+"', answer.text), address


@pytest.mark.parametrize(
    "kind", ["Measure", "BenchmarkPractice", "Gap", "LeftOver", "PlanSection", "Borrowing"]
)
def test_the_page_is_sound(
    plans_server: Server, browser: Browser, javascript: Path, addresses: dict[str, list[str]], kind: str
) -> None:
    sound(browser, plans_server.url + addresses[kind][0], javascript)


def test_a_borrowing_stands_with_both_sentences_on_either_page(
    plans_server: Server, browser: Browser, addresses: dict[str, list[str]]
) -> None:
    with visited(browser, plans_server.url + addresses["Borrowing"][0]) as tab:
        loan = tab.locator(".loan").first
        assert loan.locator("blockquote").count() == 2
        said = loan.locator(".evidence").inner_text()
        assert re.search(r"(有把握|较有把握|可能).*0\.\d+", said)
        quotes = loan.locator("blockquote").all_inner_texts()
        loan.locator(".sides p a").first.click()
        tab.wait_for_url(re.compile(r"/measure/\d+"))
        assert quotes in [each.locator("blockquote").all_inner_texts() for each in tab.locator(".loan").all()]
        tab.locator(".loan .sides p a").nth(1).click()
        tab.wait_for_url(re.compile(r"/practice/\d+"))
        assert tab.locator(".loan").count() >= 1


def test_what_is_not_known_is_said(plans_server: Server, addresses: dict[str, list[str]]) -> None:
    with plain.client(base_url=plans_server.url, headers=HTML, timeout=30) as client:
        measures = [client.get(address, params={"lang": "zh"}).text for address in addresses["Measure"]]
        gaps = [client.get(address, params={"lang": "en"}).text for address in addresses["Gap"]]
    dated = [page for page in measures if re.search(r'<time datetime="\d{4}-\d\d-\d\d">', page)]
    undated = [page for page in measures if "没有写明日期" in page or "文件没有写明时限" in page]
    assert dated
    assert undated
    assert len(dated) + len(undated) == len(measures)
    assert any("没有发现它借鉴了哪项做法" in page for page in measures)
    assert not all("没有发现它借鉴了哪项做法" in page for page in measures)
    assert all("/discover?gap=" in page for page in gaps)
    assert any("pairs no measure with this gap" in page for page in gaps)
    assert any("Measures that address it" in page and "of_" not in page for page in gaps)


def test_figures_are_told_in_words(plans_server: Server, addresses: dict[str, list[str]]) -> None:
    with plain.client(base_url=plans_server.url, headers=HTML, timeout=30) as client:
        pages = [client.get(address, params={"lang": "zh"}).text for address in addresses["Target"]]
    assert any(
        re.search(r'class="comparator">不超过</span> <strong>0\.2 次</strong>', page) for page in pages
    )


def test_data_is_one_click_away(
    plans_server: Server, browser: Browser, addresses: dict[str, list[str]]
) -> None:
    with visited(browser, plans_server.url + addresses["Gap"][0]) as tab:
        links = {
            link.inner_text(): link.get_attribute("href") or "" for link in tab.locator(".behind a").all()
        }
    assert {"JSON", "Turtle", "SPARQL"} <= set(links)
    assert links["JSON"].startswith("/api/things?iri=")
    assert plain.get(plans_server.url + links["JSON"], timeout=30).status_code == 200
    turtle = plain.get(plans_server.url + links["Turtle"], timeout=30)
    assert turtle.headers["content-type"].startswith("text/turtle")


@pytest.mark.parametrize(
    ("text", "before", "behind"),
    [
        ("前一句话说得很完整。|这一句。|后一句。再一句。", "前一句话说得很完整。", "后一句。"),
        ("前一句话说得很完整。\n\n3.|这一句。|\n\n责任单位:某局", "前一句话说得很完整。 3.", "责任单位:某局"),
        ("|这一句。|", "", ""),
        ("长" * 500 + "|这一句|" + "长" * 500, "…" + "长" * 160, "长" * 160 + "…"),
    ],
)
def test_the_sentences_around(text: str, before: str, behind: str) -> None:
    head, middle, tail = text.split("|")
    whole = head + middle + tail
    assert sentence_before(whole, len(head)) == before
    assert sentence_behind(whole, len(head) + len(middle)) == behind


def test_sureness() -> None:
    assert [sureness(Decimal(value)) for value in ("1", "0.9", "0.89", "0.75", "0.6")] == [
        "sure",
        "sure",
        "likely",
        "likely",
        "perhaps",
    ]
