"""Heads of documents, each a file in tests/data/extract/document beside what it must give."""

from __future__ import annotations

from datetime import date

import pytest

from bizgraph.extract.context import load_authorities
from bizgraph.extract.document import publisher_of, read_heading
from bizgraph.outline.tree import outline

from .examples import Snippet, facts_of, snippets, text_of

SNIPPETS = snippets("document")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 29


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected


def test_a_head_names_place_year_and_file_in_its_id() -> None:
    document = facts_of("长沙市2022年优化营商环境实施方案\n一、主要任务\n1.推行企业开办“一窗通”。\n").document
    assert document.id == f"430100-2022-{document.sha256[:8]}"


def test_a_masked_place_belongs_to_its_document() -> None:
    words = "xx市2022年优化营商环境实施方案\n一、主要任务\n1.推行企业开办“一窗通”,{}。\n"
    one, other = (facts_of(words.format(end)).document for end in ("一次办好", "限时办好"))
    assert one.region.masked
    assert one.region.id != other.region.id


@pytest.mark.parametrize(
    ("title", "issued", "year"),
    [
        ("长沙市2022年优化营商环境方案", "2022年1月5日", 2022),
        ("长沙市2022年优化营商环境方案", "2021年12月30日", 2022),
        ("长沙市优化营商环境方案", "2021年12月30日", 2021),
        ("长沙市优化营商环境方案", "", None),
        ("长沙市优化营商环境三年行动计划(2022-2024年)", "2022年1月5日", 2022),
    ],
)
def test_year(title: str, issued: str, year: int | None) -> None:
    found = outline(text_of(f"{title}\n一、主要任务\n1.推行企业开办“一窗通”,一次提交材料。\n{issued}\n"))
    authorities = load_authorities()
    heading = read_heading(found.text, found, authorities.regions, authorities.units)
    assert heading.year == year
    assert (heading.issued is None) == (not issued)
    assert heading.issued is None or isinstance(heading.issued, date)
    assert publisher_of(heading, authorities.units) is None


@pytest.mark.parametrize("words", ["。", "a", "2022年1月1日", "、,;", "附件1", "xx市"])
def test_hardly_a_document(words: str) -> None:
    facts = facts_of(words)
    assert facts.document.title.text
    assert facts.measures == ()
