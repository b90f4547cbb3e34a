from __future__ import annotations

from bizgraph.graph import Graph

COUNTED = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT (COUNT(*) AS ?count) WHERE {
  ?practice a biz:BenchmarkPractice ; biz:indicator|biz:practisedBy|biz:practisedByUnit ?thing
}
"""


def test_practices_of_an_indicator_as_a_reader_finds_them(guiyang: Graph) -> None:
    network = guiyang.network("practice", indicator="开办企业")
    names = {node.id: node.label for node in network.nodes()}
    ties = {(names[edge.source][:6], edge.kind, names[edge.target]) for edge in network.edges()}
    assert {(kind, target) for _, kind, target in ties} == {
        ("indicator", "开办企业"),
        ("practisedBy", "上海市"),
        ("practisedBy", "杭州市"),
    }


def test_every_practice_is_shown_with_all_that_it_is_tied_to(seeds_graph: Graph) -> None:
    network = seeds_graph.network("practice", drawn=False)
    (row,) = seeds_graph.query(COUNTED)
    assert len(list(network.edges())) == row["count"]
    assert sum(node.kind == "BenchmarkPractice" for node in network.nodes()) == 187
