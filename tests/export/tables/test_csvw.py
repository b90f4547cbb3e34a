from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from csvw.metadata import CSVW  # type: ignore[import-untyped]
from hypothesis import given
from tests.export.hostile import few, hostile_graphs

from bizgraph.export.network import Edge, Network, Node, PropertyGraph, Value
from bizgraph.export.tables.csvw import csvw

NODES, EDGES, METADATA = "nodes.csv", "edges.csv", "csv-metadata.json"
OWN = {NODES: 3, EDGES: 6}  # the columns that every row fills


def written(network: Network) -> dict[str, str]:
    return {name: "".join(chunks) for name, chunks in csvw(network)}


def reader(files: Mapping[str, str], folder: str) -> CSVW:
    for name, text in files.items():
        Path(folder, name).write_bytes(text.encode())
    return CSVW(str(Path(folder, METADATA)), validate=True)


def schemas(network: Network) -> dict[str, dict[str, Any]]:
    """Return what the metadata say of either table."""
    tables = json.loads(written(network)[METADATA])["tables"]
    return {table["url"]: table["tableSchema"] for table in tables}


def own(row: Mapping[str, Any], file: str) -> tuple[Any, ...]:
    return tuple(islice(row.values(), OWN[file]))


def attributes(row: Mapping[str, Any], file: str) -> dict[str, tuple[type, Any]]:
    """Return what a row says beside what every row says."""
    said = islice(row.items(), OWN[file], None)
    return {unquote(name): typed(value) for name, value in said if value is not None and value != []}


def typed(value: Any) -> tuple[type, Any]:
    """Return a value with its type; the package reads a day as a moment, and a tuple as a list."""
    if isinstance(value, datetime):
        return date, value.date()
    return (tuple, tuple(value)) if isinstance(value, list) else (type(value), value)


def sayable(things: Iterable[Node | Edge]) -> list[dict[str, tuple[type, Value]]]:
    """Return attributes without the one value that the standard cannot say."""
    return [
        {name: typed(value) for name, value in thing.attributes.items() if value != ("",)} for thing in things
    ]


@few
@given(hostile_graphs())
def test_the_validator_has_nothing_to_say_and_all_is_read_with_its_type(network: PropertyGraph) -> None:
    with TemporaryDirectory() as folder:
        found = reader(written(network), folder)
        assert found.is_valid, found.warnings
        tables = found.t.read()
    assert [own(row, NODES) for row in tables[NODES]] == [
        (node.id, node.kind, node.label) for node in network.nodes()
    ]
    assert [own(row, EDGES) for row in tables[EDGES]] == [
        (edge.id, edge.source, edge.target, edge.kind, edge.label, edge.weight) for edge in network.edges()
    ]
    assert [attributes(row, NODES) for row in tables[NODES]] == sayable(network.nodes())
    assert [attributes(row, EDGES) for row in tables[EDGES]] == sayable(network.edges())


@few
@given(hostile_graphs())
def test_lines_are_those_of_rfc_4180(network: PropertyGraph) -> None:
    files = written(network)
    for name, things in ((NODES, network.nodes()), (EDGES, network.edges())):
        rows = list(csv.reader(io.StringIO(files[name], newline=""), strict=True))
        assert len(rows) == len(list(things)) + 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert files[name].endswith("\r\n")
        assert all(line.startswith('"') for line in files[name].split("\r\n")[:-1])


def test_types_titles_and_keys_are_described() -> None:
    nodes = [
        Node("a", "Kind", "A", {"text": "x", "whole": 1, "part": 0.5, "yes": True, "list": ("x",)}),
        Node("b", "Kind", "B", {"day": date(2022, 6, 30)}),
    ]
    edges = [Edge("e", "a", "b", "rel", "E")]
    titles = {"text": {"zh": "内容", "en": "text of it"}}
    network = PropertyGraph(nodes, edges, title="图", titles=titles)
    described = schemas(network)
    columns = {column["name"]: column for column in described[NODES]["columns"]}
    assert {name: column["datatype"] for name, column in columns.items()} == {
        "id": "string",
        "kind": "string",
        "label": "string",
        "day": "date",
        "list": "string",
        "part": "double",
        "text": "string",
        "whole": "long",
        "yes": "boolean",
    }
    assert columns["text"]["titles"] == {"und": "text", "zh": "内容", "en": "text of it"}
    assert [schema["primaryKey"] for schema in described.values()] == ["id", "id"]
    assert [key["columnReference"] for key in described[EDGES]["foreignKeys"]] == ["source", "target"]
    assert json.loads(written(network)[METADATA])["dc:title"] == "图"


def test_keys_are_such_that_the_validator_finds_an_edge_that_leads_nowhere() -> None:
    network = PropertyGraph([Node("a", "K", "A")], [Edge("e", "a", "a", "k", "E")])
    files = written(network)
    files[EDGES] = files[EDGES].replace('"e","a","a"', '"e","a","b"')
    with TemporaryDirectory() as folder:
        found = reader(files, folder)
        assert not found.t.check_referential_integrity(log=logging.getLogger("csvw"))


def test_absent_cells_are_empty_unless_a_text_of_their_column_is() -> None:
    nodes = [Node("a", "K", "A", {"full": "x", "void": ""}), Node("b", "K", "B")]
    lines = written(PropertyGraph(nodes, []))[NODES].split("\r\n")
    assert lines[1:3] == ['"a","K","A","x",""', '"b","K","B",,\x1f']


def test_names_are_those_that_uri_templates_allow() -> None:
    network = PropertyGraph([Node("a", "K", "A", {"名 称": "x", "a-b.c": 1, "_x": 2})], [])
    columns = schemas(network)[NODES]["columns"][OWN[NODES] :]
    assert [column["name"] for column in columns] == ["%5Fx", "a%2Db%2Ec", "%E5%90%8D%20%E7%A7%B0"]


def test_numbers_are_spelled_as_the_standard_does() -> None:
    nodes = [Node("a", "K", "A", {"part": 1e300}), Node("b", "K", "B", {"part": 5e-324})]
    lines = written(PropertyGraph(nodes, []))[NODES].split("\r\n")
    assert lines[1:3] == ['"a","K","A",1E+300', '"b","K","B",5E-324']
