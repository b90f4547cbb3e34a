"""Who answers for what, one example a line of tests/data/extract/roles.tsv."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.extract.actors import units_in_the_middle
from bizgraph.extract.context import Context
from bizgraph.extract.roles import Roles, read_labelled, read_persons, read_units
from bizgraph.extract.tails import heading_roles, tail_roles

from .examples import context_of, lines, people, roles, roles_told

LINES = lines("roles.tsv", 5)
READERS: dict[str, Callable[[Context, int, int], Roles | None]] = {
    "tail": tail_roles,
    "middle": units_in_the_middle,
    "heading": heading_roles,
    "units": read_units,
    "labelled": read_labelled,
}
WORDS = st.sampled_from(
    [
        *[
            "市市场监管局",
            "市税务局",
            "牵头",
            "配合",
            "按职责分工负责",
            "负责",
            "由",
            "会同",
            "等",
            "推行改革",
            "2022年6月底前",
        ],
        *["责任单位:", "牵头单位:", "配合单位:", "完成时限:", "列第一位的为牵头单位,下同"],
        *"()、,。;【 \n",
    ]
)


def test_number_of_lines() -> None:
    assert len(LINES) == 83
    assert {line[0] for line in LINES} == set(READERS)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[0]}-{line[1][:40]}")
def test_line(line: list[str]) -> None:
    how, words, before, units, deadline = line
    context = context_of(words)
    end = len(context.text.clean)
    found = READERS[how](context, 0, end) or Roles(end)
    assert roles(found.responsibilities) == roles_told(units)
    due = found.deadline
    assert (str(due.day or due.quote.text) if due else "") == deadline
    if before != "-":
        assert context.words(0, found.start).rstrip() == before


@pytest.mark.parametrize(
    ("words", "names"),
    [("罗晃浩、王长青", ["罗晃浩", "王长青"]), ("买买提·艾力", ["买买提·艾力"]), ("——", [])],
)
def test_people_of_a_list(words: str, names: list[str]) -> None:
    assert people(read_persons(context_of(words), 0, len(words))) == names


def test_the_rule_that_the_first_leads_holds_from_where_it_is_said() -> None:
    words = "责任单位:市市场监管局、市税务局\n责任单位:市医保局、市人社局"
    context = context_of(words, first_leads_from=20)
    second = words.index("\n") + 1
    assert roles(read_labelled(context, 0, second).responsibilities)["lead"] == []
    assert roles(read_labelled(context, second, len(words)).responsibilities) == {
        "lead": ["市医保局"],
        "partner": ["市人社局"],
        "responsible": [],
    }


@settings(max_examples=150, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=14).map("".join), how=st.sampled_from(sorted(READERS)))
def test_any_soup_of_role_words(words: str, how: str) -> None:
    context = context_of("推行。" + words)
    text = context.text
    end = len(text.clean)
    found = READERS[how](context, 0, end)
    if found:
        assert 0 <= found.start <= end
        for responsibility in found.responsibilities:
            quote = responsibility.mention.quote
            assert text.source[quote.span.start : quote.span.end] == quote.original
