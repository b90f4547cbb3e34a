from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse
from tests.serve import plain
from tests.serve.running import Server

from bizgraph.graph import Graph
from bizgraph.rdf.vocabulary import BIZ, QUOTED_FROM

FORMATS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "trig": ("application/trig", RdfFormat.TRIG),
    "nq": ("application/n-quads", RdfFormat.N_QUADS),
}
HTML = {"Accept": "text/html"}
TURTLE = {"Accept": "text/turtle"}


@pytest.fixture(scope="module")
def client(plans_server: Server) -> Iterator[httpx.Client]:
    with plain.client(base_url=plans_server.url, timeout=60) as opened:
        yield opened


def form(iri: str) -> str:
    """The form of an IRI: what its kind has in common with others of that kind."""
    if "://" in iri:
        return iri.rpartition("#")[0] or "https"
    kind, *parts = iri.split("/")
    if kind != "document":
        return f"{kind} {len(parts)}" if kind in ("unit", "indicator", "region") else kind
    names = ("mention", "responsibility", "zone")
    return " ".join([kind, *parts[1:2], *(name for name in names if name in parts[2:])])


@pytest.fixture(scope="module")
def subjects(plans_folder: Path) -> dict[str, list[str]]:
    """The subjects of the graph by the form of their IRIs."""
    with Graph.open(plans_folder) as graph:
        found = graph.query("SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) } ORDER BY ?s")
        kinds: dict[str, list[str]] = {}
        for row in found:
            iri = str(row["s"])
            kinds.setdefault(form(iri.removeprefix(graph.namespaces.base)), []).append(iri)
        return kinds


def address(iri: str) -> str:
    base = "https://w3id.org/bizgraph/id/"
    if iri.startswith(base):
        return "/id/" + quote(iri.removeprefix(base), safe="/:@!$&'()*+,;=~-._")
    return "/resource?iri=" + quote(iri, safe="")


def test_things_of_every_kind_open_for_people_and_for_machines(
    client: httpx.Client, subjects: dict[str, list[str]]
) -> None:
    sample = [members[len(members) // 2] for members in subjects.values()]
    assert len(sample) > 25
    refused = []
    for iri in sample:
        turtle = client.get(address(iri), headers=TURTLE)
        told = {quad.subject for quad in parse(turtle.content, RdfFormat.TURTLE)} if turtle.is_success else ()
        if NamedNode(iri) not in told:
            refused.append(("turtle", turtle.status_code, iri))
        page = client.get(address(iri), headers=HTML, follow_redirects=True)
        if page.status_code != 200 or "<h1" not in page.text:
            refused.append(("html", page.status_code, iri))
    assert refused == []


@pytest.fixture(scope="module")
def measure(plans_folder: Path) -> str:
    with Graph.open(plans_folder) as graph:
        answer = graph.query(f"SELECT ?m WHERE {{ ?m a <{BIZ.iri}Measure> }} ORDER BY ?m LIMIT 1")
        return str(next(iter(answer))["m"])


@pytest.mark.parametrize(("name", "known"), FORMATS.items())
def test_a_thing_comes_in_each_format_by_header_and_by_name(
    client: httpx.Client, measure: str, name: str, known: tuple[str, RdfFormat]
) -> None:
    media_type, form = known
    by_header = client.get(address(measure), headers={"Accept": media_type})
    by_name = client.get(address(measure), params={"format": name})
    assert by_header.headers["content-type"].startswith(media_type)
    assert by_header.content == by_name.content
    quads = list(parse(by_header.content, form))
    spans = {quad.object for quad in quads if quad.predicate == QUOTED_FROM}
    assert spans & {quad.subject for quad in quads if quad.predicate == BIZ("exact")}
    graphs = {quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)}
    assert bool(graphs) == form.supports_datasets


def test_headers_say_where_else_a_thing_can_be_had(client: httpx.Client, measure: str) -> None:
    told = client.get(address(measure), headers=TURTLE).headers
    assert {each.strip() for each in told["vary"].split(",")} >= {"Accept", "Accept-Language"}
    assert told["content-location"] == f"{address(measure)}?format=ttl"
    assert f'<{measure}>; rel="canonical"' in told["link"]
    assert f'<{address(measure)}?format=jsonld>; rel="alternate"; type="application/ld+json"' in told["link"]
    assert client.get(told["content-location"]).headers["content-type"].startswith("text/turtle")


def test_the_head_of_a_page_says_it_as_well(client: httpx.Client, measure: str) -> None:
    page = client.get(address(measure), headers=HTML).text
    assert f'<link rel="canonical" href="{measure}">' in page
    for name, (media_type, _) in FORMATS.items():
        assert f'<link rel="alternate" type="{media_type}" href="{address(measure)}?format={name}">' in page


def test_a_client_that_accepts_nothing_of_it_is_told_what_there_is(
    client: httpx.Client, measure: str
) -> None:
    refused = client.get(address(measure), headers={"Accept": "image/png"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.text


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/resource?iri=region:440300", "/id/region/440300"),
        ("/resource?iri=https://w3id.org/bizgraph/id/region/440300", "/id/region/440300"),
        ("/id/region:440300", "/id/region/440300"),
        ("/id/indicator:paying-taxes?format=ttl", "/id/indicator/paying-taxes?format=ttl"),
        ("/resource?iri=biz:Measure", "/ontology#Measure"),
    ],
)
def test_short_names_lead_to_the_one_address(client: httpx.Client, asked: str, place: str) -> None:
    led = client.get(asked, headers=HTML)
    assert (led.status_code, led.headers["location"]) == (302, place)
    assert client.get(asked, headers=HTML, follow_redirects=True).status_code == 200


def test_characters_may_be_encoded_once_or_as_they_stand(
    client: httpx.Client, subjects: dict[str, list[str]]
) -> None:
    odd = [iri for members in subjects.values() for iri in members if "%" in iri or not iri.isascii()]
    assert odd
    for iri in odd[:: max(1, len(odd) // 12)]:
        path = "/id/" + iri.removeprefix("https://w3id.org/bizgraph/id/")
        as_it_stands = client.get(path, headers=TURTLE)
        once_more = client.get(address(iri), headers=TURTLE)
        assert as_it_stands.content == once_more.content, iri


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/id/region/99", None),
        ("/id/region/44030", None),
        ("/id/unit/无此单位", None),
        ("/id/贵阳", "贵阳市"),
    ],
)
def test_what_is_unknown_is_not_found_and_what_may_be_meant_is_named(
    client: httpx.Client, asked: str, meant: str | None
) -> None:
    page = client.get(asked, headers=HTML)
    assert page.status_code == 404
    assert meant is None or meant in page.text
    assert client.get(asked, headers=TURTLE).status_code == 404


@settings(max_examples=60, deadline=None)
@given(rest=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_whatever_an_address_holds_the_server_does_not_fail(client: httpx.Client, rest: str) -> None:
    answer = client.get("/id/" + quote(rest, safe=""), headers=TURTLE)
    assert answer.status_code in (200, 302, 400, 404), rest
    answer = client.get("/resource", params={"iri": rest}, headers=HTML)
    assert answer.status_code in (200, 302, 400, 404), rest


def test_named_graphs_open(client: httpx.Client, plans_folder: Path) -> None:
    with Graph.open(plans_folder) as graph:
        document = NamedNode(f"{graph.documents()[0].iri}/graph")
        size = graph.census(document)
    assert size is not None
    nquads = client.get(address(document.value), params={"format": "nq"}).content
    within = {quad for quad in parse(nquads, RdfFormat.N_QUADS) if quad.graph_name == document}
    assert len(within) == size.triples
    for name in (document.value, "https://w3id.org/bizgraph/id/graph/knowledge"):
        page = client.get(address(name), headers=HTML)
        assert page.status_code == 200
    assert f"{size.triples:,}" in client.get(address(document.value), headers=HTML).text


def schema_org(page: str) -> dict[str, object] | None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else None


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/id/region/440300", "AdministrativeArea", "深圳市"),
        ("/", "Dataset", "营商环境知识图谱"),
        ("/id/indicator/paying-taxes", None, ""),
    ],
)
def test_search_engines_read_schema_org(client: httpx.Client, path: str, kind: str | None, name: str) -> None:
    known = schema_org(client.get(path, headers=HTML).text)
    if kind is None:
        assert known is None
    else:
        assert known is not None
        assert (known["@type"], known["name"]) == (kind, name)


def test_a_document_is_legislation_of_its_place(client: httpx.Client, plans_folder: Path) -> None:
    with Graph.open(plans_folder) as graph:
        document = graph.documents()[0]
    known = schema_org(client.get(address(document.iri), headers=HTML).text)
    assert known is not None
    assert known["@type"] == ["Legislation", "DigitalDocument"]
    assert known["name"] == document.title
    assert document.region in json.dumps(known["spatialCoverage"], ensure_ascii=False)


def test_unchanged_things_are_not_sent_again(client: httpx.Client, measure: str) -> None:
    tag = client.get(address(measure), headers=TURTLE).headers["etag"]
    assert client.get(address(measure), headers=TURTLE | {"If-None-Match": tag}).status_code == 304
