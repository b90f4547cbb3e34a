"""Which documents of two graphs are the same, or follow one another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bizgraph.difference.values import Heading
from bizgraph.difference.wording import alike
from bizgraph.linking.wording import words

_YEARS: Final = re.compile(r"\d+")
# Plans of one place for other years: their titles are the same but for the year.
_LEAST_TITLE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Paired:
    """The documents in both graphs that differ, those in one only, and how many are in both as they are."""

    pairs: tuple[tuple[Heading, Heading], ...]
    added: tuple[Heading, ...]
    dropped: tuple[Heading, ...]
    unchanged: int


def paired(olds: Sequence[Heading], news: Sequence[Heading]) -> Paired:
    """Pair the documents of two graphs.

    Those of the same id are the same. Of the others those are paired that are of one place: of one file name
    first, then of one title, then of titles that are alike but for the year; last, those of one file name and
    such titles of which the place is read otherwise.
    """
    same = {old.id for old in olds} & {new.id for new in news}
    left = [old for old in olds if old.id not in same]
    right = [new for new in news if new.id not in same]
    pairs = list(_best(left, right))
    old_ids = {old.id for old, _ in pairs}
    new_ids = {new.id for _, new in pairs}
    return Paired(
        tuple(sorted(pairs, key=lambda pair: (pair[1].id, pair[0].id))),
        tuple(new for new in right if new.id not in new_ids),
        tuple(old for old in left if old.id not in old_ids),
        len(same),
    )


def _best(olds: Sequence[Heading], news: Sequence[Heading]) -> Iterator[tuple[Heading, Heading]]:
    """Yield the pairs of documents, those that are most surely the same first, each document once."""
    candidates: defaultdict[tuple[str, str], list[Heading]] = defaultdict(list)
    for new in news:
        for key in _keys(new):
            candidates[key].append(new)
    ranked = {
        (*rank, old.id, new.id): (old, new)
        for old in olds
        for key in _keys(old)
        for new in candidates[key]
        if (rank := _rank(old, new)) is not None
    }
    paired_olds: set[str] = set()
    paired_news: set[str] = set()
    for _, (old, new) in sorted(ranked.items(), key=lambda each: each[0]):
        if old.id not in paired_olds and new.id not in paired_news:
            paired_olds.add(old.id)
            paired_news.add(new.id)
            yield old, new


def _keys(heading: Heading) -> tuple[tuple[str, str], ...]:
    """Return that by which a document may be found: its place and its file name."""
    return ("place", _region(heading)), ("file", heading.file)


def _region(heading: Heading) -> str:
    """Return the place of a document; a masked one, which is of its own document, by its name."""
    return heading.place if heading.id in heading.region else heading.region


def _rank(old: Heading, new: Heading) -> tuple[int, float] | None:
    """Return how surely two documents are the same, the smaller the surer; None if they are not."""
    years = abs(new.years_after(old))
    likeness = alike(_YEARS.sub("", old.title), _YEARS.sub("", new.title))
    if _region(old) != _region(new):
        return (3, -likeness) if old.file == new.file and likeness >= _LEAST_TITLE else None
    if old.file == new.file:
        return 0, years - likeness
    if words(old.title).bare == words(new.title).bare:
        return 1, years
    return (2, years - likeness) if likeness >= _LEAST_TITLE else None
