"""Every format of every view, read back by programs of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.export.drawn import (
    test_cx2,
    test_cytoscape_json,
    test_dot,
    test_gexf,
    test_graphml,
    test_graphology,
)
from tests.export.notes import test_obsidian
from tests.export.tables import test_csvw, test_cypher, test_neo4j_csv
from tests.javascript_packages import Script

from bizgraph.export.names import ViewName
from bizgraph.export.network import PropertyGraph
from bizgraph.graph import Graph

Check = Callable[..., None]

LIMITED: dict[str, Any] = {"region": "赣县区", "indicator": "政务服务"}
ONE_BY_ONE: dict[str, Check] = {
    "gexf by its schema": test_gexf.test_every_graph_is_valid,
    "gexf by networkx": test_gexf.test_networkx_reads_every_node_edge_and_attribute,
    "graphml by networkx": test_graphml.test_networkx_reads_every_node_edge_and_attribute,
    "graphml by igraph": test_graphml.test_igraph_reads_every_node_edge_and_attribute,
    "graphml as yEd draws it": test_graphml.test_every_node_and_edge_is_drawn_for_yed,
    "cx2 by ndex2": test_cx2.test_ndex_reads_it_all,
    "csvw by csvw": test_csvw.test_the_validator_has_nothing_to_say_and_all_is_read_with_its_type,
    "neo4j-csv by the rules of the importer": test_neo4j_csv.test_all_is_read_with_its_type,
    "obsidian by pyyaml": test_obsidian.test_every_thing_has_a_note_with_all_that_is_said_of_it,
    "obsidian's links": test_obsidian.test_every_link_leads_to_a_note_and_every_edge_is_told_at_both_ends,
    "obsidian's names": test_obsidian.test_paths_are_safe_and_their_own_everywhere,
}


def body(check: Check) -> Callable[..., Any]:
    """What a property test does with one example."""
    return check.hypothesis.inner_test  # type: ignore[attr-defined, no-any-return]


@pytest.fixture(scope="module")
def views(seeds_graph: Graph, plans_graph: Graph) -> list[PropertyGraph]:
    """Each view whole, and two of one place and indicator."""
    whole = [plans_graph.network(name) for name in ViewName]
    parts = [seeds_graph.network(name, **LIMITED) for name in (ViewName.BORROWING, ViewName.RESPONSIBILITY)]
    return [*whole, *parts]


@pytest.mark.parametrize("check", ONE_BY_ONE.values(), ids=ONE_BY_ONE)
def test_every_view_is_read_back(views: list[PropertyGraph], check: Check) -> None:
    assert len(views) == 6
    for network in views:
        body(check)(network)


@pytest.mark.parametrize(
    "check",
    [test_cytoscape_json.test_cytoscape_reads_it_all, test_graphology.test_graphology_reads_it_all],
    ids=["cytoscape-json by Cytoscape.js", "graphology by graphology"],
)
def test_javascript_reads_every_view(
    views: list[PropertyGraph],
    check: Check,
    run_javascript: Script,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    body(check)(views, run_javascript, tmp_path_factory)


def test_graphviz_reads_every_view(views: list[PropertyGraph]) -> None:
    body(test_dot.test_graphviz_reads_it_all)(views)


def test_a_database_takes_the_script_of_every_view(views: list[PropertyGraph]) -> None:
    small = [network for network in views if network.graph.number_of_edges() < 500]
    assert len(small) == 5  # the engine is slow with thousands of edges; the same statements, only more
    for network in small:
        body(test_cypher.test_a_database_holds_what_was_written_also_when_it_is_written_twice)(network)
