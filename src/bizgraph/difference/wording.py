"""What a fact says besides its date, its units and its figures: these are compared on their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bizgraph.difference.values import Told
from bizgraph.linking.wording import words
from bizgraph.outline.numbering import BELOW_ITEMS, marker_at

_BREAK = "\n"
_CLAUSE_ENDS = re.compile(r"[,;:。!?\n]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COUNTED = re.compile(r"^[一二三四五六七八九十]{1,2}是")
_PAIR = 2


@lru_cache(4096)
def rest(told: Told) -> str:
    """Return the bare words of a fact without the words of its deadline, of its units and of its figures.

    Clauses are on lines of their own, without the numbers of items below (`①`, `一是`). A fact that is
    nothing but dates, units and figures keeps its words.
    """
    text = "".join(told.text.split())
    for part in sorted(_apart(told), key=lambda part: (-len(part), part)):
        text = text.replace(part, _BREAK)
    pieces = (words(_without_number(piece)).bare for piece in _CLAUSE_ENDS.split(text))
    return _BREAK.join(piece for piece in pieces if piece) or words(told.text).bare


def clauses_apart(old: Told, new: Told) -> tuple[list[str], list[str]]:
    """Return the clauses of each of two facts that the other has not, bare, in their order.

    There are none where only the punctuation or the order of the clauses is another.
    """
    here, there = rest(old), rest(new)
    if here.replace(_BREAK, "") == there.replace(_BREAK, ""):
        return [], []
    return _only(here, there), _only(there, here)


def without_numbers(clauses: Iterable[str]) -> list[str]:
    """Return clauses with their numbers left out."""
    return [_NUMBER.sub("", clause) for clause in clauses]


def _without_number(clause: str) -> str:
    marker = marker_at(clause, 0)
    if marker is not None and marker.kind in BELOW_ITEMS:
        return clause[len(marker.printed) :]
    return _COUNTED.sub("", clause)


def _only(here: str, there: str) -> list[str]:
    counts = Counter(there.split(_BREAK))
    found = []
    for clause in here.split(_BREAK):
        if counts[clause]:
            counts[clause] -= 1
        else:
            found.append(clause)
    return found


def before(text: str, printed: str, most: int) -> str:
    """Return the bare words, `most` characters of them, that stand before a stretch of a text."""
    at = text.find(printed)
    return words(text[:at]).bare[-most:] if at > 0 else ""


@lru_cache(4096)
def opening(told: Told) -> str:
    """Return the bare words of the first sentence of a fact, which is often its run-in heading."""
    return words(told.text.split("。", 1)[0]).bare


def alike(one: str, other: str) -> float:
    """Return how much two short wordings have in common, from 0 to 1: Dice's coefficient of their pairs."""
    here, there = set(pairs(words(one).bare)), set(pairs(words(other).bare))
    return 2 * len(here & there) / max(1, len(here) + len(there))


def pairs(text: str) -> Iterator[str]:
    """Yield the pairs of characters of bare words; a single character is one by itself."""
    if len(text) == 1:
        yield text
    for start in range(len(text) - _PAIR + 1):
        yield text[start : start + _PAIR]


def _apart(told: Told) -> Iterator[str]:
    printed = [figure.printed for figure in told.figures] + [actor.printed for actor in told.actors]
    if told.due is not None:
        printed.append(told.due.printed)
    for part in printed:
        if part := "".join(part.split()):
            yield part
