"""CSV on the Web (W3C Recommendations of 2015): two tables, and a description that gives them types and keys.

Implements "Model for Tabular Data and Metadata on the Web" and "Metadata Vocabulary for Tabular Data".
Programs look for the description in `csv-metadata.json`. Tables are as RFC 4180 has them, in UTF-8; all
text stands in quotes, so that no line passes for a comment. How things are drawn stays out of them.

An empty cell says nothing of its thing, and the standard does not tell `""` from it. So where some text of a
column is empty, the cells of this column that say nothing hold U+001F, which no value can hold. The same
character separates the items of lists. One thing cannot be said: that a list holds one empty text and nothing
else, for the standard reads it as a list without items.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from bizgraph.export.network import Edge, Field, FieldType, Network, Node, Value, text_of

NEVER_IN_VALUES: Final = "\x1f"

_NODES: Final = "nodes.csv"
_EDGES: Final = "edges.csv"
_METADATA: Final = "csv-metadata.json"
_LINE_END: Final = "\r\n"
_DIALECT: Final = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminators": [_LINE_END],
    "header": True,
    "trim": False,
}
_DATATYPES: Final = {
    FieldType.TEXT: "string",
    FieldType.INTEGER: "long",
    FieldType.NUMBER: "double",
    FieldType.TRUTH: "boolean",
    FieldType.DAY: "date",
    FieldType.TEXTS: "string",
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column; `required` says that no cell is without a value, `with_empty` that some text is empty."""

    field: Field
    required: bool = False
    with_empty: bool = False

    @property
    def absent(self) -> str:
        """Return the cell that says nothing."""
        return NEVER_IN_VALUES if self.with_empty else ""


_TEXT_OF_NODES: Final = ("id", "kind", "label")
_TEXT_OF_EDGES: Final = ("id", "source", "target", "kind", "label")


def csvw(network: Network) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the files of a network: the name of each, and its text in parts."""
    node_columns = _columns(_TEXT_OF_NODES, (), network.node_fields, network.nodes())
    weight = Field("weight", FieldType.NUMBER)
    edge_columns = _columns(_TEXT_OF_EDGES, (weight,), network.edge_fields, network.edges())
    yield _NODES, _table(node_columns, (_node_values(node) for node in network.nodes()))
    yield _EDGES, _table(edge_columns, (_edge_values(edge) for edge in network.edges()))
    yield _METADATA, iter([_json(_metadata(network, node_columns, edge_columns))])


def quoted(text: str) -> str:
    """Return a field in quotes, those within it doubled (RFC 4180, section 2)."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _columns(
    texts: Iterable[str], others: Iterable[Field], fields: Iterable[Field], things: Iterable[Node | Edge]
) -> tuple[_Column, ...]:
    with_empty = {name for thing in things for name, value in thing.attributes.items() if value == ""}
    own = (*(Field(name, FieldType.TEXT) for name in texts), *others)
    return (
        *(_Column(each, required=True) for each in own),
        *(_Column(each, with_empty=each.name in with_empty) for each in fields),
    )


def _node_values(node: Node) -> Mapping[str, Value]:
    return {"id": node.id, "kind": node.kind, "label": node.label, **node.attributes}


def _edge_values(edge: Edge) -> Mapping[str, Value]:
    own = {"id": edge.id, "source": edge.source, "target": edge.target, "kind": edge.kind}
    return {**own, "label": edge.label, "weight": edge.weight, **edge.attributes}


def _table(columns: Sequence[_Column], rows: Iterable[Mapping[str, Value]]) -> Iterator[str]:
    yield _line(quoted(_name(column.field)) for column in columns)
    for row in rows:
        yield _line(_cell(column, row.get(column.field.name)) for column in columns)


def _line(cells: Iterable[str]) -> str:
    return ",".join(cells) + _LINE_END


def _cell(column: _Column, value: Value | None) -> str:
    match value:
        case None:
            return column.absent
        case str():
            return quoted(value)
        case tuple():
            return quoted(NEVER_IN_VALUES.join(value))
        case float():
            return text_of(value).upper()  # the `E` of an exponent is a capital in the standard
        case _:
            return text_of(value)


def _metadata(network: Network, nodes: Sequence[_Column], edges: Sequence[_Column]) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": network.language}],
        "dc:title": network.title,
        "dialect": _DIALECT,
        "lang": network.language,
        "tables": [
            {"url": _NODES, "tableSchema": _schema(nodes, [])},
            {"url": _EDGES, "tableSchema": _schema(edges, [_foreign_key("source"), _foreign_key("target")])},
        ],
    }


def _schema(columns: Iterable[_Column], foreign_keys: list[dict[str, Any]]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_described(column) for column in columns], "primaryKey": "id"}
    return schema | {"foreignKeys": foreign_keys} if foreign_keys else schema


def _foreign_key(column: str) -> dict[str, Any]:
    return {"columnReference": column, "reference": {"resource": _NODES, "columnReference": "id"}}


def _described(column: _Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": _name(column.field),
        "titles": {"und": _name(column.field), **column.field.titles},
        "datatype": _DATATYPES[column.field.type],
    }
    if column.field.type is FieldType.TEXTS:
        return described | {"separator": NEVER_IN_VALUES, "null": []}
    if column.required:
        return described | {"required": True, "null": []}
    return described | {"null": column.absent}


def _name(field: Field) -> str:
    """Return a name as the variables of URI templates may be called (RFC 6570, section 2.3)."""
    encoded = "".join(f"%{ord(each):02X}" if each in "-.~" else each for each in quote(field.name, safe=""))
    return f"%5F{encoded[1:]}" if encoded.startswith("_") else encoded


def _json(metadata: Mapping[str, Any]) -> str:
    return json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
