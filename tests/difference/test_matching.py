"""Facts are matched by what they say: neither numbers nor order decide, and none is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.difference.facts import fact
from tests.difference.gold import DATA

from bizgraph.difference.comparing import compare
from bizgraph.difference.from_facts import edition
from bizgraph.difference.matching import Matched, matched
from bizgraph.difference.values import Edition, Kind, Told
from bizgraph.reading import read

TEXTS = st.lists(st.text(alphabet="办税电子保函网,。1%", min_size=1, max_size=30), max_size=8)


@cache
def _edition(name: str) -> Edition:
    return edition(read(DATA / f"{name}.txt"))


def _pairs(found: Matched) -> set[tuple[frozenset[str], frozenset[str]]]:
    return {
        (frozenset(told.key for told in match.olds), frozenset(told.key for told in match.news))
        for match in found.matches
    }


def _facts(texts: list[str], side: str) -> list[Told]:
    return [fact(text, key=f"{side}/{place}") for place, text in enumerate(texts)]


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_and_numbers_decide_nothing(random: Random) -> None:
    olds, news = (list(_edition(name).of_kind(Kind.MEASURE)) for name in ("zhangbei_draft", "zhangbei_final"))
    expected = _pairs(matched(olds, news))
    shuffled = [replace(told, number=f"第{place}条") for place, told in enumerate(news)]
    random.shuffle(shuffled)
    assert _pairs(matched(olds, shuffled)) == expected


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_every_fact_is_told_once(olds: list[str], news: list[str]) -> None:
    before, after = _facts(olds, "old"), _facts(news, "new")
    found = matched(before, after)
    told = [each for match in found.matches for each in (*match.olds, *match.news)]
    assert Counter(each.key for each in (*told, *found.added, *found.dropped)) == Counter(
        each.key for each in (*before, *after)
    )
    assert all(len(match.olds) == 1 or len(match.news) == 1 for match in found.matches)
    assert all(0 < match.likeness <= 1 for match in found.matches)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="办税电子保函网", min_size=2, max_size=20), max_size=8))
def test_the_same_facts_are_matched_each_with_itself(texts: list[str]) -> None:
    found = matched(_facts(texts, "old"), _facts(texts, "new"))
    assert not found.added
    assert not found.dropped
    assert all(match.likeness == 1 and match.olds[0].text == match.news[0].text for match in found.matches)


def test_a_document_against_itself_is_no_change() -> None:
    plan = _edition("liuyang_2023")
    assert not list(compare(plan, plan).changes())


def test_plans_of_different_places_have_next_to_nothing_in_common() -> None:
    for old, new in (("qiqihar_2023", "zhangbei_final"), ("luzhou_2023", "zhangbei_final")):
        found = compare(_edition(old), _edition(new))
        assert len(found.matches) <= 2


def test_kinds_are_kept_apart() -> None:
    heading = _edition("liuyang_2023").heading
    gap, measure = fact(kind=Kind.GAP, key="gap/1"), fact()
    found = compare(Edition(heading, (gap,)), Edition(heading, (measure,)))
    assert (found.added, found.dropped, found.matches) == ((measure,), (gap,), ())


def test_what_says_the_same_of_another_indicator_is_another_fact() -> None:
    old = fact("加强用电安全检查。对重点企业开展隐患排查,出具整改建议书。")
    new = fact(
        "加强用气安全检查。对餐饮场所开展隐患排查,出具整改建议书。", indicators=("getting-water-and-gas",)
    )
    same = replace(new, indicators=old.indicators)
    assert not matched([old], [new]).matches
    assert matched([old], [same]).matches


def test_what_was_split_and_what_was_brought_together() -> None:
    one = fact(
        "推行竣工联合验收。规划、消防、人防由一个窗口受理,各部门同一时间到现场,一次出具意见。", key="whole"
    )
    parts = [
        fact("推行竣工联合验收。规划、消防、人防由一个窗口受理。", key="first"),
        fact("各部门同一时间到现场,一次出具意见。", key="second"),
        fact("开展银企对接活动,每季度进园区。", key="other"),
    ]
    split = matched([one], parts)
    assert _pairs(split) == {(frozenset({"whole"}), frozenset({"first", "second"}))}
    assert [told.key for told in split.added] == ["other"]
    merged = matched(parts, [one])
    assert _pairs(merged) == {(frozenset({"first", "second"}), frozenset({"whole"}))}
