"""Lines that name units below measures or headings: one a line of a file, and snippets."""

from __future__ import annotations

import pytest

from .examples import Snippet, facts_of, lines, roles, roles_told, snippets

LINES = lines("role_lines.tsv", 3)
SNIPPETS = snippets("role_lines")
PLAN = """长沙市2022年优化营商环境实施方案
一、主要任务
1.推行企业开办“一窗通”,一次提交材料。
{}
2.推行歇业登记,一次办结有关手续。
"""


def test_number_of_examples() -> None:
    assert (len(LINES), len(SNIPPETS)) == (30, 9)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:40])
def test_line(line: list[str]) -> None:
    words, units, deadline = line
    facts = facts_of(PLAN.format(words.replace(" / ", "\n")))
    measure, following = facts.measures
    assert roles(measure.responsibilities) == roles_told(units)
    due = measure.deadline
    assert (str(due.day or due.quote.text) if due else "") == deadline
    assert measure.quote.text == "推行企业开办“一窗通”,一次提交材料。"
    assert (following.responsibilities, following.deadline) == ((), None)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected
