from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.errors import BizgraphError, QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Status
from bizgraph.questions.discovery import COLUMNS, OF_GAPS

ANY = st.one_of(st.none(), st.text(alphabet=st.characters(), max_size=40), st.sampled_from("\"'{}<>?深圳"))
_REGION_OF = "SELECT ?r WHERE { <%s> <https://w3id.org/bizgraph/ontology#region> ?r }"


def _one(graph: Graph, words: str, kind: str, region: str) -> str:
    return str(next(iter(graph.search(words, kind=kind, region=region, limit=1)))["thing"])


@pytest.fixture(scope="module")
def remote_evaluation(seeds_graph: Graph) -> str:
    """A gap of 赣县区: bids are not yet judged by experts elsewhere."""
    return _one(seeds_graph, "异地评标项目0个", "gap", "赣县区")


@pytest.fixture(scope="module")
def of_region(seeds_graph: Graph) -> Answer:
    return seeds_graph.discover("赣县区", indicator="政务服务", limit=3)


def test_one_gap_is_answered_across_documents(seeds_graph: Graph, remote_evaluation: str) -> None:
    answer = seeds_graph.discover(gap=remote_evaluation)
    assert tuple(column.name for column in answer.columns) == COLUMNS
    best = next(iter(answer))
    assert "异地" in str(best["quote"])
    assert best["region"] == "四川省政务服务和资源交易服务中心"
    assert "成效" in str(best["reasons"])
    assert "异地评标项目0个" in answer.reading
    thing = json.loads(answer.to_json())["rows"][0]["thing"]
    assert set(thing) == {"iri", "label"}


def test_scores_fall_and_are_rounded_between_0_and_1(of_region: Answer) -> None:
    assert len(of_region) > 10
    for row in of_region:
        score = Decimal(str(row["score"]))
        assert 0 < score < 1
        assert score == round(score, 4)
    for gap in {row["gap"] for row in of_region}:
        scores = [Decimal(str(row["score"])) for row in of_region if row["gap"] == gap]
        assert 1 <= len(scores) <= 3
        assert scores == sorted(scores, reverse=True)


def test_gaps_come_first_and_stand_together(of_region: Answer) -> None:
    assert tuple(column.name for column in of_region.columns) == (*OF_GAPS, *COLUMNS)
    gaps = [row["gap"] for row in of_region]
    assert len(list(dict.fromkeys(gaps))) == sum(
        1 for number, gap in enumerate(gaps) if number == 0 or gaps[number - 1] != gap
    )


def test_what_is_quoted_stands_in_the_text(of_region: Answer) -> None:
    for row in of_region:
        assert str(row["quote"])
        assert str(row["quote"]) in str(row["text"])
        assert str(row["reasons"])


def test_every_row_is_cited(of_region: Answer) -> None:
    assert {source.row for source in of_region.sources} == set(range(len(of_region)))


def test_the_query_that_is_shown_fetches_the_candidates(seeds_graph: Graph, of_region: Answer) -> None:
    fetched = {row["thing"] for row in seeds_graph.query(of_region.sparql)}
    assert {row["thing"] for row in of_region} <= fetched


def test_own_measures_are_never_offered(seeds_graph: Graph) -> None:
    answer = seeds_graph.discover("赣县区", limit=10)
    own = next(each.iri for each in seeds_graph.documents() if each.region == "赣县区")
    for row in answer:
        assert row["kind"] in ("practice", "measure")
        assert row["kind"] == "practice" or not str(row["thing"]).startswith(own)
        assert "赣县区" not in str(row["region"]).split("、")
    assert any(row["kind"] == "practice" and str(row["thing"]).startswith(own) for row in answer)
    assert any(row["kind"] == "measure" for row in answer)


def test_what_sichuan_offers_is_among_it(seeds_graph: Graph) -> None:
    sichuan = next(each.iri for each in seeds_graph.documents() if each.region == "四川省")
    offered = {row["thing"] for row in seeds_graph.discover("赣县区")}
    assert sum(str(thing).startswith(sichuan) for thing in offered) >= 5


def test_a_need_in_a_persons_own_words(seeds_graph: Graph) -> None:
    answer = seeds_graph.discover(need="小店第一次犯小错就挨罚款")
    assert tuple(column.name for column in answer.columns) == COLUMNS
    assert "青神县" in {row["region"] for row in answer}
    away = seeds_graph.discover("青神县", need="小店第一次犯小错就挨罚款")
    assert away.rows
    assert "青神县" not in {row["region"] for row in away}


@pytest.mark.parametrize(
    "need", ["河里的鱼越来越少", "今天天气怎么样", "how to cook noodles", "广场舞噪音扰民"]
)
def test_a_need_of_something_else_finds_nothing(seeds_graph: Graph, need: str) -> None:
    answer = seeds_graph.discover(need=need)
    assert answer.status is Status.ANSWERED
    assert not answer.rows
    assert "没有合适的" in answer.reading
    assert "标杆做法" in answer.reading


def test_the_reading_says_what_was_searched_and_found_wanting(seeds_graph: Graph) -> None:
    whole = seeds_graph.discover("赣县区")
    assert "条差距" in whole.reading
    assert "条没有合适的" in whole.reading
    english = seeds_graph.discover("赣县区", indicator="纳税", language="en")
    assert "gaps of" in english.reading
    assert "same indicator (Paying taxes)" in str(next(iter(english))["reasons"])


def test_a_place_without_gaps(seeds_graph: Graph) -> None:
    answer = seeds_graph.discover("鸠江区")
    assert answer.status is Status.ANSWERED
    assert not answer.rows
    assert "没有鸠江区的差距" in answer.reading


def test_the_other_way_round(seeds_graph: Graph, remote_evaluation: str) -> None:
    practice = _one(seeds_graph, "异地远程评标", "practice", "四川省")
    answer = seeds_graph.discover(practice=practice)
    assert tuple(column.name for column in answer.columns) == COLUMNS
    rows = list(answer)
    assert rows[0]["thing"] == remote_evaluation
    assert {row["kind"] for row in rows} == {"gap"}
    assert "四川省" in answer.reading
    assert rows[0]["quote"]
    only = seeds_graph.discover("东莞", practice=practice)
    assert all(row["region"] == "东莞市" for row in only)


def test_places_that_borrow_a_practice_are_said_and_not_offered(seeds_graph: Graph) -> None:
    borrowed = next(iter(seeds_graph.query("borrowed-practice", region=None)))["practice"]
    answer = seeds_graph.discover(practice=str(borrowed))
    assert "已经借鉴:" in answer.reading
    borrowers = answer.reading.partition("已经借鉴:")[2].split("、")
    assert not {row["region"] for row in answer}.intersection(borrowers)


def test_same_again(seeds_graph: Graph, seeds_folder: str) -> None:
    with Graph.open(seeds_folder) as other:
        assert other.discover("东莞市") == seeds_graph.discover("东莞市")


@pytest.mark.parametrize("need", ["", " ", "。"])
def test_nothing_asked_is_refused(seeds_graph: Graph, need: str) -> None:
    answer = seeds_graph.discover(need=need)
    assert answer.status is Status.REFUSED
    assert answer.reading


def test_wrong_parameters(seeds_graph: Graph, remote_evaluation: str) -> None:
    wrongs: tuple[dict[str, Any], ...] = (
        {"gap": remote_evaluation, "need": "办电"},
        {"practice": remote_evaluation},
        {"gap": "深圳市"},
        {"region": "东莞市", "gap": remote_evaluation},
        {"region": "赣县区", "limit": 0},
        {"region": "赣县区", "language": "fr"},
    )
    for wrong in wrongs:
        with pytest.raises(QueryError):
            seeds_graph.discover(**wrong)
    for parameter in ("region", "indicator", "gap", "practice"):
        unknown: dict[str, Any] = {parameter: "没有这个名字"}
        with pytest.raises(UnknownThingError):
            seeds_graph.discover(**unknown)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, ANY, st.one_of(st.none(), st.text(alphabet=st.characters(), max_size=300)), ANY)
def test_anything_is_answered_or_declined_politely(
    seeds_graph: Graph,
    region: str | None,
    indicator: str | None,
    gap: str | None,
    need: str | None,
    practice: str | None,
) -> None:
    with suppress(BizgraphError):
        answer = seeds_graph.discover(region, indicator=indicator, gap=gap, need=need, practice=practice)
        assert answer.reading
        json.loads(answer.to_json())


@pytest.mark.parametrize("parameter", ["region", "indicator", "gap", "practice"])
def test_a_name_without_end(seeds_graph: Graph, parameter: str) -> None:
    endless: dict[str, Any] = {parameter: "深圳" * 50_000}
    with pytest.raises(QueryError, match="as long as"):
        seeds_graph.discover(**endless)


def test_a_need_without_end(seeds_graph: Graph) -> None:
    assert seeds_graph.discover(need="企业办电太慢," * 20_000).status is Status.ANSWERED
