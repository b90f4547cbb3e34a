"""Gaps, baselines and targets of small plans, each a file in tests/data/extract/statements."""

from __future__ import annotations

import pytest

from bizgraph.extract.parts import Leaf, Setting
from bizgraph.extract.statements import merged_passages, spoken_items
from bizgraph.outline.nodes import Node, NodeKind

from .examples import Snippet, context_of, snippets

SNIPPETS = snippets("statements")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 13


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected


def leaf(start: int, end: int, headings: tuple[Node, ...] = (), kind: NodeKind = NodeKind.PARAGRAPH) -> Leaf:
    return Leaf(Node(kind, start, start, start, end), Setting(headings=headings), start, end, "")


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("一是甲不足;二是乙不足。", ["一是 甲不足;", "二是 乙不足。"]),
        ("仍有差距:一是甲不足;二是乙不足;三是丙不足。", ["一是 甲不足;", "二是 乙不足;", "三是 丙不足。"]),
        ("一是,甲不足。二是,乙不足。", ["一是 甲不足。", "二是 乙不足。"]),
        ("唯一是甲不足;二是乙不足。", [" 唯一是甲不足;二是乙不足。"]),
        ("甲不足,乙不足。", [" 甲不足,乙不足。"]),
    ],
)
def test_items_counted_aloud(words: str, items: list[str]) -> None:
    context = context_of(words)
    found = spoken_items(context, leaf(0, len(words)))
    assert [f"{number} {context.words(start, end)}" for number, start, end in found] == items


def test_passages_are_joined_under_one_heading_only() -> None:
    here, there = (Node(NodeKind.HEADING, place, place, place + 1, place + 1) for place in (0, 20))
    item = leaf(16, 18, (here,), NodeKind.ITEM)
    leaves = [leaf(2, 5, (here,)), leaf(6, 9, (here,)), item, leaf(22, 25, (there,)), leaf(26, 29, (there,))]
    assert [(each.start, each.end) for each in merged_passages(leaves)] == [(2, 9), (16, 18), (22, 29)]
    assert list(merged_passages([])) == []
