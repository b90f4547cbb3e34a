"""What search and discovery find, held against what careful readers judged relevant.

Cases stand in tests/gold/discovery.toml and tests/gold/search.toml. Weights and bounds of the program were
tuned on the first, third, fifth … case of discovery; the others are held out.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from bizgraph.questions.candidates import candidates
from bizgraph.questions.clues import Clue, bare, clues, words
from bizgraph.questions.corpus import Corpus, Said
from bizgraph.questions.fitting import Need, fits, need_of_gap, need_of_words
from bizgraph.source.cleaning import clean

GOLD = Path(__file__).parents[1] / "gold"
_NEAR = 12
_FIRST_WORDS = 10
_NO_WORDS = re.compile(r"[^\u3007\u3400-\u4dbf\u4e00-\u9fffA-Za-z0-9]")

Ranking = list[int]


@dataclass(frozen=True)
class Case:
    """One judged case: who asks for what, and the grades of what is relevant by number of the statement."""

    id: str
    words: str
    gap: Said | None
    grades: Mapping[int, int]
    held_out: bool

    def need(self, corpus: Corpus) -> Need:
        """Return what is asked for."""
        return need_of_gap(corpus, self.gap) if self.gap is not None else need_of_words(corpus, self.words)

    def candidates(self, corpus: Corpus) -> tuple[Said, ...]:
        """Return what can be offered."""
        return candidates(corpus, self.gap.region if self.gap is not None else None)


@dataclass(frozen=True)
class Measured:
    """Means over some cases: how good the order is (nDCG), and how much of what is good is found (recall)."""

    cases: int
    ndcg: float
    recall: float


def discovery_cases(corpus: Corpus) -> list[Case]:
    """Return the cases of discovery; all that they name must be in the graph."""
    cases: list[Case] = []
    for number, entry in enumerate(_entries("discovery.toml", "case")):
        gap = found(corpus, entry["gap"], ("gap",)) if "gap" in entry else None
        grades: dict[int, int] = {}
        for each in entry["relevant"]:
            said = found(corpus, each, (each["kind"], "practice", "measure"))
            grades[said.number] = max(each["grade"], grades.get(said.number, 0))
        cases.append(Case(entry["id"], entry.get("need", ""), gap, grades, number % 2 == 1))
    return cases


def search_cases(corpus: Corpus) -> list[Case]:
    """Return the cases of search."""
    cases: list[Case] = []
    for number, entry in enumerate(_entries("search.toml", "query")):
        grades = {found(corpus, each, (each["kind"],)).number: each["grade"] for each in entry["relevant"]}
        cases.append(Case(entry["id"], entry["words"], None, grades, number % 2 == 1))
    return cases


def found(corpus: Corpus, entry: Mapping[str, Any], kinds: Sequence[str]) -> Said:
    """Return the statement at a place of the gold: of the first kind there, the nearest that begins so."""
    file, _, line = entry["at"].partition(":")
    begins = _compared(entry["begins"])
    for start in (begins, begins[:_FIRST_WORDS]):
        for kind in kinds:
            near = [
                said
                for said in corpus.all
                if said.kind == kind
                and said.file.startswith(f"{file}_")
                and abs(said.line - int(line)) <= _NEAR
                and _compared(said.text).startswith(start)
            ]
            if near:
                return min(near, key=lambda said: (abs(said.line - int(line)), said.number))
    raise AssertionError(f"nothing of the graph is at {entry['at']} {entry['begins']}")


def discovered(corpus: Corpus, case: Case) -> Ranking:
    """Return what discovery offers."""
    return [each.said.number for each in fits(corpus, case.need(corpus), case.candidates(corpus))]


def by_words_alone(corpus: Corpus, case: Case) -> Ranking:
    """Return the candidates by BM25 on the words of a case as they stand."""
    text = bare(clean(case.gap.text if case.gap is not None else case.words).characters)
    shares = corpus.texts.shares({Clue((word,)): weight for word, weight in words(text).items()})
    able = [said.number for said in case.candidates(corpus) if said.number in shares]
    return sorted(able, key=lambda number: (-shares[number], number))


def searched(corpus: Corpus, case: Case) -> Ranking:
    """Return what search finds."""
    shares = corpus.texts.shares(clues(case.words))
    return sorted(shares, key=lambda number: (-shares[number], number))


def searched_by_words_alone(corpus: Corpus, case: Case) -> Ranking:
    """Return all statements by BM25 on the words as typed."""
    text = bare(clean(case.words).characters)
    shares = corpus.texts.shares({Clue((word,)): weight for word, weight in words(text).items()})
    return sorted(shares, key=lambda number: (-shares[number], number))


def measured(cases: Sequence[Case], rank: Callable[[Case], Ranking], depth: int, good: int) -> Measured:
    """Return the means over the cases for which anything is relevant, down to a depth.

    Recall counts what has the grade `good` or more (whatever is relevant, where nothing has), of as many as
    fit.
    """
    judged = [(case, rank(case)[:depth]) for case in cases if case.grades]
    return Measured(
        len(judged),
        fmean(_ndcg(ranking, case.grades, depth) for case, ranking in judged),
        fmean(_recall(ranking, case.grades, depth, good) for case, ranking in judged),
    )


def table(
    cases: Sequence[Case], rankings: Mapping[str, Callable[[Case], Ranking]], depth: int, good: int
) -> Iterator[str]:
    """Yield the lines of a table: each ranking on all cases, those it was tuned on and those held out."""
    parts = {
        "all": cases,
        "tuned on": [case for case in cases if not case.held_out],
        "held out": [case for case in cases if case.held_out],
    }
    heads = (f"{name} ({sum(bool(c.grades) for c in part)})" for name, part in parts.items())
    yield f"nDCG@{depth}, recall@{depth}".ljust(34) + "".join(head.rjust(16) for head in heads)
    for name, rank in rankings.items():
        means = [measured(part, rank, depth, good) for part in parts.values()]
        yield name.ljust(34) + "".join(f"{mean.ndcg:.3f}  {mean.recall:.3f}".rjust(16) for mean in means)


def _ndcg(ranking: Ranking, grades: Mapping[int, int], depth: int) -> float:
    ideal = sorted(grades.values(), reverse=True)[:depth]
    return _gain([grades.get(number, 0) for number in ranking]) / _gain(ideal)


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _recall(ranking: Ranking, grades: Mapping[int, int], depth: int, good: int) -> float:
    wanted = {number for number, grade in grades.items() if grade >= good} or set(grades)
    return len(wanted.intersection(ranking)) / min(depth, len(wanted))


def _compared(text: str) -> str:
    return _NO_WORDS.sub("", clean(text).characters)


def _entries(file: str, name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads((GOLD / file).read_text("utf-8"))[name]
    return entries
