from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.questions.asking.times import Period, find_times

from .examples import examples


@pytest.mark.parametrize(("words", "first", "last", "month"), examples("times.tsv"))
def test_times_are_read(words: str, first: str, last: str, month: str) -> None:
    (found,) = find_times(words)
    assert (str(found.period.first or ""), str(found.period.last or "")) == (first, last)
    assert str(found.period.month or "") == month


@pytest.mark.parametrize("words", ["13月", "第五季度", "June", "1922年", "0月", "三天", ""])
def test_what_is_no_time_is_none(words: str) -> None:
    assert not list(find_times(words))


@given(text=st.text(st.sampled_from("2022年16月日底前-季度第三上半bytheJune "), max_size=40))
def test_times_stand_in_order(text: str) -> None:
    found = list(find_times(text))
    assert all(each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(month=st.integers(1, 12), before=st.booleans())
def test_a_month_is_given_a_year(month: int, before: bool) -> None:
    period = Period(None, None, month=month, before=before).in_year(2022)
    assert period.first == (None if before else date(2022, month, 1))
    assert period.last is not None
    assert (period.last.year, period.last.month) == (2022, month)
