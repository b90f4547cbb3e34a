from __future__ import annotations

import pytest

from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Candidate, Status
from bizgraph.questions.saved import saved_queries
from bizgraph.serve.pages.again import asked_again
from bizgraph.serve.pages.showing import Form, shown
from bizgraph.serve.pages.typesetting import marked, same_words, typeset, words_of


@pytest.mark.parametrize(
    ("question", "form", "columns", "texts"),
    [
        ("东莞获得用水由谁牵头?", Form.SINGLE, ["place", "unit", "role", "facts"], []),
        ("东莞获得电力有多少条举措?", Form.SINGLE, ["count"], []),
        ("哪个指标的举措最多?", Form.TABLE, ["indicator", "facts"], []),
        ("东莞纳税有哪些差距?", Form.TEXTS, ["place"], ["text"]),
        (
            "哪些举措借鉴了深圳的做法?",
            Form.TEXTS,
            ["place", "number", "models"],
            ["text", "practice_text"],
        ),
    ],
)
def test_an_answer_is_laid_out_by_what_is_in_it(
    seeds_graph: Graph, question: str, form: Form, columns: list[str], texts: list[str]
) -> None:
    laid_out = shown(seeds_graph.ask(question), seeds_graph.known())
    assert laid_out.form is form
    assert [column.name for column in laid_out.columns] == columns
    assert [text.column.name for text in laid_out.rows[0].texts] == texts


def test_no_sentence_of_an_answer_is_lost(seeds_graph: Graph) -> None:
    asked = [name for name, query in saved_queries().items() if not any(p.required for p in query.parameters)]
    assert len(asked) > 60
    for name in asked:
        answer = seeds_graph.query(name, 30)
        laid_out = shown(answer, seeds_graph.known())
        kept = [
            citation
            for row in laid_out.rows
            for citation in (*(text.citation for text in row.texts if text.citation), *row.citations)
        ]
        assert sorted(kept, key=str) == sorted(answer.sources, key=str), name
        values = [
            value for row in laid_out.rows for value in (*row.values, *row.texts) if not value.pieces[0].iri
        ]
        assert not any(value.text.startswith(("http:", "https:")) for value in values), name


def test_a_part_of_an_answer_is_laid_out(seeds_graph: Graph) -> None:
    answer = seeds_graph.query("unanswered-gaps")
    part = shown(answer, {}, 5, (), 2)
    assert (len(part.rows), part.total) == (5, len(answer))
    assert part.rows == shown(answer, {}).rows[2:7]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推行典型方案,压减时长;", "推行典型方案，压减时长；"),
        ("比例分别达到95%和90%以上,其中(含)1,200户", "比例分别达到95%和90%以上，其中（含）1,200户"),
        (
            "Read as: listing, where it is 东莞市; and so on",
            "Read as: listing, where it is 东莞市; and so on",
        ),
        ("", ""),
    ],
)
def test_marks_are_set_full_among_chinese_characters(text: str, expected: str) -> None:
    assert typeset(text) == expected


def test_long_words_have_a_beginning_and_dirty_ones_are_kept_as_printed() -> None:
    words = words_of("優(yōu)化服務,簡化手續(xù)。" * 30, 100)
    assert words.text.startswith("优化服务，简化手续。")
    assert words.text.startswith(words.beginning)
    assert 0 < len(words.beginning) <= 100
    assert words.printed.startswith("優(yōu)化")
    assert words_of("优化服务,简化手续。").printed == ""
    assert same_words("優(yōu)化 服務", "优化服务")


def test_hits_are_marked_and_all_else_escaped() -> None:
    assert marked("<b>推行【告知&承诺】制") == "&lt;b&gt;推行<mark>告知&amp;承诺</mark>制"
    assert marked("】没有【开头") == "】没有【开头"


@pytest.mark.parametrize(
    ("question", "reading", "candidate", "expected"),
    [
        ("市监局负责什么?", "“市监局”可能是几个单位", "甲市市监局", "甲市市监局负责什么?"),
        ("市監局負責什麼?", "“市监局”可能是几个单位", "甲市市监局", "甲市市监局负责什么?"),
        ("6月底前要完成什么?", "请写明是哪一年", "2022年6月", "2022年6月底前要完成什么?"),
        ("什么?", "请写明", "甲", ""),
    ],
)
def test_an_unclear_name_is_replaced_by_what_is_meant(
    question: str, reading: str, candidate: str, expected: str
) -> None:
    answer = Answer(status=Status.AMBIGUOUS, reading=reading)
    assert asked_again(question, answer, Candidate(candidate)) == expected
