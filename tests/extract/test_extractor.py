"""Whole documents: what holds for any lines in any order, and for documents of no genre."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizgraph.extract.facts import Facts
from bizgraph.resources import seeds_dir
from bizgraph.source.read import read_file
from bizgraph.source.telephones import redact

from .examples import DATA, MOBILE, Snippet, describe, facts_of, quotes_in, text_of

DOCUMENTS = [
    *sorted(seeds_dir().glob("*.txt")),
    *sorted((Path(__file__).parents[1] / "data" / "layouts").glob("*.txt")),
    *sorted(DATA.glob("*/*.txt")),
]
LINES = sorted(
    {line for path in DOCUMENTS for line in read_file(path).source.splitlines() if 0 < len(line) < 400}
)
TITLES = ["长沙市2022年优化营商环境实施方案", "xx市优化营商环境改革方案", "四川省优化营商环境典型做法", ""]
TELEPHONES = [
    "联系人:张三,13812345678",
    "电话:138 1234 5678",
    "组长:徐光耀 副市长 13912345678",
    "1|张三|科长|13812345678|",
]
OTHERS = sorted((Path(__file__).parents[1] / "data" / "other_genre").glob("*.txt"))
MIXED = st.lists(st.sampled_from(LINES) | st.sampled_from(TELEPHONES), max_size=14)


def test_number_of_documents_and_lines() -> None:
    assert len(DOCUMENTS) >= 130
    assert len(LINES) >= 1500


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=MIXED, title=st.sampled_from(TITLES))
def test_any_lines_in_any_order(lines: list[str], title: str) -> None:
    words = "\n".join([title, *lines])
    if not words.strip():
        words = "。"
    check(words, facts_of(words))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(DOCUMENTS[5:]), data=st.data())
def test_any_document_with_lines_lost_and_moved(path: Path, data: st.DataObject) -> None:
    lines = read_file(path).source.splitlines()
    kept = data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=40))
    words = "\n".join(lines[index] for index in (kept if len(kept) % 2 else sorted(kept))) or "。"
    if words.strip():
        check(words, facts_of(words))


def check(words: str, facts: Facts) -> None:
    """Every span holds its words, no fact holds a mobile number, and every reference leads somewhere."""
    source = text_of(words).source
    for quote in quotes_in(facts):
        assert redact(source[quote.span.start : quote.span.end]) == quote.original
        assert not MOBILE.search(quote.text)
        assert not MOBILE.search(quote.original)
    people = [p.name + p.title for f in facts.task_forces for p in (*f.leaders, *f.deputy_leaders)]
    people += [p.name + p.title for section in facts.sections for p in section.champions]
    assert not [name for name in people if MOBILE.search(name)]
    sections = {section.key for section in facts.sections}
    statements = (*facts.measures, *facts.practices, *facts.gaps, *facts.baselines, *facts.targets)
    assert {fact.section for fact in statements} <= sections | {None}
    keys = [fact.key for fact in statements]
    keys += [*sections, *(force.key for force in facts.task_forces)]
    assert len(keys) == len(set(keys))
    targets, measures = {t.key for t in facts.targets}, {m.key for m in facts.measures}
    assert {key for measure in facts.measures for key in measure.targets} <= targets
    assert {key for gap in facts.gaps for key in gap.addressed_by} <= measures
    assert 0 <= facts.document.left_over_share <= 1


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_same_in_same_out(path: Path) -> None:
    snippet = Snippet(path)
    assert snippet.facts() == Snippet(path).facts()


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_another_genre_gives_no_statement(path: Path) -> None:
    found = describe(Snippet(path).facts())
    assert [kind for kind in found if found[kind] and kind != "document"] == []


def test_facts_come_in_the_order_of_the_file() -> None:
    for path in DOCUMENTS[5:15]:
        facts = Snippet(path).facts()
        for statements in (facts.measures, facts.practices, facts.gaps, facts.baselines, facts.targets):
            places = [(fact.quote.span.start, fact.quote.span.end) for fact in statements]
            assert places == sorted(places)
