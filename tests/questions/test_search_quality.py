from __future__ import annotations

from functools import partial

from bizgraph.graph import Graph
from bizgraph.questions.corpus import Corpus

from .relevance import measured, search_cases, searched, searched_by_words_alone, table

DEPTH = 10
GOOD = 1


def test_search_finds_what_a_careful_reader_found(seeds_graph: Graph) -> None:
    corpus = Corpus(seeds_graph._store, seeds_graph.namespaces)
    cases = search_cases(corpus)
    ours, words = partial(searched, corpus), partial(searched_by_words_alone, corpus)
    print("\n" + "\n".join(table(cases, {"search": ours, "BM25 on the words alone": words}, DEPTH, GOOD)))
    assert len(cases) >= 25
    whole, plain = measured(cases, ours, DEPTH, GOOD), measured(cases, words, DEPTH, GOOD)
    assert whole.ndcg >= 0.9
    assert whole.recall >= 0.89
    assert whole.ndcg > plain.ndcg
