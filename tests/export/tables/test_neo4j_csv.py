from __future__ import annotations

import csv
import io
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from hypothesis import given
from tests.export.hostile import few, hostile_graphs

from bizgraph.export.network import Edge, Field, Network, Node, PropertyGraph, Value
from bizgraph.export.tables.cypher import constraints, node_labels, property_names, relationship_types
from bizgraph.export.tables.neo4j_csv import neo4j_csv

NODES, RELATIONSHIPS, COMMAND = "nodes.csv", "relationships.csv", "import.sh"
ARRAY_DELIMITER = "\x1f"
FIELD = re.compile(r'("(?:[^"]|"")*"|[^",\n]*)([,\n])')

Typed = dict[str, tuple[type, Any]]

SMALL = PropertyGraph(
    [
        Node("n:a", "Measure", "甲", {"n": 3, "texts": ("x", "y"), "void": ""}),
        Node("n:b", "Unit", '乙"\n丙', {"day": date(2022, 6, 30), "flag": True}),
    ],
    [Edge("e1", "n:a", "n:b", "leadUnit", "牵头", 2.0, {"share": 1e22})],
)
WRITTEN_NODES = """\
id:ID,:LABEL,label:string,day:date,flag:boolean,n:long,texts:string[],void:string
"n:a","Measure","甲",,,3,"x\x1fy",""
"n:b","Unit","乙""\n丙",2022-06-30,true,,,
"""
WRITTEN_RELATIONSHIPS = """\
:START_ID,:END_ID,:TYPE,id:string,label:string,weight:double,share:double
"n:a","n:b","LEAD_UNIT","e1","牵头",2.0,1e+22
"""

# How the importer reads a field: nothing in it is nothing said, and so is a list without items.
TYPES: Final[Mapping[str, Callable[[str], Any]]] = {
    "ID": str,
    "START_ID": str,
    "END_ID": str,
    "TYPE": str,
    "LABEL": lambda text: text.split(ARRAY_DELIMITER),
    "string": str,
    "string[]": lambda text: text.split(ARRAY_DELIMITER) if text else None,
    "long": int,
    "double": float,
    "boolean": "true".__eq__,
    "date": date.fromisoformat,
}


def written(network: Network) -> dict[str, str]:
    return {name: "".join(chunks) for name, chunks in neo4j_csv(network)}


def records(text: str) -> list[list[str | None]]:
    """Return the fields of each line; None for one that is empty and not in quotes."""
    lines: list[list[str | None]] = [[]]
    for field, end in FIELD.findall(text):
        lines[-1].append(field[1:-1].replace('""', '"') if field.startswith('"') else field or None)
        if end == "\n":
            lines.append([])
    return lines[:-1]


def things(text: str) -> list[Typed]:
    """Return what a file says, as the header tells to read it."""
    header, *lines = records(text)
    columns = [str(entry).rpartition(":")[::2] for entry in header]
    assert all(re.fullmatch(r"\w*", name) for name, _ in columns)
    assert len(set(columns)) == len(columns)
    return [
        typed(
            {
                name or f":{type_name}": TYPES[type_name](field)
                for (name, type_name), field in zip(columns, line, strict=True)
                if field is not None
            }
        )
        for line in lines
    ]


def typed(properties: Mapping[str, Any]) -> Typed:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}
    return {name: (type(value), value) for name, value in values.items() if value is not None}


def sayable(thing: Node | Edge, fields: Iterable[Field]) -> dict[str, Value]:
    """Return the properties of a thing without the one value that cannot be said."""
    names = property_names(fields)
    said = {names[name]: value for name, value in thing.attributes.items() if value != ("",)}
    return {"id": thing.id, "label": thing.label, **said}


def test_the_small_graph_is_written_thus() -> None:
    files = written(SMALL)
    assert files[NODES] == WRITTEN_NODES
    assert files[RELATIONSHIPS] == WRITTEN_RELATIONSHIPS
    assert files["constraints.cypher"] == "".join(constraints(SMALL))


@few
@given(hostile_graphs())
def test_all_is_read_with_its_type(network: PropertyGraph) -> None:
    labels, types, files = node_labels(network), relationship_types(network), written(network)
    assert things(files[NODES]) == [
        typed({**sayable(node, network.node_fields), ":LABEL": [labels[node.kind]]})
        for node in network.nodes()
    ]
    assert things(files[RELATIONSHIPS]) == [
        typed(
            {
                ":START_ID": edge.source,
                ":END_ID": edge.target,
                ":TYPE": types[edge.kind],
                "weight": edge.weight,
                **sayable(edge, network.edge_fields),
            }
        )
        for edge in network.edges()
    ]


@few
@given(hostile_graphs())
def test_other_readers_of_csv_see_the_same_fields(network: PropertyGraph) -> None:
    files = written(network)
    for name in (NODES, RELATIONSHIPS):
        rows = list(csv.reader(io.StringIO(files[name], newline=""), strict=True))
        assert rows == [[field or "" for field in record] for record in records(files[name])]


def test_the_command_names_the_files_and_how_to_read_them(tmp_path: Path) -> None:
    for name, text in written(SMALL).items():
        (tmp_path / name).write_text(text, "utf-8")
    importer = tmp_path / "bin" / "neo4j-admin"
    importer.parent.mkdir()
    importer.write_text('#!/bin/sh\nls nodes.csv relationships.csv\nprintf "%s\\n" "$@"\n')
    importer.chmod(0o755)

    def run(*words: str) -> list[str]:
        path = f"{importer.parent}{os.pathsep}{os.environ['PATH']}"
        command = ["sh", str(tmp_path / COMMAND), *words]
        done = subprocess.run(
            command, env={"PATH": path}, cwd="/", capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()

    options = [
        f"--nodes={NODES}",
        f"--relationships={RELATIONSHIPS}",
        "--array-delimiter=U+001F",
        "--multiline-fields=true",
        "--bad-tolerance=0",
    ]
    found = [NODES, RELATIONSHIPS, "database", "import", "full"]
    assert run() == [*found, "neo4j", *options]
    assert run("policy", "--overwrite-destination=true") == [
        *found,
        "policy",
        "--overwrite-destination=true",
        *options,
    ]
