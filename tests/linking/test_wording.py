"""Shared wording: what two statements have in common, whichever is named first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bizgraph.linking.wording import distinctness, rarity, shared_stretches, shared_terms, words

FEW = st.text(alphabet="办税电子保函,。“” 1%", max_size=40)
MANY = st.lists(FEW, min_size=2, max_size=8)


@given(FEW, FEW)
def test_shared_stretches_stand_in_both(left: str, right: str) -> None:
    one, other = words(left), words(right)
    for stretch in shared_stretches(one, other):
        assert len(stretch) >= 3
        assert stretch in one.bare
        assert stretch in other.bare


@given(FEW, FEW)
def test_order_does_not_matter(left: str, right: str) -> None:
    one, other = words(left), words(right)
    assert shared_stretches(one, other) == shared_stretches(other, one)
    assert shared_terms(one, other) == shared_terms(other, one)


@given(FEW, FEW)
def test_no_shared_stretch_lies_in_another(left: str, right: str) -> None:
    found = shared_stretches(words(left), words(right))
    assert not [one for one in found for other in found if one != other and one in other]


@given(FEW, FEW)
def test_every_shared_trigram_is_in_a_stretch(left: str, right: str) -> None:
    one, other = words(left), words(right)
    stretches = shared_stretches(one, other)
    assert all(any(gram in stretch for stretch in stretches) for gram in one.trigrams & other.trigrams)


@given(FEW)
def test_a_statement_shares_all_of_itself(text: str) -> None:
    own = words(text)
    assert shared_stretches(own, own) == ((own.bare,) if len(own.bare) >= 3 else ())


@given(MANY)
def test_rarity_is_between_none_and_one(texts: list[str]) -> None:
    statements = [words(text) for text in texts]
    rare = rarity(statements)
    for statement in statements:
        for at in range(len(statement.bare) - 1):
            assert 0.0 <= rare.of_pair(statement.bare[at : at + 2]) <= 1.0


@given(MANY)
def test_what_more_statements_say_says_less(texts: list[str]) -> None:
    statements = [words(text) for text in texts]
    rare = rarity(statements)
    by_count = sorted(rare.counts, key=lambda pair: rare.counts[pair])
    weights = [rare.of_pair(pair) for pair in by_count]
    assert weights == sorted(weights, reverse=True)


def test_a_pair_that_only_the_two_have_counts_full() -> None:
    statements = [words("推行专利导航"), words("实施专利导航"), words("加强宣传")]
    assert rarity(statements).of_pair("导航") == 1.0
    assert distinctness(["专利导航"], rarity(statements)) == 3.0


def test_a_pair_that_all_have_counts_nothing_in_the_limit() -> None:
    rare = rarity([words("推进改革")] * 1000)
    assert rare.of_pair("改革") < 0.01


def test_a_term_in_quotation_marks_counts_where_the_other_uses_it() -> None:
    assert shared_terms(words("打造“无难事”专窗"), words("设无难事窗口")) == {"无难事"}
    assert shared_terms(words("打造“无难事”专窗"), words("设疑难窗口")) == frozenset()
