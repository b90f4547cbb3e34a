from __future__ import annotations

from collections import Counter

import pytest

from bizgraph.export.appearance import appearance
from bizgraph.export.names import ViewName
from bizgraph.export.network import PropertyGraph
from bizgraph.graph import Graph

STATED = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?kind (COUNT(*) AS ?count) WHERE {
  VALUES ?kind {
    biz:Measure biz:BenchmarkPractice biz:Gap biz:Baseline biz:Target biz:Outcome biz:PlanSection
    biz:TaskForce biz:Quantity biz:Person biz:PolicyDocument
  }
  ?thing a ?kind
} GROUP BY ?kind
"""
RELATED = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?kind (COUNT(*) AS ?count) WHERE {
  VALUES ?kind {
    biz:borrowsPractice biz:hasTarget biz:hasOutcome biz:quantity biz:practisedBy biz:practisedByUnit
    biz:comparedWith biz:benchmarksAgainst biz:addressedBy biz:leader biz:deputyLeader
    biz:memberUnit biz:officeUnit biz:champion biz:indicator biz:subIndicator
  }
  ?thing ?kind ?value
} GROUP BY ?kind
"""


@pytest.fixture(scope="module")
def full(seeds_graph: Graph) -> PropertyGraph:
    return seeds_graph.network("full", drawn=False)


def test_everything_that_documents_state_is_there(seeds_graph: Graph, full: PropertyGraph) -> None:
    nodes = Counter(node.kind for node in full.nodes())
    edges = Counter(edge.kind for edge in full.edges())
    for row in seeds_graph.query(STATED):
        assert nodes[str(row["kind"]).rpartition("#")[2]] == row["count"]
    for row in seeds_graph.query(RELATED):
        assert edges[str(row["kind"]).rpartition("#")[2]] == row["count"]


def test_what_is_said_of_a_relation_stands_on_its_edge(guiyang: Graph) -> None:
    network = guiyang.network("full")
    (borrowing,) = (
        edge
        for edge in network.edges()
        if edge.kind == "borrowsPractice" and "企业码" in str(edge.attributes["measure_quote"])
    )
    assert borrowing.attributes["evidence"] == "明确提及"
    assert isinstance(borrowing.attributes["confidence"], int | float)
    led = next(edge for edge in network.edges() if edge.kind == "leadUnit" and "中级人民法院" in str(edge))
    assert (led.attributes["mention"], led.attributes["line"]) == ("市中级人民法院", 34)


def test_what_is_said_of_a_quantity_reads_without_the_graph(guiyang: Graph) -> None:
    (figure,) = (
        node
        for node in guiyang.network("full", indicator="办理破产").nodes()
        if node.kind == "Quantity" and node.attributes.get("value") == 300
    )
    assert (figure.attributes["comparator"], figure.attributes["unit"]) == ("不超过", "天")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_view_is_called_something(plans_graph: Graph, language: str) -> None:
    for name in ViewName:
        network = plans_graph.network(name, language=language, drawn=False)
        assert network.title == appearance().views[name].titles[language]
        assert_named(network, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_that_documents_state_is_called_something(full: PropertyGraph, language: str) -> None:
    assert_named(full, language)


def assert_named(network: PropertyGraph, language: str) -> None:
    """Each kind and each field has a name in the language."""
    for each in {node.kind for node in network.nodes()} | {edge.kind for edge in network.edges()}:
        assert network.kinds[each][language]
    for field in (*network.node_fields, *network.edge_fields):
        assert field.titles.get(language), field.name


def test_a_unit_in_two_roles_has_its_words_in_each(full: PropertyGraph) -> None:
    edges = [
        edge
        for edge in full.edges()
        if edge.source == "document:441900-2021-695c5991/measure/9022" and edge.target.endswith("/finance")
    ]
    # 002_100beacd8af5c6c7.txt: 市財政局 leads, and stands among those that partner, seven characters on.
    assert {edge.kind: edge.attributes["start"] for edge in edges} == {"leadUnit": 8809, "partnerUnit": 8816}


def test_a_place_has_its_task_forces_with_their_people(seeds_graph: Graph) -> None:
    kinds = Counter(node.kind for node in seeds_graph.network("full", region="鸠江区", drawn=False).nodes())
    assert (kinds["TaskForce"], kinds["Person"]) == (18, 12)


def test_a_model_has_those_who_borrow_from_it(seeds_graph: Graph) -> None:
    network = seeds_graph.network("full", region="深圳", drawn=False)
    borrowed = [edge for edge in network.edges() if edge.kind == "borrowsPractice"]
    assert len(borrowed) >= 4
