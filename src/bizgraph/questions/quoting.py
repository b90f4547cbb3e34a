"""The words of a text that answer best, and the hits marked in them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Final

from bizgraph.questions.clues import Clue, bare

BEFORE: Final = "【"
BEHIND: Final = "】"
_CLAUSE: Final = re.compile(r"[^,。;!?\n]+[,。;!?]*")
_SENTENCE_END: Final = re.compile(r"[。;!?]")
_LONG: Final = 100
_SHORT: Final = 20
_BETWEEN: Final = r"[\s“”‘’\"'《》、·()]*"


def best_stretch(text: str, values: Mapping[Clue, float]) -> str:
    """Return the neighbouring clauses, about a sentence long, that hold most of what is looked for.

    They stand in the text as they are; of equals, those of one sentence, the
    shortest that says something, and then the first.
    """
    best, best_rank = "", (-1.0, 0, 0, 0)
    for line in text.split("\n"):
        clauses = [match.span() for match in _CLAUSE.finditer(line)]
        held = [_held(line[start:end], values) for start, end in clauses]
        for first, (start, _) in enumerate(clauses):
            clues: set[Clue] = set()
            for last in range(first, len(clauses)):
                end = clauses[last][1]
                if last > first and end - start > _LONG:
                    break
                clues |= held[last]
                worth = round(math.fsum(values[clue] for clue in clues), 9)
                crossed = len(_SENTENCE_END.findall(line, start, end - 1))
                rank = (worth, -crossed, min(end - start, _SHORT), start - end)
                if rank > best_rank:
                    best, best_rank = line[start:end], rank
    return best.strip().rstrip(",;、")


def marked(text: str, values: Mapping[Clue, float]) -> str:
    """Return a text with the words that were looked for between marks."""
    pieces: list[str] = []
    position = 0
    for start, end in _hits(text, values):
        pieces += (text[position:start], BEFORE, text[start:end], BEHIND)
        position = end
    return "".join((*pieces, text[position:]))


def words_found(text: str, values: Mapping[Clue, float], most: int) -> list[str]:
    """Return the words of a text that count most, as they stand there.

    None is part of another or of the name of an instrument, nor a mere figure.
    """
    known = bare(text)
    names = [way for clue in values if clue.instrument for way in clue.ways]
    ways: dict[str, float] = {}
    for clue, value in values.items():
        for way in clue.ways:
            if len(way) > 1 and not way.isdigit() and way in known and not any(way in name for name in names):
                ways[way] = max(ways.get(way, 0.0), value)
    ranked = sorted(ways, key=lambda way: (-ways[way], way))
    apart = [way for way in ranked if not any(way in other for other in ranked if other != way)]
    return apart[:most]


def _held(clause: str, values: Mapping[Clue, float]) -> set[Clue]:
    known = bare(clause)
    return {clue for clue in values if any(way in known for way in clue.ways)}


def _hits(text: str, values: Mapping[Clue, float]) -> Iterator[tuple[int, int]]:
    """Yield where words stand that were looked for, neighbours as one; single characters only if all are."""
    ways = {way for clue in values for way in clue.ways}
    long = {way for way in ways if len(way) > 1} or ways
    known = bare(text)
    spans: list[tuple[int, int]] = []
    for way in sorted(long):
        if way in known:
            pattern = re.compile(_BETWEEN.join(map(re.escape, way)), re.IGNORECASE)
            spans += [match.span() for match in pattern.finditer(text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    yield from merged
