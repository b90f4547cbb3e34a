from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from bizgraph.errors import BizgraphError, QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Status
from bizgraph.questions.quoting import BEFORE, BEHIND
from bizgraph.questions.search import COLUMNS

ANY = st.one_of(st.none(), st.text(alphabet=st.characters(), max_size=40), st.sampled_from("\"'{}<>?深圳"))


def test_rows_say_what_where_and_why(seeds_graph: Graph) -> None:
    answer = seeds_graph.search("免费刻制公章", limit=5)
    assert tuple(column.name for column in answer.columns) == COLUMNS
    assert len(answer) == 5
    assert "免费刻章" in answer.reading
    scores = [float(str(row["score"])) for row in answer]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    for row, source in zip(answer, answer.sources, strict=True):
        assert BEFORE in str(row["sentence"])
        assert str(row["sentence"]).replace(BEFORE, "").replace(BEHIND, "") in str(row["text"])
        assert (source.file, source.line) == (row["file"], row["line"])
    assert all(isinstance(row[0], NamedNode) and row[0] in answer.labels for row in answer.rows)


def test_the_query_that_is_shown_can_be_asked(seeds_graph: Graph) -> None:
    answer = seeds_graph.search("公章", kind="gap")
    rows = list(seeds_graph.query(answer.sparql))
    assert {row["thing"] for row in rows} >= {row["thing"] for row in answer}
    assert len(rows) > len(answer) > 0


@pytest.mark.parametrize("kind", ["measure", "practice", "gap", "target"])
def test_only_one_kind(seeds_graph: Graph, kind: str) -> None:
    answer = seeds_graph.search("政务服务", kind=kind)
    assert {row["kind"] for row in answer} == {kind}


@pytest.mark.parametrize("region", ["赣县", "赣县区", "360704"])
def test_a_place_in_any_form(seeds_graph: Graph, region: str) -> None:
    answer = seeds_graph.search("办电", region=region, kind="gap")
    assert {row["region"] for row in answer} == {"赣县区"}


def test_a_place_holds_those_within_it(seeds_graph: Graph) -> None:
    inside = seeds_graph.search("公章", region="江西省", kind="gap")
    assert {row["region"] for row in inside} == {"赣县区"}


def test_a_practice_is_of_those_who_practise_it(seeds_graph: Graph) -> None:
    answer = seeds_graph.search("办电", region="广州", kind="practice")
    assert answer.rows
    assert all("广州市" in str(row["region"]) for row in answer)


def test_only_one_indicator_and_one_document(seeds_graph: Graph) -> None:
    answer = seeds_graph.search("办理", indicator="获得电力", limit=50)
    assert answer.rows
    assert all("获得电力" in str(row["indicator"]) for row in answer)
    document = next(each for each in seeds_graph.documents() if each.region == "东莞市")
    for name in (document.file, document.iri, document.title):
        found = seeds_graph.search("办理", document=name)
        assert {row["file"] for row in found} == {document.file}


def test_traditional_script_finds_the_same(seeds_graph: Graph) -> None:
    assert seeds_graph.search("職業技能培訓").rows == seeds_graph.search("职业技能培训").rows


def test_in_english(seeds_graph: Graph) -> None:
    answer = seeds_graph.search("公章", language="en")
    assert "searched" in answer.reading
    assert any(row["indicator"] == "Starting a business" for row in answer)


def test_what_nothing_matches_is_answered_with_nothing(seeds_graph: Graph) -> None:
    answer = seeds_graph.search("黑洞望远镜")
    assert answer.status is Status.ANSWERED
    assert not answer.rows
    assert "没有相符的内容" in answer.reading
    assert answer.columns


@pytest.mark.parametrize("words", ["", "   ", "\n", "。,!", "的"])
def test_without_words_it_is_refused(seeds_graph: Graph, words: str) -> None:
    answer = seeds_graph.search(words)
    assert answer.status is Status.REFUSED
    assert answer.reading


@pytest.mark.parametrize(
    "parameters",
    [{"kind": "order"}, {"limit": 0}, {"limit": -1}, {"language": "fr"}, {"limit": True}, {"limit": 1.5}],
)
def test_wrong_parameters(seeds_graph: Graph, parameters: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        seeds_graph.search("公章", **parameters)  # type: ignore[arg-type]


@pytest.mark.parametrize("parameter", ["region", "indicator", "document"])
def test_unknown_names(seeds_graph: Graph, parameter: str) -> None:
    with pytest.raises(UnknownThingError):
        seeds_graph.search("公章", **{parameter: "没有这个名字"})  # type: ignore[arg-type]


def test_a_region_is_no_document(seeds_graph: Graph) -> None:
    with pytest.raises(UnknownThingError, match="no document"):
        seeds_graph.search("公章", document="深圳市")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200), ANY, ANY, ANY, ANY)
def test_anything_is_answered_or_declined_politely(
    seeds_graph: Graph,
    words: str,
    kind: str | None,
    region: str | None,
    indicator: str | None,
    document: str | None,
) -> None:
    with suppress(BizgraphError):
        answer = seeds_graph.search(words, kind=kind, region=region, indicator=indicator, document=document)
        assert answer.reading
        json.loads(answer.to_json())


@pytest.mark.parametrize("parameter", ["region", "indicator", "document"])
def test_a_name_without_end(seeds_graph: Graph, parameter: str) -> None:
    with pytest.raises(QueryError, match="as long as"):
        seeds_graph.search("公章", **{parameter: "深圳" * 50_000})  # type: ignore[arg-type]


def test_words_without_end(seeds_graph: Graph) -> None:
    assert seeds_graph.search("公章刻制" * 20_000).rows
