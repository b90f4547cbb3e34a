"""What each address of the API answers: what the graph answers, with addresses; and how it refuses."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from playwright.sync_api import Browser
from tests.serve import plain
from tests.serve.pages.visiting import NARROW, WIDE, faults, overflow, visited
from tests.serve.running import Server

from bizgraph.graph import Graph
from bizgraph.questions.completing import KINDS
from bizgraph.questions.corpus import KINDS as STATEMENTS
from bizgraph.questions.saved import saved_queries
from bizgraph.serve.api.parameters import Names, Search

# An address, and what the graph is asked for the same answer.
ANSWERS: list[tuple[str, dict[str, Any], str, tuple[Any, ...], dict[str, Any]]] = [
    ("ask", {"question": "有哪些差距"}, "ask", ("有哪些差距",), {"language": None}),
    ("ask", {"question": "有哪些差距", "lang": "en"}, "ask", ("有哪些差距",), {"language": "en"}),
    (
        "search",
        {"words": "审批", "kind": "measure", "limit": 3},
        "search",
        ("审批",),
        {"kind": "measure", "limit": 3},
    ),
    ("discover", {"need": "压缩办电时间", "limit": 2}, "discover", (), {"need": "压缩办电时间", "limit": 2}),
    ("compare", {"indicator": "开办企业"}, "compare", ("开办企业",), {}),
    ("analyses/load", {"limit": 3, "lang": "en"}, "analyse", ("load",), {"limit": 3, "language": "en"}),
    ("queries/documents", {"lang": "en"}, "query", ("documents",), {"language": "en"}),
    ("queries/measures-due", {"limit": 2}, "query", ("measures-due", 2), {}),
    ("queries/measures-due", {"by": "2030-01-01"}, "query", ("measures-due",), {"by": "2030-01-01"}),
]
REFUSED: list[tuple[str, int, str]] = [
    ("ask", 400, "question"),
    ("ask?question=", 400, "question"),
    ("search?words=x&limit=0", 400, "limit"),
    ("search?words=x&limit=many", 400, "limit"),
    ("search?words=x&regions=x", 400, "regions"),
    ("search?words=x&lang=fr", 400, "lang"),
    ("search?words=x&region=亚特兰蒂斯", 404, "亚特兰蒂斯"),
    ("discover?gap=a&need=b", 400, "one of"),
    ("queries/measures-due?by=2022-13-01", 400, "by"),
    ("queries/measures-due?by=", 400, "by"),
    ("queries/nothing-such", 404, "nothing-such"),
    ("analyses/nothing-such", 404, "name"),
    ("things", 404, "iri="),
    ("things?iri=%3Cx%3E", 404, "<x>"),
    ("names?kind=people", 400, "kind"),
    ("network?view=none", 400, "view"),
    ("nowhere", 404, ""),
]


@pytest.fixture(scope="module")
def graph(plans_folder: Path) -> Iterator[Graph]:
    with Graph.open(plans_folder) as opened:
        yield opened


def without_addresses(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_addresses(each) for key, each in value.items() if key != "address"}
    return list(map(without_addresses, value)) if isinstance(value, list) else value


@pytest.mark.parametrize(("path", "asked", "method", "given", "named"), ANSWERS)
def test_answers_as_the_graph(
    plans_server: Server,
    graph: Graph,
    path: str,
    asked: dict[str, Any],
    method: str,
    given: tuple[Any, ...],
    named: dict[str, Any],
) -> None:
    answer = getattr(graph, method)(*given, **named)
    address = f"{plans_server.url}/api/{path}"
    told = plain.get(address, params=asked, timeout=60)
    assert told.headers["content-type"] == "application/json"
    assert without_addresses(told.json()) == json.loads(answer.to_json())
    language = named.get("language") or "zh"
    markdown = plain.get(address, params={**asked, "format": "markdown", "lang": language}, timeout=60)
    assert markdown.text == answer.to_markdown(language)
    table = plain.get(address, params={**asked, "format": "csv"}, timeout=60)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.text == answer.to_csv()


@pytest.mark.parametrize(("path", "status", "named"), REFUSED)
def test_refuses(plans_server: Server, path: str, status: int, named: str) -> None:
    told = plain.get(f"{plans_server.url}/api/{path}", timeout=60)
    problem = told.json()
    assert (told.status_code, problem["status"]) == (status, status)
    assert told.headers["content-type"] == "application/problem+json"
    assert named in problem["detail"]
    assert problem["title"]


def test_refuses_to_write(plans_server: Server) -> None:
    told = plain.post(f"{plans_server.url}/api/ask", data={"question": "x"})
    assert told.status_code == 405
    assert told.headers["allow"] == "GET, HEAD, OPTIONS"


def test_offers_candidates(plans_server: Server) -> None:
    told = plain.get(f"{plans_server.url}/api/queries/measures-du").json()
    assert "measures-due" in [each["label"] for each in told["candidates"]]


def test_a_table_is_no_place_for_a_refusal(plans_server: Server) -> None:
    address = f"{plans_server.url}/api/ask"
    asked = {"question": "天气怎么样"}
    assert plain.get(address, params=asked).json()["status"] == "refused"
    table = plain.get(address, params={**asked, "format": "csv"})
    assert table.status_code == 404
    assert table.json()["detail"]


def test_addresses_open(plans_server: Server) -> None:
    answer = plain.get(f"{plans_server.url}/api/queries/gaps-and-measures", params={"limit": 1}).json()
    things = [cell["address"] for cell in answer["rows"][0].values() if isinstance(cell, dict)]
    sentences = [source["address"] for source in answer["sources"]]
    assert things
    assert all(
        address.endswith(f"#c{source['start']}")
        for address, source in zip(sentences, answer["sources"], strict=True)
    )
    assert {plain.get(address, timeout=60).status_code for address in (*things, *sentences)} == {200}


def test_shows_a_thing(plans_server: Server, graph: Graph) -> None:
    known = plain.get(f"{plans_server.url}/api/things", params={"name": "贵阳市", "limit": 1}).json()
    by_iri = plain.get(f"{plans_server.url}/api/things", params={"iri": known["iri"], "limit": 1}).json()
    assert known == by_iri
    assert known["label"] == graph.show("贵阳市").label
    assert known["address"].endswith("/id/region/520100")


def test_lists_documents(plans_server: Server, graph: Graph) -> None:
    address = f"{plans_server.url}/api/documents"
    listed = plain.get(address).json()["documents"]
    rows = list(csv.DictReader(io.StringIO(plain.get(address, params={"format": "csv"}).text)))
    documents = graph.documents()
    assert (
        [each["iri"] for each in listed] == [each["iri"] for each in rows] == [each.iri for each in documents]
    )
    assert [int(each["measures"]) for each in rows] == [each.counts.get("measures", 0) for each in documents]


def test_lists_queries(plans_server: Server) -> None:
    listed = plain.get(f"{plans_server.url}/api/queries").json()["queries"]
    assert [each["name"] for each in listed] == list(saved_queries())


@pytest.mark.parametrize("form", ["graphology", "cytoscape-json"])
def test_gives_a_network(plans_server: Server, graph: Graph, form: str) -> None:
    told = plain.get(
        f"{plans_server.url}/api/network", params={"format": form, "view": "practice"}, timeout=60
    )
    assert told.json() == json.loads(graph.export(form, view="practice"))


@pytest.mark.parametrize(
    ("kind", "begins", "first"),
    [
        ("region", "贵阳", "贵阳市"),
        ("region", "Guiy", "贵阳市"),
        ("indicator", "start", "开办企业"),
        ("indicator", "開辦", "开办企业"),
        ("unit", "市市场", ""),
        ("function", "", ""),
        ("document", "", ""),
    ],
)
def test_completes_names(plans_server: Server, kind: str, begins: str, first: str) -> None:
    asked = {"kind": kind, "begins": begins, "limit": "3", "lang": "zh"}
    found = plain.get(f"{plans_server.url}/api/names", params=asked, timeout=60).json()["names"]
    assert 1 <= len(found) <= 3
    assert first in ("", found[0]["label"])


def test_knows_all_kinds() -> None:
    assert get_args(Names.model_fields["kind"].annotation) == KINDS
    assert set(get_args(Search.model_fields["kind"].annotation)) == {"", *STATEMENTS}


def test_is_the_same_again(plans_server: Server) -> None:
    address = f"{plans_server.url}/api/queries/documents"
    first = plain.get(address)
    again = plain.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = plain.head(address)
    assert (head.status_code, head.headers["etag"], head.content) == (200, first.headers["etag"], b"")
    other = plain.get(address, params={"lang": "en"}, headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_describes_every_query(plans_server: Server, language: str) -> None:
    document = plain.get(f"{plans_server.url}/api/openapi.json", params={"lang": language}).json()
    for name, query in saved_queries().items():
        operation = document["paths"][f"/queries/{name}"]["get"]
        assert operation["summary"] == query.titles[language]
        described = {each["name"]: each for each in operation["parameters"]}
        for parameter in query.parameters:
            told = described[parameter.name]
            assert told["description"] == parameter.labels[language]
            assert str(told["schema"].get("default", "")) in (parameter.default, f"{parameter.default}.0")
    every = [each for path in document["paths"].values() for each in path["get"]["parameters"]]
    assert all(each["description"] for each in every)


@pytest.mark.parametrize(("size", "language"), [(WIDE, "zh-CN"), (NARROW, "en-GB")])
def test_has_a_page(
    plans_server: Server, browser: Browser, javascript: Path, size: Any, language: str
) -> None:
    with visited(browser, f"{plans_server.url}/api/docs", size, language) as tab:
        tab.locator("summary").first.click()
        assert tab.locator("details[open] pre").count() == 1
        assert tab.locator("details").count() == len(saved_queries())
        assert overflow(tab) <= 0
        if size == WIDE:  # there is one text for both widths, and axe takes long over it
            assert faults(tab, javascript) == []


def test_examples_of_the_page_answer(plans_server: Server) -> None:
    page = plain.get(f"{plans_server.url}/api/docs", params={"lang": "zh"}).text
    examples = re.findall(r'<p class="behind"><a href="(/api/[^"]+)"', page.split('id="saved"')[0])[1:]
    assert len(examples) == 10
    for address in examples:
        told = plain.get(f"{plans_server.url}{html.unescape(address)}", timeout=60)
        assert told.status_code == 200, told.text
