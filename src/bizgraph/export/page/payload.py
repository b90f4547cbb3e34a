"""The data of the page: what its scripts read, and what its legend shows before any script has run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final

from bizgraph.export.network import Edge, Field, Network, Node, Value

# JavaScript holds no whole number beyond this one for certain (ECMA-262, section 21.1.2.8).
_SAFE: Final = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of nodes or of edges: its name, what readers call it, how many there are, and its look."""

    name: str
    title: str
    count: int
    colour: str
    shape: str


@dataclass(frozen=True, slots=True)
class Server:
    """A server that shows things: what begins with `base` is shown under `path` and the rest."""

    base: str
    path: str


def payload(
    network: Network, words: Mapping[str, Mapping[str, str]], server: Server | None = None
) -> dict[str, Any]:
    """Return all that the page shows as what JSON can hold."""
    nodes, edges = list(network.nodes()), list(network.edges())
    return {
        "server": None if server is None else asdict(server),
        "language": network.language,
        "title": network.title,
        "kinds": {
            "nodes": [asdict(kind) for kind in _kinds(network, nodes)],
            "edges": [asdict(kind) for kind in _kinds(network, edges)],
        },
        "fields": {
            "nodes": [_field(each, network.language) for each in network.node_fields],
            "edges": [_field(each, network.language) for each in network.edge_fields],
        },
        "nodes": [_thing(node) for node in nodes],
        "edges": [_thing(edge) for edge in edges],
        "words": words,
    }


def as_script(data: Mapping[str, Any]) -> str:
    """Return data as JSON (RFC 8259) that no `script` element ends at: each `<` is written as an escape."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _kinds(network: Network, things: Iterable[Node | Edge]) -> list[Kind]:
    """Return the kinds of things, the most frequent first; a kind looks as most of its things do."""
    looks: dict[str, Counter[tuple[str, str]]] = {}
    for thing in things:
        look = (thing.colour, thing.shape if isinstance(thing, Node) else "")
        looks.setdefault(thing.kind, Counter())[look] += 1
    kinds = [
        Kind(name, _title(network, name), found.total(), *found.most_common(1)[0][0])
        for name, found in looks.items()
    ]
    return sorted(kinds, key=lambda kind: (-kind.count, kind.name))


def _title(network: Network, kind: str) -> str:
    return network.kinds.get(kind, {}).get(network.language) or kind


def _field(field: Field, language: str) -> dict[str, str]:
    return {"name": field.name, "type": field.type.value, "title": field.title(language)}


def _thing(thing: Node | Edge) -> dict[str, Any]:
    """Return a node or an edge by the names of its parts."""
    parts = {part.name: getattr(thing, part.name) for part in fields(thing)}
    return parts | {"attributes": {name: _plain(value) for name, value in thing.attributes.items()}}


def _plain(value: Value) -> bool | int | float | str | list[str]:
    match value:
        case bool() | float() | str():
            return value
        case int():
            return value if abs(value) <= _SAFE else str(value)
        case date():
            return value.isoformat()
        case _:
            return list(value)
