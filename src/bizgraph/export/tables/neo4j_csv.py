"""Files for `neo4j-admin database import full` of Neo4j 5 (operations manual, "CSV header format").

One file of nodes and one of relationships, labels and types in columns of their own: a name has one type in
all of a network, so one header says it all. `import.sh` holds the command, `constraints.cypher` what the
importer does not make. Names are those of the script that `bizgraph.export.tables.cypher` writes.

Text is always in quotes: `""` is the empty text, and a field without anything says nothing. Items of lists
are separated by U+001F, which no value can hold. One thing cannot be said: that a list holds one
empty text and nothing else, for the importer leaves out such a list. How things are drawn stays out of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bizgraph.export.network import Field, FieldType, Network, Value, text_of
from bizgraph.export.tables.csvw import NEVER_IN_VALUES, quoted
from bizgraph.export.tables.cypher import constraints, node_labels, property_names, relationship_types

_NODES: Final = "nodes.csv"
_RELATIONSHIPS: Final = "relationships.csv"
_CONSTRAINTS: Final = "constraints.cypher"
_COMMAND: Final = "import.sh"
_TYPES: Final = {
    FieldType.TEXT: "string",
    FieldType.INTEGER: "long",
    FieldType.NUMBER: "double",
    FieldType.TRUTH: "boolean",
    FieldType.DAY: "date",
    FieldType.TEXTS: "string[]",
}
_SCRIPT: Final = f"""\
#!/bin/sh
# Loads the files beside it into a database of Neo4j 5 that is stopped: sh {_COMMAND} [DATABASE [OPTION...]]
# What the database holds already is replaced where an option is --overwrite-destination=true.
# Afterwards: cypher-shell --file {_CONSTRAINTS}
set -eu
[ $# -gt 0 ] || set -- neo4j
cd "$(dirname "$0")"
exec neo4j-admin database import full "$@" \\
  --nodes={_NODES} \\
  --relationships={_RELATIONSHIPS} \\
  --array-delimiter=U+{ord(NEVER_IN_VALUES):04X} \\
  --multiline-fields=true \\
  --bad-tolerance=0
"""


def neo4j_csv(network: Network) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the files of a network: the name of each, and its text in parts."""
    yield _NODES, _nodes(network)
    yield _RELATIONSHIPS, _relationships(network)
    yield _CONSTRAINTS, constraints(network)
    yield _COMMAND, iter([_SCRIPT])


def _nodes(network: Network) -> Iterator[str]:
    fields, labels = network.node_fields, node_labels(network)
    yield _line(("id:ID", ":LABEL", "label:string", *_headers(fields)))
    for node in network.nodes():
        values = (node.attributes.get(field.name) for field in fields)
        yield _line(map(_field, (node.id, labels[node.kind], node.label, *values)))


def _relationships(network: Network) -> Iterator[str]:
    fields, types = network.edge_fields, relationship_types(network)
    own = (":START_ID", ":END_ID", ":TYPE", "id:string", "label:string", "weight:double")
    yield _line((*own, *_headers(fields)))
    for edge in network.edges():
        ends = (edge.source, edge.target, types[edge.kind])
        values = (edge.attributes.get(field.name) for field in fields)
        yield _line(map(_field, (*ends, edge.id, edge.label, edge.weight, *values)))


def _headers(fields: Sequence[Field]) -> Iterator[str]:
    names = property_names(fields)
    return (f"{names[field.name]}:{_TYPES[field.type]}" for field in fields)


def _line(fields: Iterable[str]) -> str:
    return ",".join(fields) + "\n"


def _field(value: Value | None) -> str:
    match value:
        case None:
            return ""
        case str():
            return quoted(value)
        case tuple():
            return quoted(NEVER_IN_VALUES.join(value))
        case _:
            return text_of(value)
