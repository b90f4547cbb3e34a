from __future__ import annotations

from bizgraph.graph import Graph

ROLES = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?role (COUNT(*) AS ?count) WHERE {
  VALUES ?class { biz:Measure biz:PlanSection }
  VALUES ?role { biz:leadUnit biz:partnerUnit biz:responsibleUnit }
  ?thing a ?class ; ?role ?unit .
  FILTER(?role != biz:responsibleUnit || NOT EXISTS { ?thing biz:leadUnit|biz:partnerUnit ?unit })
} GROUP BY ?role
"""


def test_units_of_measures_as_a_reader_finds_them(guiyang: Graph) -> None:
    network = guiyang.network("responsibility", indicator="办理破产")
    names = {node.id: node.label for node in network.nodes()}
    ties = {(names[edge.source][:8], edge.kind, names[edge.target]) for edge in network.edges()}
    units = {(source, kind, target) for source, kind, target in ties if kind != "partOf"}
    # Measures 9 and 10 of the plan, and the lead that their heading names.
    assert units == {
        ("设立破产管理人互", "responsibleUnit", "贵阳市中级人民法院"),
        ("设立破产管理人互", "responsibleUnit", "贵阳市财政局"),
        ("加强破产审判队伍", "responsibleUnit", "贵阳市中级人民法院"),
        ("办理破产", "leadUnit", "贵阳市中级人民法院"),
    }
    assert len(ties - units) == 2
    (court,) = (node for node in network.nodes() if node.label == "贵阳市中级人民法院")
    assert (court.attributes["led"], court.attributes["answerable"], court.attributes["partnered"]) == (
        1,
        2,
        0,
    )


def test_roles_are_those_of_the_graph(seeds_graph: Graph) -> None:
    edges = list(seeds_graph.network("responsibility", drawn=False).edges())
    for row in seeds_graph.query(ROLES):
        kind = str(row["role"]).rpartition("#")[2]
        found = sum(edge.kind == kind for edge in edges)
        assert found
        assert found == row["count"]


def test_a_measure_says_where_it_stands_and_until_when(guiyang: Graph) -> None:
    (measure,) = (
        node
        for node in guiyang.network("responsibility").nodes()
        if node.kind == "Measure" and node.label.startswith("推行“贵商码”")
    )
    assert str(measure.attributes["deadline"]) == "2022-12-31"
    assert measure.attributes["line"] == 25
    assert str(measure.attributes["quote"]).startswith("推行“贵商码”。借鉴杭州市")
