"""Digits that measure nothing: dates, names, document numbers, numbers of items."""

from __future__ import annotations

from bizgraph.extract.quantities.cues import load_cues


def covered_places(words: str) -> list[bool]:
    """Return for each place of the narrowed words whether it lies in something that is no figure."""
    covered = [False] * (len(words) + 1)
    for cue in load_cues().not_a_figure:
        for match in cue.pattern.finditer(words):
            covered[match.start() : match.end()] = [True] * (match.end() - match.start())
    return covered
