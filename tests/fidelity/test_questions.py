"""Questions in words over the documents that come with bizgraph: how many are answered in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pytest

from .questions import GOLD, Judgement, load, score

FILES: Final = sorted(GOLD.glob("*.toml"))
QUESTIONS: Final = load()
BARS: Final = {"answerable": 0.88, "unanswerable": 0.95}
SHOWN: Final = 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_answers_are_right(path: Path, judged: Callable[[Path], Sequence[Judgement]]) -> None:
    scores = score(judged(path), "answerable")
    for name, bar in BARS.items():
        share = scores[name].right / scores[name].asked
        worst = [f"{each.question.id} {each.question.ask}: {each.why}" for each in scores[name].failures]
        assert share >= bar, "\n".join([f"{name}: {share:.3f}", *worst[:SHOWN]])


def test_the_gold_is_large_and_varied() -> None:
    assert len(QUESTIONS) >= 150
    assert sum(not question.answered for question in QUESTIONS) >= 30
    assert {question.language for question in QUESTIONS} == {"zh-Hans", "zh-Hant", "en"}


def test_no_id_stands_twice() -> None:
    assert not [each for each, count in Counter(question.id for question in QUESTIONS).items() if count > 1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_question_that_can_be_answered_says_what_is_right(path: Path) -> None:
    for question in load([path]):
        expected = (question.rows, question.count, question.yes, question.top)
        assert question.answered is any(each is not None for each in expected), question.id
