"""Promises side by side, held against what careful reading found (`tests/gold/comparison.toml`)."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizgraph.authority.indicators import load_indicators
from bizgraph.building import build
from bizgraph.errors import BizgraphError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Status
from bizgraph.resources import seeds_dir
from bizgraph.store.values import Plain

TESTS = Path(__file__).parents[1]
PLANS = TESTS / "data" / "comparison"
GOLD: Mapping[str, Any] = tomllib.loads((TESTS / "gold" / "comparison.toml").read_text("utf-8"))
INDICATORS: Sequence[Mapping[str, Any]] = GOLD["indicator"]
COLUMNS = [
    "topic", "region", "value", "unit", "comparator", "best", "printed", "stated_in",
    "comparable", "reason", "text", "quantity", "statement", "file", "line",
]  # fmt: skip
LEAST_PRECISION = 0.98
LEAST_RECALL = 0.93

Row: TypeAlias = Mapping[str, Plain]


@dataclass(frozen=True, order=True)
class Figure:
    """A figure as the gold names it."""

    place: str
    value: Decimal
    unit: str
    at: str

    @classmethod
    def read(cls, line: str) -> Figure:
        place, value, unit, at = (part.strip() for part in line.split("|"))
        return cls(place, Decimal(value), unit, at)

    @classmethod
    def of(cls, row: Row) -> Figure:
        file = str(row["file"]).split("_")[0]
        return cls(str(row["region"]), Decimal(str(row["value"])), str(row["unit"]), f"{file}:{row['line']}")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The graph of the seeds and four small plans with other wordings of the same promises."""
    report = build((seeds_dir(), PLANS), tmp_path_factory.mktemp("compared") / "graph")
    assert len(report.published) == 9
    with Graph.open(Path(report.graph)) as opened:
        yield opened


def promises(answer: Answer) -> list[Row]:
    return [row for row in answer if row["comparable"] and row["stated_in"] != "成效"]


def groups(answer: Answer) -> list[list[Row]]:
    found: dict[tuple[Plain, Plain], list[Row]] = defaultdict(list)
    for row in promises(answer):
        found[row["topic"], row["unit"]].append(row)
    return list(found.values())


def pairs(figures: Iterable[Figure]) -> set[tuple[Figure, Figure]]:
    both = combinations(sorted(figures), 2)
    return {(one, other) for one, other in both if one.place != other.place}


def test_the_gold_is_collected() -> None:
    names = [each["name"] for each in INDICATORS]
    assert len(names) == len(set(names)) == 18
    assert sum("group" in each for each in INDICATORS) == 10
    assert sum(len(each.get("group", ())) for each in INDICATORS) == 27
    assert sum(len(each.get("apart", ())) for each in INDICATORS) == 36


def test_what_measures_the_same_is_put_together_and_nothing_else(
    graph: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    right = wrong = missed = 0
    faults: list[str] = []
    for indicator in INDICATORS:
        answer = graph.compare(indicator["name"])
        either = {Figure.read(line) for line in indicator.get("either", ())}
        found = {
            pair
            for group in groups(answer)
            for pair in pairs(map(Figure.of, group))
            if not either.intersection(pair)
        }
        gold = {
            pair for group in indicator.get("group", ()) for pair in pairs(map(Figure.read, group["figures"]))
        }
        right += len(found & gold)
        wrong += len(found - gold)
        missed += len(gold - found)
        faults += (f"wrong {indicator['name']}: {pair}" for pair in sorted(found - gold))
        faults += (f"missed {indicator['name']}: {pair}" for pair in sorted(gold - found))
    precision, recall = right / (right + wrong), right / (right + missed)
    with capsys.disabled():
        print(f"\ncomparison: {right} pairs, precision {precision:.3f}, recall {recall:.3f}")
    listing = "\n".join(faults)
    assert precision >= LEAST_PRECISION, listing
    assert recall >= LEAST_RECALL, listing


@pytest.mark.parametrize("indicator", INDICATORS, ids=[each["name"] for each in INDICATORS])
def test_what_must_not_be_compared_is_not(graph: Graph, indicator: Mapping[str, Any]) -> None:
    rows = list(graph.compare(indicator["name"]))
    topics: dict[Figure, set[tuple[Plain, Plain]]] = defaultdict(set)
    seen: dict[tuple[str, str], bool] = {}
    for row in rows:
        file = str(row["file"]).split("_")[0]
        seen[str(row["region"]), f"{file}:{row['line']}"] = True
        if row["comparable"]:
            topics[Figure.of(row)].add((row["topic"], row["unit"]))
    for one, other in indicator.get("apart", ()):
        first, second = Figure.read(one), Figure.read(other)
        assert not topics[first] & topics[second], (one, other)
        for figure in (first, second):
            assert (figure.place, figure.at) in seen or figure.at == "xinyu:15", (
                f"{figure} is not listed at all"
            )


@pytest.mark.parametrize("indicator", INDICATORS, ids=[each["name"] for each in INDICATORS])
def test_the_best_is_marked(graph: Graph, indicator: Mapping[str, Any]) -> None:
    found = groups(graph.compare(indicator["name"]))
    for group in indicator.get("group", ()):
        figures = {Figure.read(line) for line in group["figures"]}
        rows = next((rows for rows in found if len(figures & set(map(Figure.of, rows))) > 1), None)
        listed = {figure.place for figure in figures if figure.at != "xinyu:15"}
        if "best" in group and rows is not None and len(listed) == len({each.place for each in figures}):
            assert {row["region"] for row in rows if row["best"]} == set(group["best"]), group["what"]


def test_an_answer_has_all_that_makes_it_checkable(graph: Graph) -> None:
    for indicator in INDICATORS:
        answer = graph.compare(indicator["name"])
        assert [column.name for column in answer.columns] == COLUMNS
        assert all(column.meaning("zh") != column.meaning("en") for column in answer.columns)
        assert answer.status is Status.ANSWERED
        assert answer.reading
        assert "biz:Target" in answer.sparql
        cited = {source.row for source in answer.sources}
        assert cited == set(range(len(answer)))
        for row in answer:
            assert row["reason"] is None or row["reason"] != ""
            assert bool(row["comparable"]) or row["reason"], "what is not compared says why"
            assert not row["best"] or (row["comparable"] and row["stated_in"] != "成效")


def test_sources_quote_the_figure_where_it_stands(graph: Graph) -> None:
    answer = graph.compare("纳税")
    texts = {
        path.name: path.read_text("utf-8") for path in (*seeds_dir().glob("*.txt"), *PLANS.glob("*.txt"))
    }
    rows = list(answer)
    for source in answer.sources:
        assert texts[source.file][source.start : source.end] == source.quote
    printed = {source.row for source in answer.sources if rows[source.row]["printed"] == source.quote}
    assert printed == set(range(len(rows)))


def test_every_group_has_several_places_and_one_unit(graph: Graph) -> None:
    for indicator in INDICATORS:
        for rows in groups(graph.compare(indicator["name"])):
            assert len({row["region"] for row in rows}) > 1
            assert all(row["value"] is not None for row in rows)


def test_masked_figures_and_changes_are_listed_but_not_compared(graph: Graph) -> None:
    rows = list(graph.compare("政务服务"))
    masked = [row for row in rows if row["value"] is None]
    assert len(masked) > 5
    assert all(not row["comparable"] and not row["best"] for row in masked)
    assert "原文隐去了数字" in {row["reason"] for row in masked}
    changes = [row for row in graph.compare("纳税") if row["comparator"] in ("下降", "增长")]
    assert changes
    assert {row["reason"] for row in changes} == {"是增减的幅度，不是要达到的水平"}


def test_days_are_no_working_days_and_the_reason_says_so(graph: Graph) -> None:
    alone = [
        row
        for row in graph.compare("开办企业", regions=["东莞市", "鸠江区", "赣县区"])
        if row["unit"] == "天"
    ]
    assert [row["reason"] for row in alone] == ["单位不能换算：其余按工作日计"]
    assert {row["topic"] for row in alone} == {"开办企业·时间"}


def test_outcomes_are_shown_for_reference_and_never_best(graph: Graph) -> None:
    outcomes = [row for row in graph.compare("开办企业") if row["stated_in"] == "成效"]
    assert [(row["region"], row["value"], row["unit"]) for row in outcomes] == [
        ("四川省", 5, "工作日"),
        ("四川省", 4, "环节"),
    ]
    assert all(row["comparable"] and not row["best"] and row["reason"] for row in outcomes)


def test_a_statement_on_several_indicators_lends_each_only_its_own_figures(graph: Graph) -> None:
    printed = {(row["topic"], row["printed"]) for row in graph.compare("获得电力") if row["line"] == 5}
    assert ("高压单电源办电·时间", "不超38個工作日") in printed
    assert not any("0.5" in str(words) or "90小時" in str(words) for _, words in printed)


def test_only_some_places(graph: Graph) -> None:
    answer = graph.compare("开办企业", regions=["赣县区", "安徽省"])
    assert {row["region"] for row in answer} == {"赣县区", "鸠江区", "滁州市"}
    assert answer.parameters["region"] == "赣县区、安徽省"
    silent = graph.compare("开办企业", regions=["赣县区", "深圳市"])
    assert "没有数字的地区：深圳市" in silent.reading
    assert not promises(silent)


@pytest.mark.parametrize(
    ("metric", "topics"),
    [
        ("高压办电时间", {"高压办电·时间"}),
        ("停电", {"停电·时间", "中心城区停电·时间"}),
        ("办电环节", set()),
        ("环节", set()),
    ],
)
def test_only_what_is_measured_so(graph: Graph, metric: str, topics: set[str]) -> None:
    answer = graph.compare("获得电力", metric=metric)
    assert answer.status is Status.ANSWERED
    assert {row["topic"] for row in promises(answer)} == topics


def test_a_metric_that_nobody_promises_is_refused_with_those_there_are(graph: Graph) -> None:
    answer = graph.compare("开办企业", metric="高速公路里程")
    assert answer.status is Status.REFUSED
    assert not answer.rows
    assert "开办企业·时间" in {candidate.label for candidate in answer.candidates}


def test_a_second_level_indicator_has_its_own_figures(graph: Graph) -> None:
    answer = graph.compare("开办企业耗时")
    assert {row["unit"] for row in promises(answer)} == {"工作日", "天"}
    assert all("环节" not in str(row["topic"]) for row in promises(answer))
    assert {row["topic"] for row in promises(graph.compare("纳税次数"))} == {"纳税·次数"}


def test_in_english(graph: Graph) -> None:
    answer = graph.compare("Paying taxes", language="en")
    assert answer.reading.startswith("What places promise for “Paying taxes”: 3 things")
    row = next(row for row in answer if row["best"])
    assert (row["unit"], row["comparator"], row["stated_in"]) == ("hour", "at most", "measure")


def test_places_of_one_name_are_told_apart(tmp_path: Path) -> None:
    text = "xx市优化营商环境工作方案\n一、开办企业\n1.企业开办时间压缩至{}个工作日以内。(市市场监管局牵头)\n"
    for name, value in (("one", 1), ("two", 2)):
        (tmp_path / f"{name}.txt").write_text(text.format(value) * 1, "utf-8")
    build((tmp_path,), tmp_path / "graph")
    with Graph.open(tmp_path / "graph") as opened:
        rows = list(opened.compare("开办企业"))
    assert {row["region"] for row in rows} == {"xx市 (one.txt)", "xx市 (two.txt)"}
    assert [row["region"] for row in rows if row["best"]] == ["xx市 (one.txt)"]


def test_an_indicator_without_figures_is_answered(graph: Graph) -> None:
    answer = graph.compare("保护中小投资者")
    assert answer.status is Status.ANSWERED
    assert not answer.rows
    assert "没有" in answer.reading


@pytest.mark.parametrize(
    "arguments",
    [{"indicator": "没有"}, {"indicator": "region:440300"}, {"indicator": "纳税", "regions": ["没有"]}],
)
def test_unknown_names_are_refused(graph: Graph, arguments: dict[str, Any]) -> None:
    with pytest.raises(UnknownThingError):
        graph.compare(**arguments)


NAMES = st.one_of(st.text(), st.sampled_from([each.label for each in load_indicators().all()]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    NAMES, st.lists(st.one_of(st.text(), st.sampled_from(["赣县区", "xx市", "安徽"])), max_size=2), st.text()
)
def test_any_text_is_answered_or_refused(
    seeds_graph: Graph, indicator: str, regions: list[str], metric: str
) -> None:
    try:
        answer = seeds_graph.compare(indicator, regions=regions, metric=metric)
    except BizgraphError:
        return
    assert answer.to_json()
    assert answer.to_csv()
    assert answer.to_markdown()
    assert answer.status is Status.ANSWERED or answer.reading
