"""Who stands between whom, in a small graph."""

from __future__ import annotations

from decimal import Decimal

from bizgraph.analysis import cooperation_network
from bizgraph.analysis.between import between

from .small import asked, labelled, measure, node, practice, store_of

# Court and Tax act together twice, Tax and Water once; Towns are no one body.
UNITS = (
    measure("m1", 1, "A", "biz:responsibleUnit :Court, :Tax, :Towns ; biz:indicator :Contracts"),
    measure("m2", 2, "A", "biz:responsibleUnit :Court, :Tax ; biz:indicator :Contracts"),
    measure("m3", 3, "A", "biz:responsibleUnit :Tax, :Water, :Towns ; biz:indicator :Taxes"),
    measure("m4", 4, "B", "biz:responsibleUnit :Alone"),
    ":Towns biz:generic true .",
    labelled("Court", "Tax", "Water", "Alone", "A", "B", "C", "Contracts", "Taxes"),
)


def test_the_network_joins_units_by_the_measures_they_share() -> None:
    graph = cooperation_network(store_of(*UNITS))
    assert sorted(data["label"] for _, data in graph.nodes(data=True)) == ["Alone", "Court", "Tax", "Water"]
    edge = graph.edges[node("Court").value, node("Tax").value]
    assert edge == {"weight": 2, "measures": (node("m1").value, node("m2").value)}
    assert graph.number_of_edges() == 2
    only = cooperation_network(store_of(*UNITS), region=node("A"), indicator=node("Taxes"))
    assert sorted(only) == [node("Tax").value, node("Water").value]


def test_a_unit_joins_two_that_do_not_act_together() -> None:
    answer = between(asked(store_of(*UNITS)))
    (row,) = answer
    assert row == {
        "kind": "unit",
        "thing": node("Tax").value,
        "pairs": Decimal(1),
        "share": Decimal(1),
        "one": node("Court").value,
        "other": node("Water").value,
        "neighbours": 2,
        "indicators": "Contracts 2, Taxes 1",
        "measure": node("m1").value,
        "other_measure": node("m3").value,
    }
    assert [source.quote for source in answer.sources] == ["m1", "m3"]
    assert "4 units are joined 2 times" in answer.reading
    assert "no place of the graph borrows from another" in answer.reading


def test_a_place_that_borrows_and_is_borrowed_from_stands_between() -> None:
    store = store_of(
        practice("of-b", 1, "B"),
        practice("of-c", 2, "C"),
        measure("m1", 3, "A", "biz:borrowsPractice :of-b ; biz:indicator :Taxes"),
        measure("m2", 4, "B", "biz:borrowsPractice :of-c ; biz:indicator :Taxes"),
        labelled("A", "B", "C", "Taxes"),
    )
    answer = between(asked(store))
    (row,) = answer
    assert (row["kind"], row["thing"], row["one"], row["other"]) == (
        "place", node("B").value, node("A").value, node("C").value,
    )  # fmt: skip
    assert row["pairs"] == 1
    assert (row["measure"], row["other_measure"]) == (node("m1").value, node("m2").value)
    assert "no units of the graph share a measure" in answer.reading


def test_where_all_act_with_all_every_value_is_0() -> None:
    store = store_of(
        practice("p", 1, "X"),
        measure("m1", 2, "A", "biz:responsibleUnit :Court, :Tax, :Water ; biz:borrowsPractice :p"),
        labelled("A", "X"),
    )
    answer = between(asked(store))
    assert not answer.rows
    assert answer.reading.count("every value is 0") == 2
