from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from ocg import Graph
from tests.export.hostile import NASTY, few, hostile_graphs
from tests.javascript_packages import Script

from bizgraph.export.network import Edge, Field, Node, PropertyGraph, Value, clean_text
from bizgraph.export.tables.cypher import (
    cypher,
    node_labels,
    property_names,
    relationship_types,
)

Typed = dict[str, tuple[type, Any]]
Things = list[tuple[Any, ...]]

SMALL = PropertyGraph(
    [
        Node("n:a", "Measure", "甲", {"day": date(2022, 6, 30), "n": 3, "texts": ("x'y", "z")}),
        Node("n:b", "Unit", "乙\n丙", {"part": 1e22, "flag": True}),
    ],
    [Edge("e1", "n:a", "n:b", "leadUnit", "牵头", 2.0, {"share": 0.5})],
)
ALL_NASTY = PropertyGraph(
    [Node(f"n{number}", text, text, {text: text, "all": NASTY}) for number, text in enumerate(NASTY)],
    [
        Edge(text, "n0", "n1", text, text, attributes={text: -(2**63), "day": date.min})
        for text in sorted({*map(clean_text, NASTY)})
    ],
)
WRONG = "UNWIND [{id: 9223372036854775808}] AS row MERGE (node:`Unit` {id: row.id});"
WRITTEN = """\
CREATE CONSTRAINT IF NOT EXISTS FOR (node:`Measure`) REQUIRE node.id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (node:`Unit`) REQUIRE node.id IS UNIQUE;
UNWIND [
  {`id`: 'n:a', `label`: '甲', `day`: date('2022-06-30'), `n`: 3, `texts`: ['x\\'y', 'z']}
] AS row
MERGE (node:`Measure` {id: row.id})
SET node = row;
UNWIND [
  {`id`: 'n:b', `label`: '乙\\n丙', `flag`: true, `part`: 1e+22}
] AS row
MERGE (node:`Unit` {id: row.id})
SET node = row;
UNWIND [
  {source: 'n:a', target: 'n:b', properties: {`id`: 'e1', `label`: '牵头', `weight`: 2.0, `share`: 0.5}}
] AS row
MATCH (source:`Measure` {id: row.source})
MATCH (target:`Unit` {id: row.target})
MERGE (source)-[edge:`LEAD_UNIT` {id: row.properties.id}]->(target)
SET edge = row.properties;
"""


def run(script: Iterable[str], graph: Graph) -> None:
    """Run a script but for its constraints, which openCypher does not know."""
    for statement in script:
        if not statement.startswith("CREATE CONSTRAINT"):
            graph.execute(statement)


def held(graph: Graph) -> tuple[Things, Things]:
    """Return the nodes and edges of a database; this one keeps the backticks of names."""
    nodes = graph.execute("MATCH (n) RETURN labels(n) AS labels, properties(n) AS said")
    edges = graph.execute(
        "MATCH (a)-[r]->(b) RETURN a.id AS source, type(r) AS type, properties(r) AS said, b.id AS target"
    )
    return (
        in_order(([label.strip("`") for label in row["labels"]], typed(row["said"])) for row in nodes),
        in_order((row["source"], row["type"].strip("`"), row["target"], typed(row["said"])) for row in edges),
    )


def meant(network: PropertyGraph) -> tuple[Things, Things]:
    """Return the nodes and edges of a network as a database should hold them."""
    labels, types = node_labels(network), relationship_types(network)
    return (
        in_order(([labels[node.kind]], said(node, network.node_fields, {})) for node in network.nodes()),
        in_order(
            (
                edge.source,
                types[edge.kind],
                edge.target,
                said(edge, network.edge_fields, {"weight": edge.weight}),
            )
            for edge in network.edges()
        ),
    )


def said(thing: Node | Edge, fields: Iterable[Field], more: Mapping[str, Value]) -> Typed:
    names = property_names(fields)
    properties = {names[name]: value for name, value in thing.attributes.items()}
    return typed({"id": thing.id, "label": thing.label, **more, **properties})


def typed(properties: Mapping[str, Any]) -> Typed:
    return {
        name: (list, list(value)) if isinstance(value, tuple) else (type(value), value)
        for name, value in properties.items()
    }


def in_order(things: Iterable[tuple[Any, ...]]) -> Things:
    return sorted(things, key=lambda thing: str(thing[-1]["id"]))


def test_the_small_graph_is_written_thus() -> None:
    assert "".join(cypher(SMALL)) == WRITTEN


@few
@given(hostile_graphs())
@example(ALL_NASTY)
def test_a_database_holds_what_was_written_also_when_it_is_written_twice(network: PropertyGraph) -> None:
    graph = Graph()
    run(cypher(network), graph)
    assert held(graph) == meant(network)
    run(cypher(network), graph)
    assert held(graph) == meant(network)


def test_what_is_written_again_replaces_what_was_said_before() -> None:
    graph = Graph()
    for said_of_it in ({"old": 1, "kept": 1}, {"kept": 2}):
        network = PropertyGraph([Node("a", "K", "A", said_of_it)], [])
        run(cypher(network), graph)
    assert held(graph) == meant(network)


def test_batches_part_statements_and_lose_nothing() -> None:
    nodes = [Node(f"n{number}", "K", "N") for number in range(401)]
    network = PropertyGraph(nodes, [Edge(f"e{node.id}", node.id, "n0", "k", "E") for node in nodes])
    script = list(cypher(network))
    assert [statement.count("\n  {") for statement in script] == [0, 200, 200, 1, 200, 200, 1]
    graph = Graph()
    run(script, graph)
    assert held(graph) == meant(network)


def test_the_parser_of_neo4j_finds_nothing_wrong(run_javascript: Script, tmp_path: Path) -> None:
    scripts = [[WRONG], list(cypher(SMALL)), list(cypher(ALL_NASTY))]

    @settings(max_examples=3)  # the analysis takes most of a second for each
    @given(hostile_graphs())
    def collect(network: PropertyGraph) -> None:
        scripts.append(list(cypher(network)))

    collect()
    files = [tmp_path / f"{number}.cypher" for number in range(len(scripts))]
    for file, script in zip(files, scripts, strict=True):
        file.write_text("".join(script), "utf-8")
    wrong, *found = run_javascript("read-cypher.cjs", *files)
    assert "integer is too large" in str(wrong["faults"])
    assert [each["faults"] for each in found] == [[]] * len(found)
    assert [each["statements"] for each in found] == [
        [statement.strip() for statement in script] for script in scripts[1:]
    ]


def test_names_hold_letters_digits_and_underscores_and_stay_apart() -> None:
    fields = [Field(name, "text") for name in ("a b", "a_b", "名称", "`", "\\u0041")]  # type: ignore[arg-type]
    assert property_names(fields) == {
        "a b": "a_b",
        "a_b": "a_b_",
        "名称": "名称",
        "`": "_",
        "\\u0041": "_u0041",
    }


def test_types_are_upper_snake_case() -> None:
    kinds = ("hasTarget", "has_target", "within", "quotedFrom2Places", "名称", "")
    network = PropertyGraph([Node("a", "K", "A")], [Edge(kind or "-", "a", "a", kind, "E") for kind in kinds])
    assert relationship_types(network) == {
        "hasTarget": "HAS_TARGET",
        "has_target": "HAS_TARGET_",
        "within": "WITHIN",
        "quotedFrom2Places": "QUOTED_FROM2_PLACES",
        "名称": "名称",
        "": "_",
    }
