"""What borrows what, one case an entry of cases.toml, and what holds of every borrowing."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.authority.identity import Region
from bizgraph.extract.facts import Comparator, Evidence, Facts, Quantity
from bizgraph.linking.borrowing import with_borrowings

from .build import NOWHERE, Said, city, facts, group, pairs

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]
CLAUSES = (
    "推行专利导航",
    "推广电子保函",
    "压缩办理时间",
    "加强宣传培训",
    "设立“无难事”专窗",
    "探索预重整制度",
)
STATEMENTS = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=3).map(
    lambda said: ",".join(said) + "。"
)


def said(line: str, case: dict[str, Any]) -> Said:
    place, bar, text = line.rpartition(" | ")
    return Said(
        text if bar else line,
        case.get("indicator", "government-services"),
        case.get("sub", ""),
        (region(place),) if place else (),
    )


def region(name: str) -> Region:
    return group(name.removesuffix("*")) if name.endswith("*") else city(name)


def half_day(found: Facts) -> Facts:
    """Give every statement that prints half a day its figure, as extraction does."""
    figure = Quantity("办理", Comparator.AT_MOST, Decimal("0.5"), "day", NOWHERE)
    practices = [replace(p, figures=(figure,)) if "0.5" in p.quote.text else p for p in found.practices]
    measures = [replace(m, quantities=(figure,)) if "0.5" in m.quote.text else m for m in found.measures]
    return replace(found, practices=tuple(practices), measures=tuple(measures))


def test_number_of_cases() -> None:
    assert len(CASES) == 13


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    document = facts(
        [said(each, case) for each in case["measures"]], [said(each, case) for each in case["practices"]]
    )
    found = with_borrowings(half_day(document))
    assert pairs(found) == {(int(line.split()[0]), int(line.split()[1])) for line in case["borrows"]}
    assert all(borrowing.rule for borrowing in found.borrowings)


def test_nothing_is_borrowed_across_indicators() -> None:
    measure = Said("围绕重点产业开展专利导航。", "intellectual-property")
    practice = Said("济南市围绕重点产业开展专利导航。", "getting-credit")
    assert with_borrowings(facts([measure], [practice])).borrowings == ()


def test_a_model_that_is_told_nowhere_makes_a_practice() -> None:
    nanning = city("南宁市")
    measure = Said("借鉴南宁市做法,优化平台。", places=(nanning,))
    found = with_borrowings(facts([measure], ["杭州市推行企业码。"]))
    made = found.practices[-1]
    assert [mention.region for mention in made.places] == [nanning]
    assert made.quote == found.measures[0].quote
    assert [b.evidence for b in found.borrowings] == [Evidence.EXPLICIT_MENTION]


def test_a_model_told_only_on_another_indicator_makes_a_practice_of_its_own() -> None:
    nanning = city("南宁市")
    measure = Said("借鉴南宁市做法,优化平台。", places=(nanning,))
    told = Said("南宁市推行带押过户。", "registering-property", places=(nanning,))
    found = with_borrowings(facts([measure], [told]))
    assert pairs(found) == {(1, 2)}


def test_two_models_of_one_practice_are_one_borrowing() -> None:
    both = (city("南京市"), city("无锡市"))
    measure = Said("学习南京市、无锡市做法。", places=both)
    found = with_borrowings(facts([measure], [Said("南京市、无锡市推行免申即享。", places=both)]))
    assert len(found.borrowings) == 1


def test_the_rule_says_why() -> None:
    found = with_borrowings(facts(["推行专利导航。", "加强宣传。"], ["济南市实施专利导航。"]))
    assert "names the same instrument (专利导航)" in found.borrowings[0].rule


def test_a_document_without_practices_borrows_nothing() -> None:
    assert with_borrowings(facts(["推行专利导航。"], [])).borrowings == ()


@given(st.lists(STATEMENTS, min_size=1, max_size=4), st.lists(STATEMENTS, min_size=1, max_size=4))
def test_borrowings_are_sound(measures: list[str], practices: list[str]) -> None:
    found = with_borrowings(facts(measures, practices))
    keys = [borrowing.key for borrowing in found.borrowings]
    assert len(keys) == len(set(keys))
    for borrowing in found.borrowings:
        assert Decimal("0.6") <= borrowing.confidence <= Decimal("0.95")
        assert borrowing.evidence is Evidence.SHARED_WORDING


@given(st.lists(STATEMENTS, min_size=2, max_size=4), st.lists(STATEMENTS, min_size=2, max_size=4))
def test_order_does_not_matter(measures: list[str], practices: list[str]) -> None:
    there = pairs(with_borrowings(facts(measures, practices)))
    back = pairs(with_borrowings(facts(measures[::-1], practices[::-1])))
    assert {(len(measures) + 1 - m, len(practices) + 1 - p) for m, p in back} == there
