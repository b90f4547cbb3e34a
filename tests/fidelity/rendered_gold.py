"""The gold of a seed, found again in the text that was taken out of another format of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bizgraph.source.text import Span, Text

from .gold import Entry, GoldFile

_LEAVES_OUT = frozenset("|¦〃")
_ANCHOR = 10  # characters that must agree to go on behind a difference
_REACH = 6000  # characters within which to go on


@dataclass(frozen=True)
class _Printed:
    """The characters of a text that both formats have, and where each stands in its source."""

    characters: str
    origins: Sequence[int]


def moved(gold: GoldFile, text: Text) -> GoldFile:
    """Return the gold file with its spans in another text of the same words.

    Raises ValueError when the words of an entry are not there.
    """
    way = dict(_aligned(_printed(gold.text), _printed(text)))
    known = sorted(way)
    return replace(
        gold,
        text=text,
        stretch=_moved(gold.stretch, way, known) or Span(0, len(text.source)),
        entries=tuple(_moved_entry(gold, entry, way, known) for entry in gold.entries),
    )


def _moved_entry(gold: GoldFile, entry: Entry, way: Mapping[int, int], known: Sequence[int]) -> Entry:
    if entry.span is None:
        return entry
    span = _moved(entry.span, way, known)
    if span is None:
        raise ValueError(f"{gold.name}: the words of {entry.kind} {entry.id} are not in {gold.text.name}")
    return replace(entry, span=span)


def _moved(span: Span, way: Mapping[int, int], known: Sequence[int]) -> Span | None:
    inside = [way[at] for at in known[bisect_left(known, span.start) : bisect_left(known, span.end)]]
    return Span(min(inside), max(inside) + 1) if inside else None


def _printed(text: Text) -> _Printed:
    kept = [i for i, c in enumerate(text.clean) if not c.isspace() and c not in _LEAVES_OUT]
    return _Printed("".join(text.clean[i] for i in kept), [text.origins[i] for i in kept])


def _aligned(seed: _Printed, other: _Printed) -> Iterator[tuple[int, int]]:
    """Yield the positions of the same character in the two sources."""
    i = j = 0
    while i < len(seed.characters) and j < len(other.characters):
        if seed.characters[i] == other.characters[j]:
            yield seed.origins[i], other.origins[j]
            i, j = i + 1, j + 1
            continue
        i, j = _behind_difference(seed.characters, other.characters, i, j)


def _behind_difference(seed: str, other: str, i: int, j: int) -> tuple[int, int]:
    """Where both go on alike: the fewest characters of the seed are passed over."""
    for skipped in range(_REACH):
        anchor = seed[i + skipped : i + skipped + _ANCHOR]
        if not anchor:
            break
        found = other.find(anchor, j, j + _REACH)
        if found >= 0:
            return i + skipped, found
    return len(seed), len(other)
