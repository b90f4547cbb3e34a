"""Measures of small plans, each a file in tests/data/extract/measures beside what it must give."""

from __future__ import annotations

import pytest

from .examples import Snippet, snippets

SNIPPETS = snippets("measures")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 28


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_keys_are_places_in_the_file(snippet: Snippet) -> None:
    measures = snippet.facts().measures
    assert measures
    assert [measure.key for measure in measures] == [f"measure/{m.quote.span.start}" for m in measures]
    assert len({measure.key for measure in measures}) == len(measures)
    assert all(measure.rule for measure in measures)
