"""Task forces in several forms, each a file in tests/data/extract/task_forces beside what it must give."""

from __future__ import annotations

import pytest

from .examples import MOBILE, Snippet, quotes_in, snippets

SNIPPETS = snippets("task_forces")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 10


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_no_telephone_number(snippet: Snippet) -> None:
    facts = snippet.facts()
    assert facts.task_forces or not snippet.expected["task_force"]
    assert not [quote for quote in quotes_in(facts) if MOBILE.search(quote.text + " " + quote.original)]
