from __future__ import annotations

from functools import partial

import pytest

from bizgraph.graph import Graph
from bizgraph.questions.corpus import Corpus

from .relevance import Case, by_words_alone, discovered, discovery_cases, measured, table

DEPTH = 5
GOOD = 2


@pytest.fixture(scope="module")
def corpus(seeds_graph: Graph) -> Corpus:
    return Corpus(seeds_graph._store, seeds_graph.namespaces)


@pytest.fixture(scope="module")
def cases(corpus: Corpus) -> list[Case]:
    return discovery_cases(corpus)


def test_discovery_finds_what_careful_readers_found(corpus: Corpus, cases: list[Case]) -> None:
    ours, words = partial(discovered, corpus), partial(by_words_alone, corpus)
    print("\n" + "\n".join(table(cases, {"discovery": ours, "BM25 on the words alone": words}, DEPTH, GOOD)))
    assert len(cases) >= 50
    whole = measured(cases, ours, DEPTH, GOOD)
    held_out = measured([case for case in cases if case.held_out], ours, DEPTH, GOOD)
    plain = measured(cases, words, DEPTH, GOOD)
    assert whole.ndcg >= 0.7
    assert whole.recall >= 0.7
    assert held_out.ndcg >= 0.68
    assert held_out.recall >= 0.68
    assert whole.ndcg >= plain.ndcg + 0.1


def test_where_nothing_fits_nothing_is_offered(corpus: Corpus, cases: list[Case]) -> None:
    wanting = [case for case in cases if not case.grades]
    assert len(wanting) >= 3
    assert {case.id: discovered(corpus, case) for case in wanting} == {case.id: [] for case in wanting}


def test_where_something_fits_something_is_offered(corpus: Corpus, cases: list[Case]) -> None:
    assert [case.id for case in cases if case.grades and not discovered(corpus, case)] == []


def test_more_than_half_of_what_is_offered_is_relevant(corpus: Corpus, cases: list[Case]) -> None:
    offered = [(case, number) for case in cases for number in discovered(corpus, case)[:DEPTH]]
    relevant = sum(number in case.grades for case, number in offered)
    print(f"\n{relevant} of {len(offered)} offered are relevant")
    assert relevant >= 0.6 * len(offered)
