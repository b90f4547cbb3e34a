"""Places that a measure names as its model, one example a line of tests/data/extract/models.tsv."""

from __future__ import annotations

import pytest

from bizgraph.extract.models import models_named

from .examples import context_of, lines, places

LINES = lines("models.tsv", 3)


def test_number_of_lines() -> None:
    assert len(LINES) == 20


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[1][:24])
def test_line(line: list[str]) -> None:
    place, words, models = line
    found = models_named(context_of(words, place), 0, len(words))
    assert " ".join(places(found)) == models.replace("-", "")


def test_each_model_is_named_once() -> None:
    words = "对标深圳市,借鉴深圳市经验。"
    assert places(models_named(context_of(words), 0, len(words))) == ["深圳市"]


def test_only_the_stretch_is_read() -> None:
    words = "借鉴深圳市经验。优化服务。"
    assert models_named(context_of(words), words.index("优化"), len(words)) == ()
