"""Outlines as lists of statements, each a file in tests/data/extract/parts beside its list."""

from __future__ import annotations

import pytest

from bizgraph.extract.genre import load_genre
from bizgraph.extract.parts import HeadingWords, Piece, RoleLine, TablePart, pieces

from .examples import Snippet, snippets

SNIPPETS = snippets("parts")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 8


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    found = pieces(snippet.outline, load_genre())
    assert [rendered(snippet, piece) for piece in found] == snippet.expected["pieces"]


def rendered(snippet: Snippet, piece: Piece) -> str:
    """Kind (and number) of a piece, its words, and the headings over it but for the document's title."""
    outline = snippet.outline
    titles = [outline.title(node) for node in piece.setting.headings]
    over = "/".join(title for title in titles if not title.endswith("方案"))
    if isinstance(piece, TablePart):
        return f"table | {len(piece.node.rows)} rows | {over}"
    if isinstance(piece, RoleLine):
        return f"roles | {outline.words(piece.node.start, piece.node.end)} | {over}"
    words = "".join(outline.words(piece.start, piece.end).split())
    if isinstance(piece, HeadingWords):
        return f"words of a heading | {words} | {over}"
    return f"{piece.setting.part or '-'} .{piece.number} | {words} | {over}"
