"""What holds of every analysis, on no graph and on that of the seeds."""

from __future__ import annotations

import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner

from bizgraph.analysis import ANALYSES, borrowing_network, cooperation_network
from bizgraph.analysis.words import FILE_NAME
from bizgraph.cli import main
from bizgraph.cli.analysis import analyse_command
from bizgraph.errors import QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Status
from bizgraph.questions.sayings import read_sayings
from bizgraph.resources import ontology_dir
from bizgraph.store.embedded import EmbeddedStore

from .small import asked

EACH = pytest.mark.parametrize("name", ANALYSES)
PREFIX = (
    "PREFIX biz: <https://w3id.org/bizgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
SCRIPT = """
import sys
from bizgraph.analysis import ANALYSES
from bizgraph.graph import Graph
with Graph.open(sys.argv[1]) as graph:
    for name in ANALYSES:
        print(graph.analyse(name, limit=50).to_json())
"""


def text(answer: Answer, column: str) -> list[str]:
    """The values of a column as people read them."""
    index = [each.name for each in answer.columns].index(column)
    return [answer.labels.get(row[index], str(row[index])) for row in answer.rows]  # type: ignore[arg-type]


def line_of(answer: Answer, row: int) -> set[tuple[str, int]]:
    return {(source.file[:3], source.line) for source in answer.sources if source.row == row}


def test_words_are_right() -> None:
    assert read_sayings(ontology_dir() / FILE_NAME)["titles"].keys() == ANALYSES.keys()


@EACH
@pytest.mark.parametrize(("language", "words"), [("zh", "图中没有"), ("en", "no ")])
def test_an_empty_graph_is_said_to_be_empty(name: str, language: str, words: str) -> None:
    answer = ANALYSES[name](asked(EmbeddedStore.holding([]), language=language))
    assert answer.status is Status.ANSWERED
    assert not answer.rows
    assert answer.columns
    assert words in answer.reading


@EACH
def test_every_row_stands_on_a_sentence(seeds_graph: Graph, name: str) -> None:
    for language in ("zh", "en"):
        answer = seeds_graph.analyse(name, language=language, limit=30)
        assert answer.rows
        assert {source.row for source in answer.sources} == set(range(len(answer)))
        assert all(len(row) == len(answer.columns) for row in answer.rows)
        assert all(column.meaning(language) != "" for column in answer.columns)
        assert "{" not in answer.reading


@EACH
def test_region_and_indicator_are_named_as_people_name_them(seeds_graph: Graph, name: str) -> None:
    answer = seeds_graph.analyse(name, region="赣县", indicator="登记财产")
    assert answer.parameters == {"region": "赣县区", "indicator": "登记财产"}
    assert "赣县区" in answer.reading


def test_what_cannot_be_asked_is_refused(seeds_graph: Graph) -> None:
    with pytest.raises(QueryError, match="models"):
        seeds_graph.analyse("weather")
    with pytest.raises(QueryError, match="limit"):
        seeds_graph.analyse("models", limit=0)
    with pytest.raises(UnknownThingError):
        seeds_graph.analyse("models", region="亚特兰蒂斯")


def test_the_same_graph_gives_the_same_bytes_in_another_process(
    seeds_graph: Graph, seeds_folder: Path
) -> None:
    there = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(seeds_folder)],
        env={"PYTHONHASHSEED": "1", "PYTHONPATH": "src", "PYTHONIOENCODING": "utf-8"},
        check=True,
        capture_output=True,
    ).stdout.decode()
    assert there == "".join(f"{seeds_graph.analyse(name, limit=50).to_json()}\n" for name in ANALYSES)
    assert len(there) > 10_000


def test_the_in_degree_is_what_sparql_counts(seeds_graph: Graph) -> None:
    rows = seeds_graph.query(
        PREFIX + "SELECT ?model (COUNT(DISTINCT ?measure) AS ?n) (COUNT(DISTINCT ?borrower) AS ?of) WHERE {"
        " ?measure biz:borrowsPractice/biz:practisedBy ?model ; biz:region ?borrower"
        " FILTER(?model != ?borrower) } GROUP BY ?model"
    )
    counted = {row["model"]: (row["n"], row["of"]) for row in rows}
    found = seeds_graph.analyse("models", limit=1000)
    assert {row["model"]: (row["measures"], row["borrowers"]) for row in found if row["measures"]} == counted
    graph = borrowing_network(seeds_graph._store)
    assert {node: degree for node, degree in graph.in_degree(weight="weight") if degree} == {
        model: measures for model, (measures, _) in counted.items()
    }


def test_load_is_that_of_the_saved_question(seeds_graph: Graph) -> None:
    generic = {row["unit"] for row in seeds_graph.query(PREFIX + "SELECT ?unit { ?unit biz:generic true }")}
    saved = {
        (row["place"], row["unit_iri"]): (row["all"], row["leads"], row["partners"], row["responsible"])
        for row in seeds_graph.query("load-of-units")
        if row["unit_iri"] not in generic
    }
    answer = seeds_graph.analyse("load", limit=1000)
    places = text(answer, "place")
    assert {
        (place, row["unit"]): (row["measures"], row["leads"], row["partners"], row["responsible"])
        for place, row in zip(places, answer, strict=True)
    } == saved


def test_cooperation_is_that_of_the_saved_question(seeds_graph: Graph) -> None:
    graph = cooperation_network(seeds_graph._store)
    saved = seeds_graph.query("units-together", at_least=1)
    labels = seeds_graph.query(PREFIX + "SELECT ?label { ?unit biz:generic true ; rdfs:label ?label }")
    generic = {row["label"] for row in labels}
    pairs = [row for row in saved if not {row["unit_name"], row["other_name"]} & generic]
    assert graph.number_of_edges() == len(pairs)
    assert sum(data["weight"] for *_, data in graph.edges(data=True)) == sum(
        int(str(row["measures"])) for row in pairs
    )


def test_models_are_those_that_a_reader_finds(seeds_graph: Graph) -> None:
    answer = seeds_graph.analyse("models", region="赣县区", limit=3)
    assert text(answer, "model") == ["广州市", "南宁市", "上海市"]
    assert [row["measures"] for row in answer] == [10, 7, 6]
    # 南宁 is told as a model of registering property in 000, lines 1411 to 1417, and borrowed below.
    registering = seeds_graph.analyse("models", region="赣县区", indicator="登记财产", limit=1)
    assert text(registering, "model") == ["南宁市"]
    assert [row["measures"] for row in registering] == [5]
    # 鸠江区 names three models: 003, lines 321, 325 and 481.
    jiujiang = seeds_graph.analyse("models", region="鸠江区")
    assert sorted(text(jiujiang, "model")) == ["南宁市", "杭州市", "深圳市"]
    assert {line for row in range(3) for line in line_of(jiujiang, row)} == {
        ("003", 321), ("003", 325), ("003", 481),
    }  # fmt: skip


def test_a_group_is_a_benchmark_and_no_model(seeds_graph: Graph) -> None:
    # 赣县区 names the Greater Bay Area in 000, lines 673, 2557, 2579 and 2585.
    answer = seeds_graph.analyse("models", limit=100)
    assert "粤港澳大湾区 4" in answer.reading
    rows = dict(zip(text(answer, "model"), answer, strict=True))
    assert (rows["粤港澳大湾区"]["measures"], rows["粤港澳大湾区"]["named_only"]) == (0, 4)
    assert line_of(answer, list(rows).index("粤港澳大湾区")) == {("000", 673)}
    assert all(row["named_only"] == 0 for name, row in rows.items() if name != "粤港澳大湾区")


def test_two_places_admit_gaps_and_lack_the_same(seeds_graph: Graph) -> None:
    answer = seeds_graph.analyse("alike")
    lack = [row for row in answer if row["kind"] == "所缺"]
    assert len(lack) == 1
    assert [text(answer, "place")[0], text(answer, "other")[0]] == ["东莞市", "赣县区"]
    # Both admit that joint random inspection does not cover everything yet.
    assert line_of(answer, 0) == {("002", 87), ("000", 2309)}
    assert (lack[0]["statements"], lack[0]["other_statements"]) == (52, 77)
    assert len(answer) == 1 + 6


def test_nobody_stands_between_places_of_the_seeds(seeds_graph: Graph) -> None:
    answer = seeds_graph.analyse("between")
    assert {row["kind"] for row in answer} == {"单位"}
    assert "没有哪个地区居于别人之间" in answer.reading


@pytest.mark.parametrize(
    ("name", "form"), list(zip(ANALYSES, cycle(["table", "csv", "json", "markdown"]), strict=False))
)
def test_the_command_tells_every_analysis_and_every_form(seeds_folder: Path, name: str, form: str) -> None:
    arguments = [name, "--graph", str(seeds_folder), "--format", form, "--limit", "2"]
    result = CliRunner().invoke(main, ["analyse", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    assert len(result.stdout) > 100
    if form == "table":
        assert ".txt:" in result.stdout  # the sentences, not their IRIs
        assert "document:" not in result.stdout


def test_the_command_offers_what_there_is() -> None:
    (argument,) = (each for each in analyse_command.params if each.name == "name")
    assert list(argument.type.choices) == list(ANALYSES)  # type: ignore[attr-defined]
