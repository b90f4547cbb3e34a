from __future__ import annotations

from collections import Counter
from typing import Final

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import DCAT, RDF, VOID, Dataset, Graph, Literal, Namespace, URIRef
from tests.serve import plain
from tests.serve.running import Server

from bizgraph.export.formats import FORMATS
from bizgraph.graph import Graph as Published
from bizgraph.rdf.vocabulary import TYPE

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
TYPES: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/trig": "trig",
    "application/n-quads": "nquads",
}


def fetched(server: Server, path: str, media_type: str = "text/turtle") -> Graph:
    answer = plain.get(f"{server.url}{path}", headers={"Accept": media_type}).raise_for_status()
    assert answer.headers["Content-Type"].startswith(media_type)
    kind = Dataset if media_type in ("application/trig", "application/n-quads") else Graph
    return kind().parse(data=answer.content, format=TYPES[media_type])


def held(server: Server, path: str) -> list[Quad]:
    """Return all triples of a graph."""
    answer = plain.get(f"{server.url}{path}", headers={"Accept": "application/n-triples"}, timeout=60)
    assert answer.headers["Content-Type"].startswith("application/n-triples")
    return list(parse(answer.content, RdfFormat.N_TRIPLES))


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/dataset"])
def test_descriptions_say_the_same_in_every_format(plans_server: Server, path: str) -> None:
    assert len({len(fetched(plans_server, path, media_type)) for media_type in TYPES}) == 1


def test_the_service_names_its_address_and_each_graph(plans_server: Server, plans_folder: str) -> None:
    said = fetched(plans_server, "/sparql")
    service = said.value(None, RDF.type, SD.Service)
    assert said.value(service, SD.endpoint) == URIRef(f"{plans_server.url}/sparql")
    assert set(said.objects(service, SD.feature)) == {SD.UnionDefaultGraph}
    with Published.open(plans_folder) as graph:
        rows = graph.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        names = {URIRef(row[0].value) for row in rows}  # type: ignore[union-attr]
    named = set(said.subjects(RDF.type, SD.NamedGraph))
    assert {said.value(each, SD.name) for each in named} == names
    for each in named:
        where = said.value(each, SD.graph)
        triples = said.value(where, VOID.triples)
        assert isinstance(triples, Literal)
        path = str(where).removeprefix(plans_server.url)
        assert len(held(plans_server, path)) == int(triples)


def test_counts_are_those_of_the_graph(plans_server: Server) -> None:
    everything = held(plans_server, "/graphs?default")
    said = fetched(plans_server, "/.well-known/void")
    dataset = said.value(None, VOID.sparqlEndpoint, URIRef(f"{plans_server.url}/sparql"))
    subjects = {quad.subject for quad in everything}
    entities = {each for each in subjects if isinstance(each, NamedNode)}
    assert number(said, dataset, VOID.triples) == len(everything)
    assert number(said, dataset, VOID.entities) == len(entities)
    assert number(said, dataset, VOID.distinctSubjects) == len(subjects)
    assert number(said, dataset, VOID.distinctObjects) == len({quad.object for quad in everything})
    assert_partitions(said, dataset, everything)
    for part in said.objects(dataset, VOID.subset):
        path = str(part).removeprefix(plans_server.url)
        graph = held(plans_server, path)
        assert number(said, part, VOID.triples) == len(graph)
        assert_partitions(said, part, graph)
    examples = {str(example) for example in said.objects(dataset, VOID.exampleResource)}
    assert len(examples) > 3
    assert examples <= {each.value for each in entities}


def test_each_format_of_one_file_is_a_distribution(plans_server: Server) -> None:
    said = fetched(plans_server, "/dataset")
    files = {str(each).rpartition("/")[2] for each in said.objects(None, DCAT.downloadURL)}
    assert files == {f"bizgraph{form.endings[0]}" for form in FORMATS.values() if form.endings}
    dataset = said.value(None, RDF.type, DCAT.Dataset)
    services = set(said.subjects(DCAT.servesDataset, dataset))
    addresses = {str(said.value(each, DCAT.endpointURL)) for each in services}
    assert addresses == {f"{plans_server.url}/sparql", f"{plans_server.url}/api"}


def assert_partitions(said: Graph, about: object, graph: list[Quad]) -> None:
    """Assert that a graph is described with as many things of each class and triples of each property."""
    classes = Counter(str(quad.object)[1:-1] for quad in graph if quad.predicate == TYPE)
    assert counts(said, about, "class", "entities") == classes
    assert counts(said, about, "property", "triples") == Counter(quad.predicate.value for quad in graph)


def number(said: Graph, about: object, counted: URIRef) -> int:
    value = said.value(about, counted)  # type: ignore[call-overload]
    return int(value)


def counts(said: Graph, about: object, kind: str, counted: str) -> dict[str, int]:
    return {
        str(said.value(part, VOID[kind])): number(said, part, VOID[counted])
        for part in said.objects(about, VOID[f"{kind}Partition"])  # type: ignore[arg-type]
    }
