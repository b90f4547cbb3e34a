"""Programs that others wrote, asking the server: they get what the graph itself answers."""

from __future__ import annotations

import io
import json
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

import pandas
import pytest
from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from tests.javascript_packages import Script
from tests.serve.running import Server

from bizgraph.graph import Graph

TIMEOUT = 20
PREFIXES = """PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
MEASURES = (
    f"{PREFIXES}SELECT ?measure ?text WHERE {{ ?measure a biz:Measure ; biz:text ?text }} ORDER BY ?measure"
)
COUNTED = f"""{PREFIXES}SELECT ?place (COUNT(?measure) AS ?measures) WHERE {{
  ?measure a biz:Measure ; biz:region/rdfs:label ?place FILTER(STRLEN(?place) > 1)
}} GROUP BY ?place"""
LABELLED = (
    f"{PREFIXES}CONSTRUCT {{ ?unit rdfs:label ?label }} WHERE {{ ?unit a biz:Unit ; rdfs:label ?label }}"
)
RELATED = f"""{PREFIXES}SELECT ?gap ?measure WHERE {{
  ?gap a biz:Gap . OPTIONAL {{ ?gap biz:addressedBy ?measure }}
}}"""


@pytest.fixture(scope="module")
def graph(plans_folder: Path) -> Iterator[Graph]:
    with Graph.open(plans_folder) as opened:
        yield opened


def expected(graph: Graph, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a query as the graph itself answers it, as text."""
    answer = graph.query(query)
    return sorted(tuple("" if term is None else term.value for term in row) for row in answer.rows)  # type: ignore[union-attr]


def wrapper(server: Server, query: str, form: str, method: str = GET) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{server.url}/sparql", returnFormat=form)
    client.setTimeout(TIMEOUT)
    client.setQuery(query)
    client.setMethod(method)
    return client


@pytest.mark.parametrize("direct", [False, True], ids=["form", "direct"])
@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper_gets_json(plans_server: Server, graph: Graph, method: str, direct: bool) -> None:
    client = wrapper(plans_server, MEASURES, JSON, method)
    client.setRequestMethod(POSTDIRECTLY if direct else URLENCODED)
    found: Any = client.queryAndConvert()
    rows = [(row["measure"]["value"], row["text"]["value"]) for row in found["results"]["bindings"]]
    assert rows
    assert sorted(rows) == expected(graph, MEASURES)


@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper_gets_xml(plans_server: Server, graph: Graph, method: str) -> None:
    found: Any = wrapper(plans_server, MEASURES, XML, method).queryAndConvert()
    uris = [node.firstChild.data for node in found.getElementsByTagName("uri")]
    assert sorted(uris) == [row[0] for row in expected(graph, MEASURES)]


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize(("form", "separator"), [(CSV, ","), (TSV, "\t")])
def test_sparqlwrapper_gets_tables(
    plans_server: Server, graph: Graph, method: str, form: str, separator: str
) -> None:
    found: Any = wrapper(plans_server, COUNTED, form, method).queryAndConvert()
    table = pandas.read_csv(io.BytesIO(found), sep=separator)
    assert len(table) == len(expected(graph, COUNTED))
    assert sorted(table.iloc[:, 1]) == sorted(int(row[1]) for row in expected(graph, COUNTED))


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [RDFXML, TURTLE, N3, "json-ld"])
def test_sparqlwrapper_gets_graphs(plans_server: Server, graph: Graph, method: str, form: str) -> None:
    found: Any = wrapper(plans_server, LABELLED, form, method).queryAndConvert()
    if isinstance(found, bytes):
        import rdflib

        found = rdflib.Graph().parse(data=found, format="turtle")
    triples = sorted((str(s), str(p), str(o)) for s, p, o in found)
    assert triples
    assert triples == expected(graph, LABELLED)


def test_sparqlwrapper_asks(plans_server: Server) -> None:
    found: Any = wrapper(plans_server, f"{PREFIXES}ASK {{ ?measure a biz:Measure }}", JSON).queryAndConvert()
    assert found["boolean"] is True


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_store(plans_server: Server, graph: Graph, method: str) -> None:
    store = SPARQLStore(f"{plans_server.url}/sparql", method=method, timeout=TIMEOUT)
    rows = sorted(tuple(map(str, row)) for row in store.query(MEASURES))  # type: ignore[arg-type]
    assert rows == expected(graph, MEASURES)
    measure = URIRef(rows[0][0])
    text = next(iter(store.objects(measure, URIRef("https://w3id.org/bizgraph/ontology#text"))))
    assert str(text) == rows[0][1]
    store.close()


def test_comunica(plans_server: Server, graph: Graph, run_javascript: Script, tmp_path: Path) -> None:
    queries = [MEASURES, COUNTED, RELATED]
    paths = [tmp_path / f"{number}" for number in range(len(queries) + 1)]
    for path, text in zip(paths, [f"{plans_server.url}/sparql", *queries], strict=True):
        path.write_text(text, "utf-8")
    for query, lines in zip(queries, run_javascript("ask-comunica.cjs", *paths), strict=True):
        columns = [column.name for column in graph.query(query).columns]
        rows = [json.loads(line) for line in lines]
        assert sorted(tuple(row.get(name, "") for name in columns) for row in rows) == expected(graph, query)


def test_pandas_reads_results(plans_server: Server, graph: Graph) -> None:
    asked = urlencode({"query": MEASURES, "format": "csv"})
    table = pandas.read_csv(f"{plans_server.url}/sparql?{asked}")
    assert sorted(map(tuple, table.to_numpy().tolist())) == expected(graph, MEASURES)


def test_pandas_reads_the_api(plans_server: Server, graph: Graph) -> None:
    table = pandas.read_csv(f"{plans_server.url}/api/queries/gaps-and-measures?format=csv")
    answer = graph.query("gaps-and-measures")
    assert list(table.columns) == [column.name for column in answer.columns]
    assert len(table) == len(answer) > 0


def test_curl(plans_server: Server, graph: Graph) -> None:
    query = ["--data-urlencode", f"query={MEASURES}", "-H", "Accept: text/csv", f"{plans_server.url}/sparql"]
    table = pandas.read_csv(io.StringIO(curl("-G", *query)))
    assert len(table) == len(expected(graph, MEASURES))
    assert len(pandas.read_csv(io.StringIO(curl("--compressed", *query)))) == len(table)
    answer = json.loads(curl("-G", f"{plans_server.url}/api/search", "--data-urlencode", "words=审批"))
    assert answer == json.loads(json.dumps(answer)) and answer["status"] == "answered"  # noqa: PT018


def test_urllib_asks_again(plans_server: Server) -> None:
    address = f"{plans_server.url}/api/queries/documents"
    with urllib.request.urlopen(address, timeout=TIMEOUT) as first:
        tag = first.headers["ETag"]
        assert json.load(first)["rows"]
    again = urllib.request.Request(address, headers={"If-None-Match": tag})
    with pytest.raises(HTTPError) as caught:
        urllib.request.urlopen(again, timeout=TIMEOUT)
    assert caught.value.code == 304
    assert caught.value.headers["ETag"] == tag
    assert caught.value.read() == b""


def curl(*arguments: str) -> str:
    return subprocess.run(
        ["curl", "--fail", "--silent", "--show-error", "--max-time", str(TIMEOUT), *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
