"""What units carry, in a small graph, and the same by function."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bizgraph.analysis.functions import functions
from bizgraph.analysis.load import load

from .small import asked, labelled, measure, node, store_of

STORE = store_of(
    measure(
        "m1", 1, "Here",
        "biz:responsibleUnit :Tax, :Court ; biz:partnerUnit :Tax ; biz:leadUnit :Court",
        'biz:indicator :Taxes ; biz:deadline "2022-12-31"^^xsd:date',
    ),
    measure(
        "m2", 2, "Here",
        "biz:responsibleUnit :Tax ; biz:leadUnit :Tax ; biz:indicator :Taxes, :Credit",
        'biz:deadline "2022-06-30"^^xsd:date',
    ),
    measure("m3", 3, "Here", 'biz:responsibleUnit :Tax, :Towns ; biz:deadline "2022-12-01"^^xsd:date'),
    measure("m4", 4, "Here"),
    measure("m5", 5, "There", "biz:responsibleUnit :Tax, :TaxOffice ; biz:indicator :Taxes"),
    ":Towns biz:generic true .",
    ":Tax a biz:Unit ; biz:function :taxation . :TaxOffice a biz:Unit ; biz:function :taxation .",
    ":Towns a biz:Unit ; biz:function :towns .",
    ":force a biz:TaskForce ; biz:memberUnit :Tax ; biz:officeUnit :Tax ; biz:inDocument :document .",
    labelled("Here", "There", "Tax", "Court", "TaxOffice", "Towns", "Taxes", "Credit", "taxation"),
)  # fmt: skip


def test_load_is_that_of_paper() -> None:
    answer = load(asked(STORE))
    first, *rest = answer
    assert first == {
        "place": node("Here").value,
        "unit": node("Tax").value,
        "measures": 3,
        "leads": 1,
        "partners": 1,
        "responsible": 1,
        "share": Decimal("0.75"),
        "indicators": 2,
        "first_due": date(2022, 6, 30),
        "busiest": "2022-12",
        "due": 2,
        "task_forces": 1,
        "measure": node("m2").value,
    }
    named = [(row["place"], row["unit"], row["measures"], row["leads"], row["busiest"]) for row in rest]
    assert named == [
        (node("Here").value, node("Court").value, 1, 1, "2022-12"),
        (node("There").value, node("Tax").value, 1, 0, None),
        (node("There").value, node("TaxOffice").value, 1, 0, None),
    ]
    assert "5 measures of 2 places name 3 units" in answer.reading
    assert "measures that name no unit: 1" in answer.reading
    assert "generic names, which are no one body, are left out (1): Towns 1" in answer.reading


def test_load_of_one_place_on_one_indicator() -> None:
    rows = list(load(asked(STORE, region="Here", indicator="Taxes")))
    assert [(row["unit"], row["measures"], row["share"]) for row in rows] == [
        (node("Tax").value, 2, Decimal(1)),
        (node("Court").value, 1, Decimal("0.5")),
    ]


def test_the_earliest_of_equally_busy_months_is_told() -> None:
    store = store_of(
        measure("m1", 1, "Here", 'biz:responsibleUnit :Tax ; biz:deadline "2023-05-31"^^xsd:date'),
        measure("m2", 2, "Here", 'biz:responsibleUnit :Tax ; biz:deadline "2023-04-30"^^xsd:date'),
    )
    (row,) = load(asked(store))
    assert (row["busiest"], row["due"], row["first_due"]) == ("2023-04", 1, date(2023, 4, 30))


def test_functions_take_units_of_all_places_together() -> None:
    answer = functions(asked(STORE))
    (row,) = answer
    assert row == {
        "function": node("taxation").value,
        "measures": 4,
        "leads": 1,
        "places": 2,
        "share": Decimal("0.8"),
        "by_place": "There 1/1, Here 3/4",
        "units": "Tax 4, TaxOffice 1",
        "indicators": 2,
        "measure": node("m2").value,
    }
    assert "units of no known function are left out (1): Court 1" in answer.reading
