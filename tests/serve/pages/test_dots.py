"""The axis of a picture of dots."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bizgraph.serve.pages.dots import axis_of

VALUES = st.lists(st.decimals(-(10**9), 10**9, places=3), min_size=1, max_size=12)


@given(VALUES)
def test_an_axis_holds_its_values_and_nought(values: list[Decimal]) -> None:
    axis = axis_of(values)
    assert axis.least <= min([Decimal(0), *values])
    assert axis.greatest >= max([Decimal(0), *values])
    assert 2 <= len(axis.ticks) <= 7
    assert all(0 <= float(axis.at(value).rstrip("%")) <= 100 for value in values)


@given(VALUES)
def test_more_lies_further(values: list[Decimal]) -> None:
    axis = axis_of(values)
    places = [float(axis.at(value).rstrip("%")) for value in sorted(values)]
    assert places == sorted(places)


def test_ticks_are_round() -> None:
    assert axis_of([Decimal(15), Decimal(60)]).ticks == tuple(map(Decimal, (0, 20, 40, 60)))
    assert axis_of([Decimal("0.5")]).ticks == tuple(map(Decimal, ("0", "0.2", "0.4", "0.6")))
