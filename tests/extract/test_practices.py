"""Practices told in small plans, each a file in tests/data/extract/practices beside what it must give."""

from __future__ import annotations

from itertools import pairwise

import pytest

from .examples import Snippet, snippets

SNIPPETS = snippets("practices")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 14


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_practices_do_not_overlap(snippet: Snippet) -> None:
    spans = [practice.quote.span for practice in snippet.facts().practices]
    assert spans
    assert all(one.end <= other.start for one, other in pairwise(spans))
