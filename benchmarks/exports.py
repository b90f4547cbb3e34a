"""What it costs to write a network: our writers beside those of networkx, in time and in memory.

    .venv/bin/python benchmarks/exports.py                         # 10,000 to 1,000,000 edges: some minutes
    .venv/bin/python benchmarks/exports.py --sizes 10000 100000

The network is made as it is read, so that what a process holds is what its writer holds; its time is counted.
networkx writes what it holds: its memory is that of the graph and of writing, its time that of writing alone.
Seconds are of processor time, each writer runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

import networkx

from bizgraph.export.network import Edge, Field, FieldType, Node, Value

OURS: Final = {
    "gexf": "bizgraph.export.drawn.gexf:gexf",
    "graphml": "bizgraph.export.drawn.graphml:graphml",
    "cx2": "bizgraph.export.drawn.cx2:cx2",
    "cytoscape-json": "bizgraph.export.drawn.cytoscape_json:cytoscape_json",
    "graphology": "bizgraph.export.drawn.graphology:graphology",
    "dot": "bizgraph.export.drawn.dot:dot",
    "cypher": "bizgraph.export.tables.cypher:cypher",
    "neo4j-csv": "bizgraph.export.tables.neo4j_csv:neo4j_csv",
    "csvw": "bizgraph.export.tables.csvw:csvw",
}
THEIRS: Final[Mapping[str, Callable[[networkx.MultiDiGraph[str], BinaryIO], object]]] = {
    "gexf": lambda graph, file: networkx.write_gexf(graph, file),
    "graphml": lambda graph, file: networkx.write_graphml_xml(graph, file),
    "cytoscape-json": lambda graph, file: file.write(json.dumps(networkx.cytoscape_data(graph)).encode()),
}
SEVERAL: Final = frozenset({"neo4j-csv", "csvw"})


class Made:
    """A network of so many edges, a quarter as many nodes, made anew each time it is read."""

    title = "规模"
    language = "zh"

    def __init__(self, edges: int) -> None:
        self.count = edges
        self.size = max(edges // 4, 1)
        self.kinds: Mapping[str, Mapping[str, str]] = {"Measure": {"zh": "举措", "en": "Measure"}}
        self.node_fields: tuple[Field, ...] = (
            Field("line", FieldType.INTEGER),
            Field("text", FieldType.TEXT),
        )
        self.edge_fields: tuple[Field, ...] = (
            Field("confidence", FieldType.NUMBER),
            Field("quote", FieldType.TEXT),
        )

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes."""
        for index in range(self.size):
            said: dict[str, Value] = {"line": index, "text": f"第{index}条:推行“一件事一次办”,压减时限。"}
            yield Node(f"n{index}", "Measure", f"举措{index}", said, x=index % 1000, y=index // 1000)

    def edges(self) -> Iterator[Edge]:
        """Yield the edges."""
        for index in range(self.count):
            source, target = f"n{index // 4 % self.size}", f"n{index * 7919 % self.size}"
            said: dict[str, Value] = {"confidence": index % 100 / 100, "quote": f"借鉴深圳市做法,第{index}行"}
            yield Edge(f"e{index}", source, target, "borrows", "借鉴", 1.0, said)


@dataclass(frozen=True, slots=True)
class Cost:
    """What writing cost: seconds of processor time, and memory beyond what was held before, in MB."""

    seconds: float
    memory: float
    size: float


def main() -> None:
    """Measure each writer at each size, in a process of its own, and print a table a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    for size in parser.parse_args().sizes:
        print(f"\n{size:,} edges, {size // 4:,} nodes")
        print(f"  {'format':15} {'ours':>9} {'peak more':>11} {'file':>9} {'networkx':>11} {'it holds':>11}")
        for name in OURS:
            ours = _in_a_process(_write_ours, name, size)
            line = f"  {name:15} {ours.seconds:>7.1f} s {ours.memory:>8,.0f} MB {ours.size:>6,.0f} MB"
            if name in THEIRS:
                theirs = _in_a_process(_write_theirs, name, size)
                line += f" {theirs.seconds:>9.1f} s {theirs.memory:>8,.0f} MB"
            print(line, flush=True)


def _in_a_process(measure: Callable[[str, int], Cost], name: str, size: int) -> Cost:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (name, size))


def _write_ours(name: str, size: int) -> Cost:
    module, _, function = OURS[name].partition(":")
    writer = getattr(import_module(module), function)
    before = _peak()
    with TemporaryDirectory() as folder:
        started = time.process_time()
        written = writer(Made(size))
        files = written if name in SEVERAL else [("graph", written)]
        total = sum(_save(Path(folder, path), chunks) for path, chunks in files)
        return Cost(time.process_time() - started, _peak() - before, total / 1e6)


def _save(path: Path, chunks: Iterable[str]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        for chunk in chunks:
            file.write(chunk)
    return path.stat().st_size


def _write_theirs(name: str, size: int) -> Cost:
    before = _peak()
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    made = Made(size)
    for node in made.nodes():
        graph.add_node(node.id, label=node.label, kind=node.kind, x=node.x, y=node.y, **node.attributes)
    for edge in made.edges():
        graph.add_edge(edge.source, edge.target, edge.id, label=edge.label, weight=1.0, **edge.attributes)
    with TemporaryDirectory() as folder:
        path = Path(folder, "graph")
        started = time.process_time()
        with path.open("wb") as file:
            THEIRS[name](graph, file)
        return Cost(time.process_time() - started, _peak() - before, path.stat().st_size / 1e6)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
