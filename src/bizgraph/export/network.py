"""The property graph that every network format is written from: typed, clean, and drawn already.

What a writer can rely on: text holds no character that XML 1.0 forbids, numbers are finite, None is left out,
lists are tuples of text, every name has one type, identifiers are unique, every edge joins two nodes that are
there, and everything stands in a fixed order.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Protocol, TypeAlias

import networkx

from bizgraph.errors import ExportError

Value: TypeAlias = bool | int | float | date | str | tuple[str, ...]

_LARGEST: Final = 2**63
_FORBIDDEN: Final = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class FieldType(StrEnum):
    """The type of an attribute: all its values in a graph have it."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Field:
    """An attribute of nodes or edges: its name, its type, and what it is called in either language."""

    name: str
    type: FieldType
    titles: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """Return what readers call it; its name where nobody says."""
        return self.titles.get(language) or self.name


@dataclass(frozen=True, slots=True)
class Node:
    """A thing. `size` is its diameter, `x` and `y` its middle, y upwards, in the units of CSS pixels.

    `shape` is `ellipse`, `box` or `diamond`; `colour` is `#rrggbb`.
    """

    id: str
    kind: str
    label: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    colour: str = "#7f7f7f"
    shape: str = "ellipse"
    size: float = 20.0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation from one node to another; several of one kind may join the same two.

    `weight` counts what it stands for; `width` is that of its line, in CSS pixels.
    """

    id: str
    source: str
    target: str
    kind: str
    label: str
    weight: float = 1.0
    attributes: Mapping[str, Value] = field(default_factory=dict)
    colour: str = "#9aa5b1"
    width: float = 1.0


class Network(Protocol):
    """What writers take. `kinds` are the titles of the kinds of nodes and edges, by language.

    `nodes` and `edges` may be read several times, and give the same each time.
    """

    title: str
    language: str
    kinds: Mapping[str, Mapping[str, str]]
    node_fields: tuple[Field, ...]
    edge_fields: tuple[Field, ...]

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes in their order."""
        ...

    def edges(self) -> Iterator[Edge]:
        """Yield the edges in their order."""
        ...


class PropertyGraph:
    """A network held by networkx.

    `graph` is a `networkx.MultiDiGraph` for whoever wants to go on with it: the key of an edge is its
    identifier, and attributes lie flat beside `kind`, `label`, `weight`, `size`, `x`, `y` and the like.
    """

    def __init__(
        self,
        nodes: Iterable[Node],
        edges: Iterable[Edge],
        *,
        title: str = "",
        language: str = "zh",
        kinds: Mapping[str, Mapping[str, str]] | None = None,
        titles: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Take nodes and edges in any order; `titles` are those of attributes, by name and language.

        Raises ExportError where an identifier comes twice, or an edge joins what is not there.
        """
        self.title = clean_text(title)
        self.language = language
        self.kinds: Mapping[str, Mapping[str, str]] = dict(kinds or {})
        clean_nodes = sorted(map(_clean_node, nodes), key=lambda node: node.id)
        clean_edges = sorted(map(_clean_edge, edges), key=lambda edge: (edge.source, edge.target, edge.id))
        self.node_fields = _fields((node.attributes for node in clean_nodes), titles or {})
        self.edge_fields = _fields((edge.attributes for edge in clean_edges), titles or {})
        self.graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(title=self.title)
        for node in clean_nodes:
            if node.id in self.graph:
                raise ExportError(f"two nodes are called {node.id!r}")
            self.graph.add_node(node.id, **_flat(node, ("id",), self.node_fields))
        known: set[str] = set()
        for edge in clean_edges:
            if edge.id in known or edge.id in self.graph:
                raise ExportError(f"two things are called {edge.id!r}, one of them an edge")
            if edge.source not in self.graph or edge.target not in self.graph:
                raise ExportError(f"the edge {edge.id!r} joins what is not in the graph")
            known.add(edge.id)
            data = _flat(edge, ("id", "source", "target"), self.edge_fields)
            self.graph.add_edge(edge.source, edge.target, key=edge.id, **data)

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes by their identifiers."""
        for identifier, data in self.graph.nodes(data=True):
            own, attributes = _parted(data, _NODE_PARTS)
            yield Node(identifier, **own, attributes=attributes)

    def edges(self) -> Iterator[Edge]:
        """Yield the edges by source, target and identifier."""
        for source, target, key, data in self.graph.edges(keys=True, data=True):
            own, attributes = _parted(data, _EDGE_PARTS)
            yield Edge(key, source, target, **own, attributes=attributes)


def clean_text(text: str) -> str:
    """Return text without the characters that XML 1.0 (section 2.2) forbids; line ends become line feeds."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_value(value: object) -> Value | None:
    """Return a value as writers can rely on it; None for what says nothing: None, NaN, an infinity, no list.

    Whole numbers beyond 64 bits become text. Raises ExportError for a type that no attribute can have.
    """
    match value:
        case None:
            return None
        case bool():
            return value
        case int():
            return value if -_LARGEST <= value < _LARGEST else str(value)
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return clean_value(int(value) if value == value.to_integral_value() else float(value))
        case datetime():
            return value.isoformat()
        case date():
            return value
        case str():
            return clean_text(value)
        case list() | tuple() | set() | frozenset():
            texts = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            return tuple(clean_text(str(each)) for each in texts if each is not None) or None
        case _:
            raise ExportError(f"an attribute cannot be a {type(value).__name__}: {value!r}")


def text_of(value: Value) -> str:
    """Write a value as text: `true`, `2022-06-30`, shortest decimals; a list as a JSON array."""
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def _clean_node(node: Node) -> Node:
    return replace(
        node,
        id=clean_text(node.id),
        kind=clean_text(node.kind),
        label=clean_text(node.label),
        attributes=_clean_attributes(node.attributes, _NODE_PARTS),
    )


def _clean_edge(edge: Edge) -> Edge:
    return replace(
        edge,
        id=clean_text(edge.id),
        source=clean_text(edge.source),
        target=clean_text(edge.target),
        kind=clean_text(edge.kind),
        label=clean_text(edge.label),
        attributes=_clean_attributes(edge.attributes, _EDGE_PARTS),
    )


def _clean_attributes(attributes: Mapping[str, Value], parts: frozenset[str]) -> dict[str, Value]:
    """Return attributes by clean names, in their order; one named like a part of its node gets a `_`."""
    clean: dict[str, Value] = {}
    for name, value in sorted(attributes.items()):
        kept = clean_value(value)
        spelled = clean_text(name) or "_"
        while spelled in parts or spelled in clean:
            spelled += "_"
        if kept is not None:
            clean[spelled] = kept
    return clean


def _fields(
    attributes: Iterable[Mapping[str, Value]], titles: Mapping[str, Mapping[str, str]]
) -> tuple[Field, ...]:
    types: dict[str, set[FieldType]] = {}
    for each in attributes:
        for name, value in each.items():
            types.setdefault(name, set()).add(_type(value))
    return tuple(Field(name, _common(found), titles.get(name, {})) for name, found in sorted(types.items()))


def _type(value: Value) -> FieldType:
    match value:
        case bool():
            return FieldType.TRUTH
        case int():
            return FieldType.INTEGER
        case float():
            return FieldType.NUMBER
        case date():
            return FieldType.DAY
        case tuple():
            return FieldType.TEXTS
        case _:
            return FieldType.TEXT


def _common(types: set[FieldType]) -> FieldType:
    """Return the one type that holds values of all of these."""
    if len(types) == 1:
        return next(iter(types))
    if types == {FieldType.INTEGER, FieldType.NUMBER}:
        return FieldType.NUMBER
    return FieldType.TEXTS if FieldType.TEXTS in types else FieldType.TEXT


def _as_type(value: Value, wanted: FieldType) -> Value:
    if _type(value) is wanted:
        return value
    if wanted is FieldType.NUMBER and isinstance(value, int):
        return float(value)
    return (text_of(value),) if wanted is FieldType.TEXTS else text_of(value)


def _flat(thing: Node | Edge, without: tuple[str, ...], types: Iterable[Field]) -> dict[str, Any]:
    own = {
        part.name: getattr(thing, part.name)
        for part in fields(thing)
        if part.name not in without and part.name != "attributes"
    }
    wanted = {each.name: each.type for each in types}
    return own | {name: _as_type(value, wanted[name]) for name, value in thing.attributes.items()}


def _parted(data: Mapping[str, Any], parts: frozenset[str]) -> tuple[dict[str, Any], dict[str, Value]]:
    own = {name: value for name, value in data.items() if name in parts}
    return own, {name: value for name, value in data.items() if name not in parts}


_NODE_PARTS: Final = frozenset(part.name for part in fields(Node))
_EDGE_PARTS: Final = frozenset(part.name for part in fields(Edge)) | {"key"}
