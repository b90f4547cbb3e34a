from __future__ import annotations

import pytest

from bizgraph.errors import QueryError, UnknownThingError
from bizgraph.graph import Graph


@pytest.mark.parametrize("asked", [{}, {"kind": "measure"}, {"region": "东莞"}, {"indicator": "政务服务"}])
def test_a_facet_says_how_many_a_search_narrowed_by_it_finds(
    seeds_graph: Graph, asked: dict[str, str]
) -> None:
    for facet, values in seeds_graph.facets("审批", **asked).items():
        assert values
        for value in values[:5]:
            found = seeds_graph.search("审批", **{**asked, facet: value.value}, limit=1000)
            assert len(found) == value.count, (facet, value)


def test_facets_are_told_in_both_languages(seeds_graph: Graph) -> None:
    kinds = {value.value: value.label for value in seeds_graph.facets("审批", language="en")["kind"]}
    assert kinds["measure"] == "measure"


def test_unknown_names_are_refused(seeds_graph: Graph) -> None:
    with pytest.raises(UnknownThingError):
        seeds_graph.facets("审批", region="火星")
    with pytest.raises(QueryError):
        seeds_graph.facets("审批", kind="nothing")


@pytest.mark.parametrize("kind", ["region", "indicator", "unit", "document", "function"])
def test_what_is_held_has_a_name_and_is_ordered(seeds_graph: Graph, kind: str) -> None:
    held = seeds_graph.held(kind)
    assert held
    assert all(each.label and not each.label.startswith("http") for each in held)
    assert [each.facts for each in held] == sorted((each.facts for each in held), reverse=True)
    assert len({each.iri for each in held}) == len(held)


def test_the_survey_counts_what_discovery_finds(seeds_graph: Graph) -> None:
    gaps = {topic.place for topic in seeds_graph.survey() if topic.kind == "gap"}
    assert {seeds_graph.label(place.value) for place in gaps} == {"赣县区", "东莞市"}
    ranked = [count for _, count in seeds_graph.instruments(10)]
    assert ranked == sorted(ranked, reverse=True)
    with pytest.raises(QueryError):
        seeds_graph.held("planet")
