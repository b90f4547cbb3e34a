"""Answers of saved questions against what reading the five documents gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bizgraph.graph import Graph
from bizgraph.questions.saved import saved_queries

GROUPS = {"borrowing", "responsibility", "time", "targets", "gaps", "coverage", "practices", "quality"}


def test_every_group_has_several_questions() -> None:
    tags = [tag for query in saved_queries().values() for tag in query.tags]
    assert all(tags.count(group) >= 3 for group in GROUPS), {group: tags.count(group) for group in GROUPS}


@pytest.mark.parametrize(
    ("name", "parameters", "lines"),
    [
        # 鸠江区 names three models in its measures; 003, lines 321 to 481.
        ("borrowed-practice", {"region": "深圳"}, {181, 877, 1953, 325}),
        # 东莞's task table: what is due by the end of June 2021.
        ("measures-due", {"by": "2021-06-30", "region": "东莞市"}, {44, 46}),
        # 赣县区 measures its insolvency against Shenzhen three times, and its electricity once.
        ("gaps-compared-with", {"model": "深圳市", "indicator": "办理破产"}, {2207, 2215, 2223}),
        ("gaps-compared-with", {"model": "深圳市", "indicator": "获得电力"}, {1001}),
        # The six measures on services for enterprises stand under no indicator.
        ("measures-without-indicator", {}, {47, 49, 51, 55, 57, 59}),
        ("promised-times", {"indicator": "开办企业", "region": "鸠江区"}, {281}),
        ("promised-times", {"indicator": "纳税", "region": "赣县区"}, {2101, 2105, 2127}),
    ],
)
def test_the_lines_are_those_that_a_reader_finds(
    seeds_graph: Graph, name: str, parameters: dict[str, str], lines: set[int]
) -> None:
    answer = seeds_graph.query(name, **parameters)
    found = {int(str(row.get("line") or row.get("measure_line"))) for row in answer}
    assert answer.rows
    assert found == lines


def test_documents_say_of_themselves_what_they_print(seeds_graph: Graph) -> None:
    rows = {str(row["file"])[:3]: row for row in seeds_graph.query("documents")}
    assert rows["003"]["issued"] == date(2023, 2, 6)
    assert rows["004"]["document_number"] == "〔2020〕54号"
    assert rows["004"]["publisher"] == "四川省人民政府办公厅"
    assert rows["001"]["issued"] is None


def test_what_a_plan_leaves_out_is_told(seeds_graph: Graph) -> None:
    missing = {(row["place"], row["indicator_name"]) for row in seeds_graph.query("missing-indicators")}
    assert missing == {("xx市", "保护中小投资者"), ("xx市", "政府采购")}


def test_champions_are_those_of_the_table(seeds_graph: Graph) -> None:
    rows = seeds_graph.query("champions", region="东莞", indicator="获得用水用气")
    people = {str(value) for row in rows for value in row.values()}
    assert {"万卓培", "喻丽君"} <= people
    assert "王长青" not in people


def test_hours_are_given_in_days_too(seeds_graph: Graph) -> None:
    rows = seeds_graph.query("promised-times", indicator="开办企业", region="赣县区")
    seal = next(row for row in rows if row["metric"] == "首套公章")
    assert (seal["value"], seal["unit"]) == (Decimal(1), "小时")
    assert round(Decimal(str(seal["days"])), 4) == Decimal("0.0417")


def test_every_gap_of_a_plan_that_pairs_none_is_unanswered(seeds_graph: Graph) -> None:
    gaps = seeds_graph.documents()
    plan = next(document for document in gaps if document.file.startswith("000"))
    assert len(seeds_graph.query("unanswered-gaps", region="赣县区")) == plan.counts["gaps"]
    assert len(seeds_graph.query("unanswered-gaps", region="东莞市")) == 0
