"""What was left over in small plans, each a file in tests/data/extract/leftovers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bizgraph.extract.facts import LeftOverKind
from bizgraph.extract.leftovers import coverage

from .examples import Snippet, context_of, snippets

SNIPPETS = snippets("leftovers")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 8


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected


def test_every_kind_has_a_snippet() -> None:
    kinds = {left.kind for snippet in SNIPPETS for left in snippet.facts().left_over}
    assert kinds == set(LeftOverKind)


@pytest.mark.parametrize(
    ("used", "left", "share"),
    [
        ([], ["推行改革。", "一次办结。", "免费刻章。"], "1.000"),
        ([(0, 5)], ["一次办结。", "免费刻章。"], "0.667"),
        ([(0, 10)], ["免费刻章。"], "0.333"),
        ([(0, 15)], [], "0.000"),
    ],
)
def test_share(used: list[tuple[int, int]], left: list[str], share: str) -> None:
    context = context_of("推行改革。一次办结。免费刻章。")
    covered = coverage(context, [(0, 15)], used)
    assert [each.quote.text for each in covered.left] == left
    assert str(covered.share) == share


def test_nothing_expected_nothing_left() -> None:
    assert coverage(context_of("推行改革。"), [], []).share == Decimal(0)
