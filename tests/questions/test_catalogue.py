"""Answers of saved questions against what reading the five documents gives."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bizgraph.building import build
from bizgraph.graph import Graph
from bizgraph.questions.saved import saved_queries
from bizgraph.resources import queries_dir

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


def test_heads_can_be_read_by_other_readers_of_such_heads() -> None:
    """They drop the leading `#+` and read the lines as YAML 1.1; variables named `?_…` mean more to them."""
    for path in sorted(queries_dir().glob("*.rq")):
        text = path.read_text("utf-8")
        head = "\n".join(line.lstrip("#+") for line in text.splitlines() if line.startswith("#+"))
        said = yaml.safe_load(head)
        query = saved_queries()[path.stem]
        assert all(isinstance(key, str) for key in (*said, *said["columns"], *said.get("parameters", {}))), (
            path
        )
        assert said["title_zh"] == query.titles["zh"]
        assert tuple(said["tags"]) == query.tags
        assert tuple(said["columns"]) == tuple(query.columns)
        assert not re.search(r"\?_", text), path


# Each row was found by reading: 000 is the plan of 赣县区, 001 that of a masked city, 002 that of 东莞,
# 003 that of 鸠江区, and 004 tells the experiences of 四川. A line is that of the file.
READ: list[tuple[str, dict[str, str], str, set[tuple[object, ...]]]] = [
    # -- borrowing. 鸠江区 says 借鉴南宁市 (321), 深圳市 (325) and 杭州市 (481), once each.
    (
        "who-borrows-from-whom",
        {"region": "鸠江区"},
        "model measures measure_line",
        {("南宁市", 1, 321), ("深圳市", 1, 325), ("杭州市", 1, 481)},
    ),
    # 赣县区's tax measure (2119) takes up what 芜湖 did; 芜湖's 鸠江区 takes up what three cities did.
    (
        "borrowing-chains",
        {"region": "赣县区"},
        "place middle model line middle_line",
        {
            ("赣县区", "鸠江区", name, 2119, line)
            for name, line in (("南宁市", 321), ("深圳市", 325), ("杭州市", 481))
        },
    ),
    # 对标(粤港澳)大湾区 stands in four measures; for three, practices of its member 广州 are told.
    (
        "group-benchmarks",
        {},
        "line member practice_line",
        {(673, None, None)}
        | {(line, "广州市", told) for line in (2557, 2579, 2585) for told in (2523, 2533)},
    ),
    ("named-models", {"region": "鸠江区"}, "model line", {("南宁市", 321), ("深圳市", 325), ("杭州市", 481)}),
    # 大连等地, 多地, 国内一些标杆城市, and practices told without a place.
    ("practices-of-nobody", {}, "line", {(2159,), (2231,), (2343,), (2677,)}),
    # -- responsibility.
    ("measures-of-unit", {"unit": "鸠江区教育局"}, "line", {(413,), (503,)}),
    (
        "measures-of-function",
        {"function": "税务", "region": "东莞"},
        "line unit_name",
        {(line, "东莞市税务局") for line in (29, 46, 66, 79, 80)},
    ),
    ("task-force-members", {"region": "鸠江区", "unit": "鸠江区统计局"}, "line name", {(131, "纳税")}),
    # 喻丽君 stands behind five of the eighteen tasks (annex 2, 104 to 118).
    (
        "champions",
        {"person": "喻丽君"},
        "line name",
        {(18, "政府采购"), (20, "获得电力"), (21, "获得用水用气"), (29, "纳税"), (34, "包容普惠创新")},
    ),
    # -- time. 赣县区's trading centre: 2022年6月底前 (883), 12月底前 (833 and 899).
    (
        "unit-calendar",
        {"unit": "赣县区公共资源交易中心"},
        "deadline measures line",
        {(date(2022, 6, 30), 1, 883), (date(2022, 12, 31), 2, 833)},
    ),
    (
        "due-between",
        {"first_day": "2022-08-01", "last_day": "2022-09-30"},
        "line deadline",
        {(line, date(2022, 8, 31)) for line in (855, 871)}
        | {(line, date(2022, 9, 30)) for line in (481, 505, 507, 509)},
    ),
    ("deadlines-by-quarter", {"region": "鸠江区"}, "line", {(381,)}),
    ("overdue-measures", {"at": "2021-07-15", "region": "东莞"}, "line", {(44,), (46,)}),
    # 东莞's table: the last column of the rows 44 to 94.
    (
        "deadlines-as-printed",
        {"region": "东莞"},
        "deadline_text deadline line",
        {
            ("6月底", date(2021, 6, 30), 44),
            ("8月底", date(2021, 8, 31), 45),
            ("10月底", date(2021, 10, 31), 64),
            ("12月底", date(2021, 12, 31), 55),
            ("2021年底", date(2021, 12, 31), 77),
            ("根据国家和省的进度安排推进", None, 47),
        },
    ),
    # -- targets. 1个环节0.5个工作日 and so on are others; these are shares and sums.
    ("promised-shares", {"region": "东莞"}, "value line", {(Decimal(100), 23), (Decimal(80), 33)}),
    (
        "sums-of-money",
        {"region": "赣县区"},
        "ten_thousand_yuan line",
        {
            (Decimal(value), line)
            for value, line in (
                (350000, 1615),
                (250000, 1615),
                (125100, 2745),
                (68100, 2749),
                (41000, 2751),
                (16000, 2753),
                (12000, 2707),
            )
        },
    ),
    # 主要限时办结业务的平均办理时间压缩45%以上, out of what it was: a change, not a time.
    ("changes-promised", {"region": "鸠江区"}, "value unit line", {(Decimal(45), "%", 329)}),
    # 达到xx% and the like in 001: four where 执行合同 is spoken of (30), one in the aims on 法治环境 (7), and
    # one of the procurators (38).
    (
        "masked-figures",
        {"indicator": "执行合同"},
        "metric line",
        {
            ("速裁快审一审结案数占案件总结案数", 30),
            ("民商事案件网上立案率", 30),
            ("民商事案件一审服判息诉率", 30),
            ("营商环境评价中得分率", 30),
            ("重点领域", 7),
            ("检察建议回复率", 38),
        },
    ),
    # -- gaps. 东莞's table sets every problem beside its measure.
    ("gaps-by-indicator", {"region": "东莞", "indicator": "招标投标"}, "gaps answered line", {(4, 4, 55)}),
    ("gaps-by-indicator", {"region": "东莞", "indicator": "政府采购"}, "gaps answered line", {(3, 3, 52)}),
    # 2029: 但与广州、深圳一致.
    ("gaps-compared-with", {"model": "深圳市", "indicator": "纳税"}, "line", {(2029,)}),
    ("unanswered-gaps", {"region": "东莞"}, "line", set()),
    # -- coverage: 003 numbers its measures from 1 to 119 under eighteen heads.
    (
        "indicator-coverage",
        {"region": "鸠江区"},
        "name measures",
        {
            ("开办企业", 14),
            ("办理建筑许可", 3),
            ("获得电力", 1),
            ("登记财产", 2),
            ("纳税", 8),
            ("跨境贸易", 1),
            ("办理破产", 8),
            ("获得信贷", 9),
            ("保护中小投资者", 2),
            ("执行合同", 7),
            ("劳动力市场监管", 12),
            ("政府采购", 4),
            ("获得用水用气", 3),
            ("招标投标", 5),
            ("政务服务", 11),
            ("知识产权创造、保护和运用", 16),
            ("市场监管", 5),
            ("包容普惠创新", 8),
        },
    ),
    # 纳税's four second-level indicators; (二)纳税时间 and (四)报税后流程指数 have two measures each.
    (
        "second-level-indicators",
        {"region": "赣县区", "indicator": "纳税"},
        "sub_name measures",
        {("纳税次数", 1), ("纳税时间", 2), ("总税收和缴费率", 1), ("报税后流程指数", 2)},
    ),
    ("documents", {"region": "鸠江区"}, "place line", {("鸠江区", 3)}),
    # -- practices.
    (
        "practices-of-units",
        {},
        "line",
        {(line,) for line in (1715, 1717, 278, 287, 292, 296, 310, 322, 339)},
    ),
    (
        "outcome-figures",
        {"region": "自贡市", "about": "兑现"},
        "value unit line",
        {(Decimal(183), "件", 110), (Decimal("1.05"), "亿元", 110)},
    ),
    # -- quality.
    ("units-of-unknown-function", {}, "line", {(511,)}),
    ("masked-places", {}, "line", {(4,)}),
    (
        "printed-names",
        {"unit": "鸠江区市场监督管理局"},
        "printed",
        {("区市监局",), ("区市场监管局",), ("市场监管局",)},
    ),
]


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), READ)
def test_the_rows_are_those_that_a_reader_finds(
    seeds_graph: Graph, name: str, parameters: dict[str, str], columns: str, rows: set[tuple[object, ...]]
) -> None:
    answer = seeds_graph.query(name, **parameters)
    assert {tuple(row[column] for column in columns.split()) for row in answer} == rows


def test_a_promise_is_given_for_every_place_in_hours_as_printed(seeds_graph: Graph) -> None:
    rows = {
        (row["place"], row["value"], row["unit"], row["line"])
        for row in seeds_graph.query("promised-times", indicator="纳税")
    }
    assert {
        ("鸠江区", Decimal(75), "小时", 325),
        ("赣县区", Decimal(80), "小时", 2101),
        ("xx市", Decimal(90), "小时", 15),
    } <= rows


def test_leads_that_act_together_are_all_named(seeds_graph: Graph) -> None:
    rows = {row["line"]: row for row in seeds_graph.query("joint-leads", region="鸠江区")}
    assert rows[543]["count"] == len(str(rows[543]["leads"]).split("、")) == 5


def test_a_task_force_has_its_people(seeds_graph: Graph) -> None:
    (row,) = seeds_graph.query("task-forces", region="鸠江区", indicator="纳税")
    assert (row["leader"], row["deputy"], row["members"]) == ("束晓伟", "孙向阳", 4)
    assert len(seeds_graph.query("task-forces", region="鸠江区")) == 18


def test_what_validation_doubts_is_what_the_build_counted(seeds_graph: Graph) -> None:
    documents = seeds_graph.documents()
    for severity in ("warning", "info"):
        rows = seeds_graph.query("what-validation-doubts", severity=severity)
        assert len(rows) == sum(document.findings.get(severity, 0) for document in documents)


def test_a_chain_may_lead_by_way_of_a_group(tmp_path: Path) -> None:
    """惠阳区 measures itself against 大湾区; 东莞 is of it, and does as 深圳 does."""
    town, member = tmp_path / "town.txt", tmp_path / "member.txt"
    town.write_text(
        "惠州市惠阳区优化营商环境实施方案\n一、开办企业\n主要举措:\n"
        "1.对标粤港澳大湾区,压减企业开办时间。(区市场监管局负责)\n",
        "utf-8",
    )
    member.write_text(
        "东莞市优化营商环境实施方案\n一、开办企业\n主要举措:\n"
        "1.借鉴深圳市先进做法,推行企业开办一件事。(市市场监管局负责)\n",
        "utf-8",
    )
    folder = build((town, member), tmp_path / "graph").graph
    with Graph.open(folder) as graph:
        rows = [
            (row["place"], row["via"], row["middle"], row["model"]) for row in graph.query("borrowing-chains")
        ]
    assert rows == [("惠阳区", "粤港澳大湾区", "东莞市", "深圳市")]
