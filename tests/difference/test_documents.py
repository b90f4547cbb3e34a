"""Which documents of two graphs are the same, or follow one another: the examples are lines of a file."""

from __future__ import annotations

import pytest
from tests.difference.gold import DATA

from bizgraph.difference.documents import paired
from bizgraph.difference.values import Heading

LINES = [
    line.split("\t")
    for line in (DATA / "documents.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def _headings(cell: str) -> list[Heading]:
    found = []
    for document in cell.split(";"):
        id, title, file = document.split(" | ")
        region = id.split("-")[0]
        found.append(Heading(id, title, file, region, region))
    return found


def test_there_are_examples() -> None:
    assert len(LINES) == 10


@pytest.mark.parametrize(("olds", "news", "pairs", "dropped", "added"), LINES)
def test_documents_are_paired(olds: str, news: str, pairs: str, dropped: str, added: str) -> None:
    found = paired(_headings(olds), _headings(news))
    assert {(old.id, new.id) for old, new in found.pairs} == {
        tuple(pair.split()) for pair in pairs.split(";") if pair
    }
    assert [heading.id for heading in found.dropped] == dropped.split()
    assert [heading.id for heading in found.added] == added.split()
    in_both = {heading.id for heading in _headings(olds)} & {heading.id for heading in _headings(news)}
    assert found.unchanged == len(in_both)
