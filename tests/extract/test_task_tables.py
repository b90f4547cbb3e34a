"""Task tables and tables of other kinds, each a file in tests/data/extract/task_tables."""

from __future__ import annotations

import pytest

from .examples import Snippet, snippets

SNIPPETS = snippets("task_tables")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 13


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_gaps_and_measures_know_each_other(snippet: Snippet) -> None:
    facts = snippet.facts()
    keys = {measure.key for measure in facts.measures}
    assert all(gap.addressed_by and set(gap.addressed_by) <= keys for gap in facts.gaps)
    sections = {section.key for section in facts.sections}
    assert {measure.section for measure in facts.measures} <= sections | {None}
