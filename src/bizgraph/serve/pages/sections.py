"""Parts of a page that list the first of what a saved query finds, with the way to all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.graph import Graph
from bizgraph.questions.answer import Answer
from bizgraph.serve.pages.visit import Visit

FEW: Final = 4  # rows of a part, where a page has many parts


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: `key` names its words and its anchor, `total` counts all rows that there are.

    `every` is the address of all rows, `api` that of the same data for programs.
    """

    key: str
    answer: Answer
    total: int
    hidden: tuple[str, ...]
    every: str
    api: str


def section(
    graph: Graph,
    visit: Visit,
    key: str,
    query: str,
    *,
    most: int | None = FEW,
    hidden: Sequence[str] = (),
    **parameters: object,
) -> Section:
    """Return a part of a page: the first `most` rows of a saved query, asked about things of the graph."""
    given = {name: value for name, value in parameters.items() if value not in (None, "")}
    answer = graph.query(query, most, language=visit.language, **given)
    typed = {
        name: graph.shortened(value.value) if isinstance(value, NamedNode) else value
        for name, value in given.items()
    }
    return Section(
        key,
        answer,
        len(answer) + answer.left,
        tuple(hidden),
        visit.to(f"/queries/{query}", **typed),
        visit.to(f"/api/queries/{query}", **typed),
    )
