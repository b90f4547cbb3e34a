"""Places alike: small graphs worked out on paper."""

from __future__ import annotations

from decimal import Decimal
from math import log

import pytest

from bizgraph.analysis.alike import alike
from bizgraph.analysis.spoken import Thing, said_network, spoken_by, things_of
from bizgraph.questions.corpus import Said

from .small import asked, labelled, node, statement, store_of

# Of four gaps two name the second-level indicator i, one each j and k: worth ln 2, ln 4 and ln 4.
STORE = store_of(
    statement("Gap", "a1", 1, "A", "biz:subIndicator :i"),
    statement("Gap", "a2", 2, "A", "biz:subIndicator :j"),
    statement("Gap", "b1", 3, "B", "biz:subIndicator :i"),
    statement("Gap", "b2", 4, "B", "biz:subIndicator :k ; biz:indicator :Tax"),
    statement("Measure", "c1", 5, "C", "biz:subIndicator :i"),
    labelled("A", "B", "C", "i", "j", "k", "Tax"),
)


def said(number: int, place: str, text: str) -> Said:
    thing = node(f"s{number}")
    return Said(number, thing, "gap", text, node("document"), node(place), "plan.txt", number)


def test_likeness_is_that_of_paper() -> None:
    answer = alike(asked(STORE))
    (row,) = answer
    assert row == {
        "kind": "lack",
        "place": node("A").value,
        "other": node("B").value,
        "likeness": Decimal("0.2"),  # 1 / (1 + 2 * 2)
        "shared": 1,
        "shared_things": "second-level indicator “i”",
        "statements": 2,
        "other_statements": 2,
        "statement": node("a1").value,
        "other_statement": node("b1").value,
    }
    assert "lack: gaps 4, places that admit them 2, pairs of these with" in answer.reading
    assert "do: measures 1, places that order them 1, pairs of these with" in answer.reading
    assert "fewer than 10 statements, so that likeness may be chance: 1" in answer.reading
    assert [source.quote for source in answer.sources] == ["a1", "b1"]


@pytest.mark.parametrize(
    ("only", "rows"), [({"region": "A"}, 1), ({"region": "C"}, 0), ({"indicator": "Tax"}, 0)]
)
def test_only_what_is_asked_for(only: dict[str, str], rows: int) -> None:
    assert len(alike(asked(STORE, **only))) == rows  # type: ignore[arg-type]


def test_instruments_and_long_words_are_specific_and_short_words_are_not() -> None:
    things = things_of(said(1, "A", "免费刻制公章,压缩办理时间,2022年公共资源交易"))
    kinds = {(thing.kind, thing.specific) for thing in things}
    assert kinds == {("instrument", True), ("term", True), ("word", False)}
    assert Thing("term", "公共资源") in things
    assert not any(thing.name.isdigit() for thing in things)


def test_what_every_statement_says_joins_nobody() -> None:
    spoken = spoken_by([said(1, "A", "营业执照"), said(2, "B", "营业执照")])
    assert spoken.rarity[Thing("term", "营业执照")] == 0
    assert not said_network(spoken)


def test_a_thing_counts_once_for_a_place() -> None:
    spoken = spoken_by([said(1, "A", "营业执照"), said(2, "A", "营业执照"), said(3, "B", "实名认证")])
    graph = said_network(spoken)
    assert graph.edges[node("A").value, "term 营业执照"]["weight"] == pytest.approx(log(3 / 2))
