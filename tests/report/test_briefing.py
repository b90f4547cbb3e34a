"""Briefings on the documents that come with bizgraph: what they say is what the graph holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from tests.report.test_rendering import checked

from bizgraph.authority.indicators import load_indicators
from bizgraph.building import build
from bizgraph.errors import QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.pictures.charts import Bars, Chart, HeatMap, StackedBars, Timeline
from bizgraph.questions.answer import LANGUAGES
from bizgraph.report import briefing, docx, html, markdown
from bizgraph.report.blocks import Briefing, Language, Paragraph, Picture, Quotations, Source, Table
from bizgraph.resources import seeds_dir
from bizgraph.source.cleaning import clean
from bizgraph.source.telephones import MOBILE

PREFIXES = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
Told = Callable[..., Briefing]
SUBJECTS = (
    {"region": "赣县区"},
    {"region": "东莞"},
    {"region": "鸠江区"},
    {"region": "四川省"},
    {"indicator": "政务服务"},
    {"indicator": "开办企业"},
    {"model": "深圳市"},
    {"model": "广东省"},
)
names = [next(iter(subject.values())) for subject in SUBJECTS]


@pytest.fixture(scope="module")
def told(seeds_graph: Graph) -> Told:
    @cache
    def make(language: Language = "zh", **subject: str) -> Briefing:
        return briefing(seeds_graph, language=language, **subject)

    return make


def tables(told: Briefing) -> Iterator[Table]:
    return (block for section in told.sections for block in section.blocks if isinstance(block, Table))


def chart(told: Briefing, title: str) -> Chart:
    charts = [
        block.chart for section in told.sections for block in section.blocks if isinstance(block, Picture)
    ]
    (found,) = [each for each in charts if each.title == title]
    return found


def numbers(graph: Graph, pattern: str) -> dict[str, int]:
    """Count what a pattern finds, by the name it gives."""
    answer = graph.query(
        f"{PREFIXES} SELECT ?name (COUNT(DISTINCT ?one) AS ?n) WHERE {{ {pattern} }} GROUP BY ?name"
    )
    return {str(row["name"]): int(str(row["n"])) for row in answer}


def quoted(told: Briefing) -> Iterator[tuple[str, Source]]:
    """Yield words that come from documents, and where they are said to stand."""
    for section in told.sections:
        for block in section.blocks:
            if isinstance(block, Quotations):
                yield from ((each.words, each.source) for each in block.quotations)
    wordy = {
        "举措",
        "差距",
        "做法",
        "可供参考的做法",
        "成效",
        "文件",
        "measure",
        "gap",
        "practice",
        "outcome",
    }
    for table in tables(told):
        for row in table.rows:
            for head, cell in zip(table.heads, row, strict=True):
                if head in wordy and cell.sources and not cell.text.isdigit():
                    yield cell.text, cell.sources[0]


def letters(words: str) -> str:
    return re.sub(r"[\W_]", "", words)


@cache
def text_from(source: Source) -> str:
    lines = (seeds_dir() / source.file).read_text("utf-8").split("\n")
    return letters(clean("\n".join(lines[source.line - 1 : source.line + 60])).characters)


@pytest.mark.parametrize("subject", SUBJECTS, ids=names)
def test_every_quotation_stands_where_it_is_said_to(told: Told, subject: dict[str, str]) -> None:
    found = list(quoted(told(**subject)))
    assert len(found) > 3 or subject == {"region": "四川省"}
    for words, source in found:
        assert letters(words.removesuffix("”").removesuffix("……")) in text_from(source), (words, source)


@pytest.mark.parametrize(
    ("subject", "language"),
    list(zip(SUBJECTS, cycle(LANGUAGES), strict=False)),
)
def test_briefings_are_whole_and_short(told: Told, subject: dict[str, str], language: Language) -> None:
    about = told(language, **subject)
    page = html(about)
    checked(page)
    words = re.sub(r"<style>.*?</style>|<[^>]*>", "", page, flags=re.DOTALL)
    assert len(words) < 9000
    assert "None" not in words
    assert "w3id.org" not in words
    assert not MOBILE.search(words)
    for table in tables(about):
        assert table.rows
        assert len({tuple(cell.text for cell in row) for row in table.rows}) == len(table.rows)


def test_the_same_graph_gives_the_same_bytes(seeds_graph: Graph, told: Told) -> None:
    first, again = told(model="深圳市"), briefing(seeds_graph, model="深圳市")
    assert (html(first), markdown(first), docx(first)) == (html(again), markdown(again), docx(again))


def test_months_and_units_and_gaps_and_models_are_counted_as_the_graph_holds_them(
    seeds_graph: Graph, told: Told
) -> None:
    about = told(region="赣县区")
    here = '?where rdfs:label "赣县区"@zh .'
    months = numbers(
        seeds_graph,
        f"?one a biz:Measure ; biz:region ?where ; biz:deadline ?day . {here} "
        "BIND(SUBSTR(STR(?day), 1, 7) AS ?name)",
    )
    due = chart(about, "各月到期的举措（条）")
    assert isinstance(due, Timeline)
    assert {f"{year}-{month:02}": count for (year, month), count in due.months} == months
    units = numbers(
        seeds_graph, f"?one a biz:Measure ; biz:region ?where ; biz:responsibleUnit/rdfs:label ?name . {here}"
    )
    load = chart(about, "承担举措最多的单位（按各条举措自身写明的单位计）")
    assert isinstance(load, StackedBars)
    assert {stack.label: sum(stack.values) for stack in load.stacks}.items() <= units.items()
    assert min(sum(stack.values) for stack in load.stacks) >= sorted(units.values())[-len(load.stacks)]
    gaps = numbers(
        seeds_graph,
        f"?one a biz:Gap ; biz:region ?where ; biz:indicator/skos:prefLabel ?name . {here} "
        "FILTER(LANG(?name) = 'zh')",
    )
    admitted = chart(about, "各项指标的差距（条）")
    assert isinstance(admitted, Bars)
    assert {bar.label: bar.value for bar in admitted.bars}.items() <= gaps.items()
    models = numbers(
        seeds_graph,
        f"?found a biz:Borrowing ; biz:measure ?one ; biz:practice/biz:practisedBy/rdfs:label ?name . "
        f"?one biz:region ?where . {here}",
    )
    borrowed = chart(about, "被借鉴较多的地区（举措条数）")
    assert isinstance(borrowed, Bars)
    assert {bar.label: bar.value for bar in borrowed.bars}.items() <= models.items()


def test_the_sums_of_a_region_are_those_of_the_graph(seeds_graph: Graph, told: Told) -> None:
    here = '?one biz:region/rdfs:label "赣县区"@zh ; a ?class .'
    counts = numbers(seeds_graph, f"{here} BIND(STRAFTER(STR(?class), '#') AS ?name)")
    undated = numbers(
        seeds_graph,
        f"{here} ?one a biz:Measure . FILTER NOT EXISTS {{ ?one biz:deadline ?d }} BIND('undated' AS ?name)",
    )
    summary = told(region="赣县区").sections[0].blocks[0]
    assert isinstance(summary, Paragraph)
    assert f"举措{counts['Measure']}条、目标{counts['Target']}条、差距{counts['Gap']}条" in summary.text
    assert f"没有写明的{undated['undated']}条" in summary.text


def test_coverage_of_an_indicator_is_that_of_the_graph(seeds_graph: Graph, told: Told) -> None:
    heat = chart(told(indicator="政务服务"), "各地关于该指标的条数")
    assert isinstance(heat, HeatMap)
    measures = numbers(
        seeds_graph,
        '?one a biz:Measure ; biz:indicator/skos:prefLabel "政务服务"@zh ; biz:region/rdfs:label ?name',
    )
    column = dict(zip(heat.rows, (row[0] for row in heat.values), strict=True))
    assert {place: count for place, count in column.items() if count} == measures


def test_coverage_of_a_second_level_indicator_is_that_of_its_statements(
    seeds_graph: Graph, told: Told
) -> None:
    heat = chart(told(indicator="开办企业耗时"), "各地关于该指标的条数")
    assert isinstance(heat, HeatMap)
    gaps = numbers(
        seeds_graph,
        '?one a biz:Gap ; biz:subIndicator/skos:prefLabel "开办企业耗时"@zh ; biz:region/rdfs:label ?name',
    )
    column = dict(zip(heat.rows, (row[2] for row in heat.values), strict=True))
    assert gaps
    assert {place: count for place, count in column.items() if count} == gaps


def test_figures_are_those_of_the_graph(seeds_graph: Graph, told: Told) -> None:
    rows = seeds_graph.query(f"{PREFIXES} SELECT ?v WHERE {{ ?q a biz:Quantity ; biz:value ?v }}")
    values = {float(str(row["v"])) for row in rows}
    for subject in SUBJECTS[:6]:
        for table in tables(told(**subject)):
            for row in table.rows:
                for cell in (cell for cell in row if cell.strong):
                    assert set(map(float, re.findall(r"\d+(?:\.\d+)?", cell.text))) <= values, cell


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_place_of_which_nothing_is_known_has_a_briefing_that_says_so(
    told: Told, language: Language
) -> None:
    for subject in ({"region": "北京市"}, {"model": "拉萨市"}):
        about = told(language, **subject)
        assert len(about.sections) == 1
        assert next(iter(subject.values())) in about.title
        assert not about.numbers()
        checked(html(about))


def test_an_indicator_of_which_nothing_is_known_has_a_briefing_that_says_so(
    seeds_graph: Graph, told: Told
) -> None:
    told_of = {
        row["name"]
        for row in seeds_graph.query(f"""{PREFIXES}
        SELECT DISTINCT ?name WHERE {{ ?one biz:indicator|biz:subIndicator ?i . ?i skos:prefLabel ?name }}""")
    }
    silent = next(each.label for each in load_indicators().all() if each.label not in told_of)
    (section,) = told(indicator=silent).sections
    assert section.blocks == (Paragraph(f"图谱中没有关于“{silent}”的内容。"),)


def test_one_thing_is_asked_for_by_a_name_that_is_known(seeds_graph: Graph) -> None:
    for subject in ({}, {"region": "赣县区", "model": "深圳市"}):
        with pytest.raises(QueryError, match="just one"):
            briefing(seeds_graph, **subject)  # type: ignore[arg-type]
    for subject in ({"region": "乌有区"}, {"indicator": "乌有指标"}, {"model": "乌有市"}):
        with pytest.raises(UnknownThingError):
            briefing(seeds_graph, **subject)  # type: ignore[arg-type]


def test_hostile_words_of_a_document_are_text(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "赣州市赣县区优化营商环境<script>alert(1)</script>方案\n"
        "一、开办企业\n(一)主要举措\n"
        "1.推行<img src=x onerror=alert(1)>“一网通办”[x](javascript:1)|*提速*。"
        "(区市场监管局牵头)完成时限:2022年6月底前\n",
        "utf-8",
    )
    folder = Path(build((plan,), tmp_path / "graph").graph)
    with Graph.open(folder) as graph:
        for subject in ({"region": "赣县区"}, {"indicator": "开办企业"}):
            about = briefing(graph, **subject)  # type: ignore[arg-type]
            page = html(about)
            checked(page)
            assert "&lt;script&gt;" in page
            assert "\\<script\\>" in markdown(about)
