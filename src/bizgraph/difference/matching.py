"""Which facts of two documents are the same: one to one, then those split up or brought together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from bizgraph.difference.likeness import Likeness
from bizgraph.difference.result import Match
from bizgraph.difference.values import Told

# Measured on the pairs of plans in tests/data/diff: see tests/difference/test_quality.py.
ENOUGH: Final = 0.3
_PART_IN_WHOLE: Final = 0.5
_WHOLE_GAINS: Final = 0.1
# One pair that is nearly the same counts more than two that are half the same.
_POWER: Final = 3
# Of two that are equally alike, the one that stands at the same place of its document.
_PLACE: Final = 1e-6

Pair: TypeAlias = tuple[int, int, float]


@dataclass(slots=True)
class _Group:
    """Facts of both documents that were matched, by their numbers; new ones are counted on from the old."""

    likeness: float
    olds: list[int] = field(default_factory=list)
    news: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Matched:
    """The facts in both lists, in the order of the new one, and the facts that are in one only."""

    matches: tuple[Match, ...]
    added: tuple[Told, ...]
    dropped: tuple[Told, ...]


def matched(olds: Sequence[Told], news: Sequence[Told]) -> Matched:
    """Match facts of one kind by what they say. Neither their numbers nor their order decide."""
    told = (*olds, *news)
    likeness = Likeness(olds, news)
    groups = [_Group(score, [old], [new]) for old, new, score in _one_to_one(likeness, len(olds), len(told))]
    taken = _join_parts(groups, likeness, len(olds), len(told))
    matches = tuple(
        Match(
            tuple(told[old] for old in sorted(group.olds)),
            tuple(told[new] for new in sorted(group.news)),
            round(min(1.0, group.likeness), 4),
        )
        for group in sorted(groups, key=lambda group: min(group.news))
    )
    left = [number for number in range(len(told)) if number not in taken]
    return Matched(
        matches,
        tuple(told[number] for number in left if number >= len(olds)),
        tuple(told[number] for number in left if number < len(olds)),
    )


def _one_to_one(likeness: Likeness, olds: int, total: int) -> list[Pair]:
    """Return the pairs that are most alike in all, each fact in one pair at most."""
    return sorted(
        pair
        for cluster in _clusters(list(likeness.candidates(ENOUGH)), total)
        for pair in _assigned(cluster, olds, total)
    )


def _assigned(cluster: Sequence[Pair], olds: int, total: int) -> Iterable[Pair]:
    rows = {old: row for row, old in enumerate(sorted({old for old, _, _ in cluster}))}
    columns = {new: column for column, new in enumerate(sorted({new for _, new, _ in cluster}))}
    pairs = {(rows[pair[0]], columns[pair[1]]): pair for pair in cluster}
    worth = numpy.zeros((len(rows), len(columns)))
    for place, (old, new, score) in pairs.items():
        apart = abs(old / olds - (new - olds) / (total - olds))
        worth[place] = score**_POWER + _PLACE * (1 - apart)
    chosen = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    found = (pairs.get((int(row), int(column))) for row, column in chosen)
    return (pair for pair in found if pair is not None)


def _clusters(candidates: Sequence[Pair], total: int) -> Iterable[Sequence[Pair]]:
    """Return the pairs in groups that have no fact in common, so that each can be solved on its own."""
    links = ([1] * len(candidates), ([pair[0] for pair in candidates], [pair[1] for pair in candidates]))
    _, labels = connected_components(coo_array(links, shape=(total, total)), directed=False)
    clusters: dict[int, list[Pair]] = {}
    for pair in candidates:
        clusters.setdefault(int(labels[pair[0]]), []).append(pair)
    return clusters.values()


def _join_parts(groups: Iterable[_Group], likeness: Likeness, olds: int, total: int) -> frozenset[int]:
    """Add facts that were left over to the match of which they are a part; return all that are in one.

    A new fact whose words stand for the most part in an old one that was matched already was split from it;
    an old fact whose words stand so in a new one was brought together with others there.
    """
    of = {number: group for group in groups for number in (*group.olds, *group.news)}
    for part in range(total):
        if part in of:
            continue
        for whole in _wholes(part, likeness):
            group = of.get(whole)
            if group is None:
                continue
            parts, side = (group.olds, group.news) if part < olds else (group.news, group.olds)
            if side == [whole] and likeness.gained(whole, parts, part) >= _WHOLE_GAINS:
                parts.append(part)
                of[part] = group
                break
    return frozenset(of)


def _wholes(part: int, likeness: Likeness) -> list[int]:
    """Return the facts of the other document that hold most of a fact, the one that holds most first."""
    holding = sorted(likeness.holding(part, _PART_IN_WHOLE), key=lambda held: (-held[1], held[0]))
    return [whole for whole, _ in holding]
