from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bizgraph.questions.clues import Clue
from bizgraph.questions.ranking import Texts

WORDS = st.text(alphabet="公章刻制税务登记", min_size=1, max_size=3)


def _clue(*ways: str) -> Clue:
    return Clue(ways)


def test_the_text_that_holds_more_of_the_question_comes_first() -> None:
    texts = Texts(["公章刻制时间", "税务登记时间", "公章免费刻制"])
    shares = texts.shares({_clue("公章"): 1.0, _clue("免费"): 1.0})
    assert sorted(shares, key=lambda number: -shares[number]) == [2, 0]


def test_a_word_that_few_hold_says_more() -> None:
    texts = Texts(["登记公章", "登记税务", "登记印章"])
    assert texts.rarity(_clue("公章")) > texts.rarity(_clue("登记"))
    assert texts.rarity(_clue("公章"), frozenset({0})) < texts.rarity(_clue("公章"), frozenset({0, 1, 2}))


def test_any_way_of_a_clue_counts() -> None:
    texts = Texts(["免费刻章", "政府买单", "其他"])
    assert texts.having(_clue("免费刻章", "政府买单")) == {0: 1, 1: 1}


def test_nothing_to_look_for_or_in_gives_nothing() -> None:
    assert Texts([]).shares({_clue("公章"): 1.0}) == {}
    assert Texts(["公章"]).shares({}) == {}
    assert Texts([""]).shares({_clue("公章"): 1.0}) == {}


@given(st.lists(st.text(alphabet="公章刻制税务登记", max_size=12), max_size=8), st.lists(WORDS, max_size=5))
def test_shares_lie_between_0_and_1_for_exactly_the_texts_that_hold_a_word(
    texts: list[str], words: list[str]
) -> None:
    shares = Texts(texts).shares({_clue(word): 1.0 for word in words})
    assert all(0 < share < 1 for share in shares.values())
    assert set(shares) == {n for n, text in enumerate(texts) if any(word in text for word in words)}
