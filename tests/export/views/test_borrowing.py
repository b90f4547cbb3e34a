from __future__ import annotations

from typing import Any

from bizgraph.graph import Graph
from bizgraph.resources import seeds_dir

COUNTED = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?borrower ?model (COUNT(DISTINCT ?measure) AS ?measures) WHERE {
  ?measure biz:borrowsPractice/biz:practisedBy ?model ; biz:region ?borrower FILTER(?model != ?borrower)
} GROUP BY ?borrower ?model
"""
# Read in tests/data/layouts/guiyang_models_and_gaps.txt: measures 1, 2, 4, 5, 6, 9 borrow, 7 names a group.
GUIYANG = {
    ("贵阳市", "borrows", "上海市"): 1,
    ("贵阳市", "borrows", "杭州市"): 1,
    ("贵阳市", "borrows", "厦门市"): 1,
    ("贵阳市", "borrows", "天津市"): 1,
    ("贵阳市", "borrows", "南京市"): 1,
    ("贵阳市", "borrows", "无锡市"): 1,
    ("贵阳市", "borrows", "成都市"): 1,
    ("贵阳市", "borrows", "重庆市"): 1,
    ("贵阳市", "benchmarksAgainst", "长江三角洲"): 1,
}


def ties(graph: Graph, **limits: Any) -> dict[tuple[str, str, str], float]:
    network = graph.network("borrowing", drawn=False, **limits)
    names = {node.id: node.label for node in network.nodes()}
    return {(names[edge.source], edge.kind, names[edge.target]): edge.weight for edge in network.edges()}


def test_who_borrows_from_whom_as_a_reader_finds_it(guiyang: Graph) -> None:
    assert ties(guiyang) == GUIYANG


def test_an_edge_keeps_its_evidence(guiyang: Graph) -> None:
    network = guiyang.network("borrowing")
    (edge,) = (edge for edge in network.edges() if edge.target == "region:330100")
    evidence = edge.attributes["evidence"]
    assert isinstance(evidence, tuple)
    assert len(evidence) == 1
    measure, _, practice = evidence[0].partition(" ← ")
    assert "借鉴杭州市“企业码”做法" in measure
    assert "杭州市推行“企业码”" in practice
    assert measure.endswith("(guiyang_models_and_gaps.txt:25)")
    assert edge.attributes["indicators"] == ("开办企业",)
    assert edge.label == "借鉴 1"


def test_weights_are_numbers_of_measures(seeds_graph: Graph) -> None:
    counted = {
        (str(row["borrower"]), str(row["model"])): row["measures"] for row in seeds_graph.query(COUNTED)
    }
    network = seeds_graph.network(drawn=False)
    iris = {node.id: str(node.attributes["iri"]) for node in network.nodes()}
    drawn = {
        (iris[edge.source], iris[edge.target]): edge.attributes["measures"]
        for edge in network.edges()
        if edge.kind == "borrows"
    }
    assert drawn == counted
    (shenzhen,) = (node for node in network.nodes() if node.label == "深圳市")
    assert shenzhen.attributes["lent"] == 4  # three measures of 赣县区 and one of 鸠江区


def test_all_evidence_stands_where_it_says(seeds_graph: Graph) -> None:
    found = 0
    for edge in seeds_graph.network(drawn=False).edges():
        evidence = edge.attributes["evidence"]
        assert isinstance(evidence, tuple)
        for told in evidence:
            for part in told.split(" ← "):
                words, _, place = part.rpartition(" (")
                file, _, line = place.removesuffix(")").partition(":")
                text = (seeds_dir() / file).read_text("utf-8")
                assert words in text
                start = sum(map(len, text.splitlines(keepends=True)[: int(line) - 1]))
                assert text.startswith(words[:10], text.index(words[:10], start))
                found += 1
    assert found > 100


def test_a_region_shows_what_it_borrows_and_what_is_borrowed_from_it(seeds_graph: Graph) -> None:
    assert ties(seeds_graph, region="深圳") == {
        ("赣县区", "borrows", "深圳市"): 3,
        ("鸠江区", "borrows", "深圳市"): 1,
    }
    assert {borrower for borrower, _, _ in ties(seeds_graph, region="芜湖市")} == {"鸠江区", "赣县区"}


def test_an_indicator_limits_the_measures(seeds_graph: Graph) -> None:
    taxes = ties(seeds_graph, indicator="纳税", document="003_e1910598a56080cf.txt")
    assert taxes == {("鸠江区", "borrows", "深圳市"): 1}


def test_an_indicator_of_the_second_level_limits_them_as_well(seeds_graph: Graph) -> None:
    whole = ties(seeds_graph, indicator="登记财产")
    part = ties(seeds_graph, indicator="登记财产便利度")
    assert part
    assert set(part) < set(whole)
