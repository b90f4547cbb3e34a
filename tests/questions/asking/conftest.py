from __future__ import annotations

from collections.abc import Callable

import pytest

from bizgraph.graph import Graph
from bizgraph.questions.asking.lexicon import Lexicon, load_lexicon
from bizgraph.questions.asking.question import Question
from bizgraph.questions.asking.tokens import Token, cut
from bizgraph.questions.asking.understanding import understand
from bizgraph.questions.asking.vocabulary import load_vocabulary
from bizgraph.questions.names import Names, simplified

Cutter = Callable[[str], tuple[Token, ...]]
Reader = Callable[[str], Question]


def _language(question: str) -> str:
    return "en" if question.isascii() else "zh"


@pytest.fixture(scope="session")
def lexicon(seeds_graph: Graph) -> Lexicon:
    store = seeds_graph._store
    return load_lexicon(store, seeds_graph.namespaces, Names(store, seeds_graph.namespaces), latin=True)


@pytest.fixture(scope="session")
def tokens_of(lexicon: Lexicon) -> Cutter:
    return lambda question: cut(simplified(question), load_vocabulary(), lexicon, _language(question))


@pytest.fixture(scope="session")
def read(tokens_of: Cutter, lexicon: Lexicon) -> Reader:
    return lambda question: understand(tokens_of(question), load_vocabulary(), lexicon, _language(question))
