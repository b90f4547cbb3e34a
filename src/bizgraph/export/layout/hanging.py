"""Places for what hangs on things that have theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx

from bizgraph.export.layout.places import GAP, Point, Points, Sizes, spiral


def hung(network: networkx.Graph[str], waiting: Iterable[str], points: Points, sizes: Sizes) -> Points:
    """Place what is tied to things that have their place; things tied to the same ones stand together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for name in waiting:
        ends = tuple(sorted(end for end in network[name] if end in points))
        if ends:
            together.setdefault(ends, []).append(name)
    hung: Points = {}
    for ends, names in together.items():
        x, y = _middle(network, ends, points)
        step = GAP + max(sizes[name][0] for name in names)
        first = (min(sizes[ends[0]]) / 2 / step) ** 2 if len(ends) == 1 else 0.0
        for index, name in enumerate(names):
            across, up = spiral(index + first, step)
            hung[name] = (x + across, y + up)
    return hung


def _middle(network: networkx.Graph[str], ends: Sequence[str], points: Points) -> Point:
    """Return the middle of things; those with few ties pull more than those that everything is tied to."""
    pulls = [1 / network.degree(end) for end in ends]
    x = sum(pull * points[end][0] for pull, end in zip(pulls, ends, strict=True)) / sum(pulls)
    y = sum(pull * points[end][1] for pull, end in zip(pulls, ends, strict=True)) / sum(pulls)
    return x, y
