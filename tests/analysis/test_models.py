"""Models: a small graph whose numbers were worked out on paper."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.analysis import borrowing_network
from bizgraph.analysis.models import models

from .small import asked, labelled, measure, node, practice, store_of

# A borrows from X with m1, m2 and m6, B with m3; what X, Y, Z and W do together is borrowed by m1 and m3.
STORE = store_of(
    practice("together", 1, "X", "Y", "Z", "W"),
    practice("alone", 2, "X"),
    practice("own", 3, "A"),
    measure("m1", 11, "A", "biz:borrowsPractice :together ; biz:indicator :Tax"),
    measure("m2", 12, "A", "biz:borrowsPractice :alone ; biz:indicator :Tax"),
    measure("m3", 13, "B", "biz:borrowsPractice :together, :alone ; biz:indicator :Water"),
    measure("m4", 14, "A", "biz:borrowsPractice :own"),
    measure("m5", 15, "B", "biz:benchmarksAgainst :Bay"),
    measure("m6", 16, "A", "biz:borrowsPractice :alone ; biz:benchmarksAgainst :X ; biz:indicator :Water"),
    ":sure a biz:Borrowing ; biz:measure :m6 ; biz:practice :alone ; biz:confidence 1.0 .",
    ":A biz:within :Province .",
    labelled("A", "B", "W", "X", "Y", "Z", "Bay", "Tax", "Water"),
)


def test_the_network_counts_measures_and_nothing_that_a_place_borrows_from_itself() -> None:
    graph = borrowing_network(STORE)
    edges = {(a[-1], b[-1]): data["weight"] for a, b, data in graph.edges(data=True)}
    assert edges == {
        ("A", "X"): 3, ("A", "Y"): 1, ("A", "Z"): 1, ("A", "W"): 1,
        ("B", "X"): 1, ("B", "Y"): 1, ("B", "Z"): 1, ("B", "W"): 1,
    }  # fmt: skip
    assert graph.edges[node("A").value, node("X").value]["measures"] == tuple(
        node(name).value
        for name in ("m6", "m1", "m2")  # the surest first, then by the text
    )
    assert graph.nodes[node("X").value] == {"label": "X"}


def test_rows_say_how_much_in_what_and_for_whom() -> None:
    answer = models(asked(STORE))
    rows = [{**row, "model": answer.label(answer.rows[i][0])} for i, row in enumerate(answer)]  # type: ignore[arg-type]
    assert [(row["model"], row["measures"], row["borrowers"], row["named_only"]) for row in rows] == [
        ("X", 4, 2, 0), ("W", 2, 2, 0), ("Y", 2, 2, 0), ("Z", 2, 2, 0), ("Bay", 0, 0, 1),
    ]  # fmt: skip
    assert rows[0]["practices"] == 2
    assert rows[0]["indicators"] == "Tax 2, Water 2"
    assert rows[0]["top_borrowers"] == "A 3, B 1"
    assert rows[0]["measure"] == node("m6").value
    assert rows[-1]["measure"] == node("m5").value
    assert rows[-1]["pagerank"] is None
    assert rows[-1]["practice"] is None
    assert "4 measures of 2 places borrow practices of 4 places; the first 5 of 5" in answer.reading
    assert "count apart: Bay 1" in answer.reading
    assert {source.row for source in answer.sources} == set(range(5))
    assert [source.quote for source in answer.sources if source.row == 0] == ["m6", "alone"]


def test_pagerank_is_that_of_paper() -> None:
    # n = 6 and d = 0.85: A and B have b = 0.15/6 + 0.85*D/6 each, D what the four that lead nowhere have.
    # Of A's vote X has 3/6 and the others 1/6 each, of B's each has 1/4. So D = 4b + 0.85*2b, b = 1/7.7.
    b = 1 / 7.7
    x, y = b + 0.85 * b * (3 / 6 + 1 / 4), b + 0.85 * b * (1 / 6 + 1 / 4)
    found = [row["pagerank"] for row in models(asked(STORE))]
    assert found == [*(Decimal(str(round(value, 4))) for value in (x, y, y, y)), None]


@pytest.mark.parametrize(
    ("only", "counts"),
    [
        ({"region": "Province"}, {"X": 3, "W": 1, "Y": 1, "Z": 1}),
        ({"region": "B"}, {"X": 1, "W": 1, "Y": 1, "Z": 1, "Bay": 0}),
        ({"indicator": "Water"}, {"X": 2, "W": 1, "Y": 1, "Z": 1}),
        ({"region": "A", "indicator": "Water"}, {"X": 1}),
        ({"region": "X"}, {}),
    ],
)
def test_only_what_is_asked_for_counts(only: dict[str, str], counts: dict[str, int]) -> None:
    answer = models(asked(STORE, **only))  # type: ignore[arg-type]
    assert {str(row["model"])[9:]: row["measures"] for row in answer} == counts
    assert all(name in answer.reading for name in only.values() if name != "Province")


def test_the_limit_is_said() -> None:
    answer = models(asked(STORE, limit=2))
    assert len(answer) == 2
    assert "the first 2 of 5" in answer.reading


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sets(st.sampled_from("ABXYZ"))), max_size=8))
def test_any_borrowing_counts_once_for_each_place(borrowed: list[tuple[str, set[str]]]) -> None:
    lines = [
        practice(f"p{number}", number, *sorted(places))
        + measure(f"m{number}", 100 + number, borrower, f"biz:borrowsPractice :p{number}")
        for number, (borrower, places) in enumerate(borrowed)
    ]
    graph = borrowing_network(store_of(*lines))
    expected = Counter(
        (node(borrower).value, node(place).value)
        for borrower, places in borrowed
        for place in places - {borrower}
    )
    assert {(a, b): data["weight"] for a, b, data in graph.edges(data=True)} == expected
