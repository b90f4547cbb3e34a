"""Indicators that borrow alike, in a small graph."""

from __future__ import annotations

from decimal import Decimal

from bizgraph.analysis.indicators import indicators

from .small import asked, labelled, measure, node, practice, store_of

# Tax: X 2, Y 1. Water: X 1, Y 2. Power: X 1. Courts: Z 1.
STORE = store_of(
    practice("of-x", 1, "X"),
    practice("of-y", 2, "Y"),
    practice("of-z", 3, "Z"),
    measure("t1", 11, "A", "biz:borrowsPractice :of-x ; biz:indicator :Tax"),
    measure("t2", 12, "B", "biz:borrowsPractice :of-x, :of-y ; biz:indicator :Tax"),
    measure("w1", 13, "A", "biz:borrowsPractice :of-x, :of-y ; biz:indicator :Water"),
    measure("w2", 14, "A", "biz:borrowsPractice :of-y ; biz:indicator :Water"),
    measure("p1", 15, "A", "biz:borrowsPractice :of-x ; biz:indicator :Power"),
    measure("c1", 16, "A", "biz:borrowsPractice :of-z ; biz:indicator :Courts"),
    ":Invoices skos:broader :Tax .",
    labelled("A", "B", "X", "Y", "Z", "Tax", "Water", "Power", "Courts"),
)


def test_pairs_are_those_of_paper() -> None:
    answer = indicators(asked(STORE))
    rows = list(answer)
    # (2*1 + 1*2) / 5, then those with one model in common: 2/sqrt(5) and 1/sqrt(5)
    assert [(row["indicator"], row["other"], row["likeness"], row["shared"]) for row in rows] == [
        (node("Tax").value, node("Water").value, Decimal("0.8"), 2),
        (node("Power").value, node("Tax").value, Decimal("0.8944"), 1),
        (node("Power").value, node("Water").value, Decimal("0.4472"), 1),
    ]
    assert rows[0]["shared_models"] == "X 2/1, Y 1/2"
    assert (rows[0]["models"], rows[0]["other_models"]) == (2, 2)
    assert (rows[0]["measures"], rows[0]["other_measures"]) == (2, 2)
    assert (rows[0]["measure"], rows[0]["other_measure"]) == (node("t1").value, node("w1").value)
    assert "4 indicators borrow from 3 places; 3 pairs" in answer.reading


def test_an_indicator_is_one_side_of_each_pair_also_by_its_second_level() -> None:
    for name in ("Tax", "Invoices"):
        rows = list(indicators(asked(STORE, indicator=name)))
        assert [{row["indicator"], row["other"]} for row in rows] == [
            {node("Tax").value, node("Water").value},
            {node("Tax").value, node("Power").value},
        ]


def test_only_what_a_place_borrows() -> None:
    rows = list(indicators(asked(STORE, region="B")))
    assert rows == []
