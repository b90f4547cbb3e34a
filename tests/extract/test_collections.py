"""Collections of practices, each a file in tests/data/extract/collections beside what it must give."""

from __future__ import annotations

import pytest

from bizgraph.extract.collections import is_collection

from .examples import Snippet, context_of, snippets

SNIPPETS = snippets("collections")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 4


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_outcomes_lie_within_their_practice(snippet: Snippet) -> None:
    for practice in snippet.facts().practices:
        span = practice.quote.span
        assert all(span.start <= o.quote.span.start < o.quote.span.end <= span.end for o in practice.outcomes)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("四川省优化营商环境典型做法", True),
        ("湖南省优化营商环境创新案例汇编", True),
        ("关于印发《优化营商环境改革经验做法》的通知", True),
        ("全省优化营商环境最佳实践", True),
        ("长沙市2022年优化营商环境实施方案", False),
        ("苏州市营商环境任务分解方案", False),
        ("优化营商环境条例", False),
    ],
)
def test_title_of_a_collection(title: str, expected: bool) -> None:
    assert is_collection(context_of(title), title) is expected
