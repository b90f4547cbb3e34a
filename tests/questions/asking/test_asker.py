"""Any text is a question: it is answered, asked back or refused, and no character of it becomes SPARQL."""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from tests.fidelity.questions import load

from bizgraph.errors import BizgraphError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer, Status

FRAGMENTS: Final = (
    *('"', "'", "\\", ">", "<", "}", "{", "?fact", "\x00", "\u202e", "\n", "🏙", "مدينة", "“", "”"),
    *("<https://w3id.org/bizgraph/id/region/441900>", "SELECT * WHERE { ?s ?p ?o }", "} UNION { ?s ?p ?o"),
    *("; DROP ALL", "# comment", "'''", '"""', "@zh", "^^xsd:date", "东莞" * 300, "\\u0022", "$fact", "%s"),
)
VALUES: Final = re.compile(r" VALUES \?\w+ \{ (?:<[^>]*>|\"(?:[^\"\\]|\\.)*\"(?:@\w+|\^\^<[^>]*>)?| )+\} ")
EASY: Final = ("赣县区获得电力的举措有哪些?", "Which measures does Dongguan order?", "东莞获得用水由谁牵头?")

any_text = st.text(st.characters(), max_size=80)
torn = st.builds(
    lambda question, at, put: question[: at % len(question)] + put + question[at % len(question) :],
    st.sampled_from([question.ask for question in load()]),
    st.integers(0, 200),
    st.one_of(st.sampled_from(FRAGMENTS), st.text(st.characters(), max_size=6)),
)


@given(question=st.one_of(any_text, torn))
@settings(deadline=None, max_examples=40)
def test_any_text_gets_an_answer(seeds_graph: Graph, question: str) -> None:
    answer = _asked(seeds_graph, question)
    if answer is not None:
        assert answer.status in Status
        assert answer.reading
        assert answer.to_json()
        if answer.sparql:
            Store().query(answer.sparql)


@pytest.mark.parametrize("put", FRAGMENTS)
def test_what_is_quoted_never_becomes_sparql(seeds_graph: Graph, put: str) -> None:
    topic = f"公章zqx{put}zqx"
    answer = _asked(seeds_graph, f"东莞的哪些举措提到“{topic}”?")
    assert answer is not None
    assert "zqx" not in VALUES.sub(" ", answer.sparql)
    if answer.sparql:
        Store().query(answer.sparql)


@pytest.mark.parametrize("question", EASY)
def test_the_same_question_gets_the_same_answer(seeds_graph: Graph, question: str) -> None:
    first = seeds_graph.ask(question)
    assert first.status is Status.ANSWERED
    assert first.rows
    assert first.sources
    assert first.to_json() == seeds_graph.ask(question).to_json()


@pytest.mark.parametrize("question", EASY)
def test_the_query_that_is_shown_gives_the_rows(seeds_graph: Graph, question: str) -> None:
    answer = seeds_graph.ask(question)
    assert seeds_graph.query(answer.sparql).rows == answer.rows


def test_a_question_that_is_refused_gets_some_near_it(seeds_graph: Graph) -> None:
    answer = seeds_graph.ask("东莞开办企业的天气怎么样?")
    assert answer.status is Status.REFUSED
    assert answer.candidates
    for candidate in answer.candidates:
        assert seeds_graph.ask(candidate.label).rows


def _asked(graph: Graph, question: str) -> Answer | None:
    try:
        return graph.ask(question)
    except BizgraphError:
        return None
