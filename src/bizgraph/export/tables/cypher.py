"""A Cypher script (Cypher manual 5) that puts a network into Neo4j: `cypher-shell --file graph.cypher`.

Run twice, it leaves the same graph: what has the identifier of a row becomes that row, whatever it was.
How things are drawn stays out of it: programs that show such a database draw by themselves.

Labels, types and properties are named by letters, digits and `_` alone, and stand in backticks: no query has
to escape them, and the importer of Neo4j takes the same names, see `bizgraph.export.tables.neo4j_csv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias, TypeVar

from bizgraph.export.network import Field, Network, Value, text_of

_BATCH: Final = 200  # rows a statement: few enough to be parsed at once, enough to need few transactions
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\t": "\\t"})
_NOT_IN_NAMES: Final = re.compile(r"\W")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_Names: TypeAlias = Mapping[str, str]
_Key = TypeVar("_Key")


def cypher(network: Network) -> Iterator[str]:
    """Yield a script, a statement at a time: constraints, then nodes, then relationships."""
    labels, kinds = node_labels(network), {node.id: node.kind for node in network.nodes()}
    yield from constraints(network)
    for kind, rows in _batches(_node_rows(network)):
        yield _statement(rows, f"MERGE (node:`{labels[kind]}` {{id: row.id}})", "SET node = row")
    types = relationship_types(network)
    for (source, kind, target), rows in _batches(_edge_rows(network, kinds)):
        yield _statement(
            rows,
            f"MATCH (source:`{labels[source]}` {{id: row.source}})",
            f"MATCH (target:`{labels[target]}` {{id: row.target}})",
            f"MERGE (source)-[edge:`{types[kind]}` {{id: row.properties.id}}]->(target)",
            "SET edge = row.properties",
        )


def constraints(network: Network) -> Iterator[str]:
    """Yield the statements that make the identifiers of each kind of node unique, and quick to find."""
    for label in node_labels(network).values():
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (node:`{label}`) REQUIRE node.id IS UNIQUE;\n"


def node_labels(network: Network) -> _Names:
    """Return the labels of the kinds of nodes, by kind."""
    return _distinct({node.kind for node in network.nodes()}, _name)


def relationship_types(network: Network) -> _Names:
    """Return the types of the kinds of edges, by kind, as Neo4j spells them: `HAS_TARGET` for `hasTarget`."""
    return _distinct({edge.kind for edge in network.edges()}, _upper_name)


def property_names(fields: Iterable[Field]) -> _Names:
    """Return the property names of fields, by name."""
    return _distinct((field.name for field in fields), _name)


def _distinct(names: Iterable[str], spell: Callable[[str], str]) -> _Names:
    """Return names as they are spelled; where two would be the same, the later one gets a `_`."""
    spelled: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        other = spell(name)
        while other in taken:
            other += "_"
        taken.add(other)
        spelled[name] = other
    return spelled


def _name(name: str) -> str:
    return _NOT_IN_NAMES.sub("_", name) or "_"


def _upper_name(name: str) -> str:
    return _name(_HUMP.sub("_", name)).upper()


def _node_rows(network: Network) -> Iterator[tuple[str, str]]:
    """Yield the nodes as maps, each with its kind."""
    names = property_names(network.node_fields)
    for node in network.nodes():
        yield node.kind, _map({"id": node.id, "label": node.label} | _properties(node.attributes, names))


def _edge_rows(network: Network, kinds: Mapping[str, str]) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield the edges as maps, each with the kinds of its source, of itself and of its target."""
    names = property_names(network.edge_fields)
    for edge in network.edges():
        own: dict[str, Value] = {"id": edge.id, "label": edge.label, "weight": edge.weight}
        properties = _map(own | _properties(edge.attributes, names))
        ends = f"source: {_literal(edge.source)}, target: {_literal(edge.target)}"
        row = f"{{{ends}, properties: {properties}}}"
        yield (kinds[edge.source], edge.kind, kinds[edge.target]), row


def _properties(attributes: Mapping[str, Value], names: _Names) -> dict[str, Value]:
    return {names[name]: value for name, value in attributes.items()}


def _batches(rows: Iterable[tuple[_Key, str]]) -> Iterator[tuple[_Key, list[str]]]:
    """Yield rows of one key together, as soon as there are enough of them; the rest last."""
    waiting: dict[_Key, list[str]] = {}
    for key, row in rows:
        waiting.setdefault(key, []).append(row)
        if len(waiting[key]) == _BATCH:
            yield key, waiting.pop(key)
    yield from waiting.items()


def _statement(rows: Iterable[str], *clauses: str) -> str:
    listed = ",\n  ".join(rows)
    return "\n".join((f"UNWIND [\n  {listed}\n] AS row", *clauses)) + ";\n"


def _map(properties: Mapping[str, Value]) -> str:
    return "{" + ", ".join(f"`{name}`: {_literal(value)}" for name, value in properties.items()) + "}"


def _literal(value: Value) -> str:
    match value:
        case str():
            return f"'{value.translate(_ESCAPES)}'"
        case tuple():
            return f"[{', '.join(map(_literal, value))}]"
        case date():
            return f"date('{value.isoformat()}')"
        case _:
            return text_of(value)
