"""Places for what holds a picture together, by springs: the stronger a tie, the shorter."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import networkx
import numpy
from numpy.typing import NDArray

from bizgraph.export.layout.places import Points, spiral

_ALL_PAIRS: Final = 300  # things up to which springs between all pairs are worth their time
_SPRINGS: Final = 2000  # things up to which springs are
_STEPS: Final = 50


def held_together(
    network: networkx.Graph[str], part: Sequence[str], held: frozenset[str]
) -> networkx.Graph[str]:
    """Return the network of what holds a part together: tied directly, or by what hangs on both."""
    core: networkx.Graph[str] = networkx.Graph()
    core.add_nodes_from(name for name in part if name in held)
    for name in part:
        ends = sorted(set(network[name]) & held)
        if name in held:
            ties = [(name, end, network[name][end]["weight"]) for end in ends if name < end]
        else:  # a chain keeps this linear in the number of ends
            ties = [(one, other, 1.0) for one, other in pairwise(ends)]
        for one, other, weight in ties:
            before = core.get_edge_data(one, other, {"weight": 0.0})["weight"]
            core.add_edge(one, other, weight=before + weight)
    for one, other in _bridges(core):
        core.add_edge(one, other, weight=1.0)
    return core


def _bridges(core: networkx.Graph[str]) -> list[tuple[str, str]]:
    """Return ties that join what hangs together only by things further out."""
    firsts = sorted(min(part) for part in networkx.connected_components(core))
    return list(pairwise(firsts))


def sprung(core: networkx.Graph[str], width: float) -> Points:
    """Lay out by springs: the stronger a tie, the shorter."""
    ranked = sorted(core, key=lambda name: (-core.degree(name, weight="weight"), name))
    if len(ranked) < 2:
        return dict.fromkeys(ranked, (0.0, 0.0))
    start = {name: spiral(index, 1.0) for index, name in enumerate(ranked)}
    found: Mapping[str, Sequence[float] | NDArray[numpy.float64]]
    if len(ranked) <= _ALL_PAIRS:
        for _, _, tie in core.edges(data=True):
            tie["length"] = 1 / math.sqrt(1 + math.log1p(tie["weight"]))
        found = networkx.kamada_kawai_layout(core, pos=start, weight="length", scale=width / 2)
    elif len(ranked) <= _SPRINGS:
        found = networkx.spring_layout(
            core, pos=start, seed=1, iterations=_STEPS, method="force", scale=width / 2
        )
    else:
        found = {name: spiral(index, width / math.sqrt(4 * len(ranked))) for index, name in enumerate(ranked)}
    return {name: (float(found[name][0]), float(found[name][1])) for name in ranked}
