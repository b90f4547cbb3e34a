from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.questions.names import simplified

from .conftest import Cutter
from .examples import examples


@pytest.mark.parametrize(("question", "expected"), examples("tokens.tsv"))
def test_questions_are_cut_into_what_they_mention(tokens_of: Cutter, question: str, expected: str) -> None:
    assert [token.text for token in tokens_of(question)] == expected.split("|")


@given(question=st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_tokens_stand_in_order_and_mean_something(tokens_of: Cutter, question: str) -> None:
    found = tokens_of(question)
    assert all(token.meanings and token.start < token.end for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert not found or found[-1].end <= len(simplified(question).lower())
