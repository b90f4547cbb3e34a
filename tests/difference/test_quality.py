"""How much of what changed between two documents is found: `-s` prints precision and recall."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import pytest
from tests.difference.gold import NAMES, Gold, Score, changes_of, pairs_of, read_gold, what_of

from bizgraph.difference.diffing import diff
from bizgraph.difference.result import Compared

LEAST_OF_PAIRS = 0.97
LEAST_OF_CHANGES = 0.94


@pytest.fixture(scope="module")
def found() -> Mapping[str, tuple[Gold, Compared]]:
    golds = [read_gold(name) for name in NAMES]
    return {gold.name: (gold, diff(gold.old, gold.new).compared[0]) for gold in golds}


def test_there_are_pairs_of_documents_in_several_layouts() -> None:
    assert len(NAMES) >= 3


def test_the_same_is_found_to_be_the_same(found: Mapping[str, tuple[Gold, Compared]]) -> None:
    score = Score()
    for name, (gold, compared) in found.items():
        score.add(Counter(gold.pairs), Counter(pairs_of(name, compared)))
    _print("pairs", score)
    assert score.precision >= LEAST_OF_PAIRS, score.wrong
    assert score.recall >= LEAST_OF_PAIRS, score.wrong


def test_what_changed_is_found(found: Mapping[str, tuple[Gold, Compared]]) -> None:
    scores: defaultdict[str, Score] = defaultdict(Score)
    for name, (gold, compared) in found.items():
        changes = Counter(changes_of(name, compared))
        for what in sorted(set(map(what_of, gold.changes)) | set(map(what_of, changes))):
            of_kind = [
                Counter({each: count for each, count in counts.items() if what_of(each) == what})
                for counts in (gold.changes, changes)
            ]
            for key in (what, "all changes"):
                scores[key].add(*of_kind)
    for what, score in sorted(scores.items()):
        _print(what, score)
    assert scores["all changes"].precision >= LEAST_OF_CHANGES, scores["all changes"].wrong
    assert scores["all changes"].recall >= LEAST_OF_CHANGES, scores["all changes"].wrong


def _print(what: str, score: Score) -> None:
    print(f"\n{what:20} {score.expected:4} precision {score.precision:.3f} recall {score.recall:.3f}", end="")
    for wrong in score.wrong if what != "all changes" else ():
        print(f"\n    {wrong}", end="")
