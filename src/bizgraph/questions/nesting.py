"""What places lie in, at any distance, which documents they have; where units are, and what for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.store.interface import Row, Store

_AROUND: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT DISTINCT ?place ?around WHERE { ?place biz:within+ ?around } ORDER BY ?place ?around
"""

_PLANNING: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT DISTINCT ?place ?document WHERE { ?document a biz:PolicyDocument ; biz:region ?place }
ORDER BY ?document ?place
"""
_UNIT: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?property ?value WHERE {
  VALUES ?property { biz:region biz:function }
  ?unit ?property ?value
} ORDER BY ?property ?value
"""


def unit_facts(store: Store, unit: NamedNode) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
    """Return the places and functions of a unit, by property."""
    return _gathered(store.select(_UNIT, {"unit": unit}))


def nesting(store: Store) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
    """Return the places that each place of a graph lies in: what it is part of, and groups it belongs to."""
    return _gathered(store.select(_AROUND))


def planning(store: Store) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
    """Return the documents of each place that has any, in the order of their identifiers."""
    return _gathered(store.select(_PLANNING))


def _gathered(rows: Iterable[Row]) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
    found: dict[NamedNode, list[NamedNode]] = {}
    for thing, other in rows:
        if isinstance(thing, NamedNode) and isinstance(other, NamedNode):
            found.setdefault(thing, []).append(other)
    return {thing: tuple(others) for thing, others in found.items()}
