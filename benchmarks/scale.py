"""How time and memory grow with the number of documents, from building to asking.

    python benchmarks/scale.py [--sizes 100 1000 10000] [--workers 2] [--reference 1000] [--folder FOLDER]

The documents are variations of the five in seeds/ (corpus.py). Each size is built in a program of its own, by
worker processes, then one document is added, then the graph is asked. `--reference` also holds the graph of
that size against the shapes by pySHACL alone, and loads it into rdflib's memory, each in a program of its own
that is given as many seconds as `--patience`. Prints tables in Markdown, and the exponents of growth: 1.00 is
linear.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

import psutil

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks import corpus  # noqa: E402

from bizgraph.building import Progress, Step, add, build  # noqa: E402
from bizgraph.engines.processes import Processes  # noqa: E402
from bizgraph.graph import Graph  # noqa: E402
from bizgraph.questions.saved import saved_queries  # noqa: E402
from bizgraph.store.layout import Layout  # noqa: E402

Measured = dict[str, float]
BUILDING: Final = (
    "documents",
    "quads",
    "work, s",
    "publication, s",
    "documents/s",
    "memory, MB",
    "workers, MB",
    "disk, MB",
    "adding one, s",
)
ASKING: Final = (
    "documents",
    "open, s",
    "saved queries, s",
    "slowest, s",
    "first search, s",
    "search, s",
    "first discovery, s",
    "discovery, s",
    "memory, MB",
)
GROWING: Final = (
    "work, s",
    "publication, s",
    "adding one, s",
    "saved queries, s",
    "first search, s",
    "search, s",
    "first discovery, s",
    "discovery, s",
)
WORDS: Final = "企业开办一网通办"
SHACL: Final = """
import sys
from pathlib import Path
import pyshacl, rdflib
from bizgraph.resources import ontology_dir
graph = rdflib.Dataset(default_union=True)
for file in sys.argv[1:]:
    graph.parse(file, format="nquads")
shapes = rdflib.Graph().parse(ontology_dir() / "shapes.ttl")
print(pyshacl.validate(graph, shacl_graph=shapes)[0])
"""
LOADING: Final = """
import sys
import rdflib
graph = rdflib.Dataset()
for file in sys.argv[1:]:
    graph.parse(file, format="nquads")
print(len(graph))
"""


class Watched(threading.Thread):
    """Watches how much memory the processes have that this one started, all together."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._ended = threading.Event()

    def run(self) -> None:
        """Look twice a second."""
        while not self._ended.wait(0.5):
            found = 0
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    found += process.memory_full_info().pss
            self.most = max(self.most, found)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()


def built(documents: Path, graph: Path, extra: Path, workers: int) -> Measured:
    """Build a graph, then add a document to it."""
    engine = Processes(workers)
    published = 0.0

    def told(progress: Progress) -> None:
        nonlocal published
        if progress.step is Step.PUBLISHING:
            published = time.perf_counter()

    with Watched() as watched:
        begun = time.perf_counter()
        report = build([documents], graph, engine=engine, progress=told)
        ended = time.perf_counter()
    memory = _peak(resource.RUSAGE_SELF)
    added = _seconds(lambda: add([extra], graph, engine=Processes(1)))
    return {
        "documents": len(report.published),
        "quads": report.quads,
        "work, s": published - begun,
        "publication, s": ended - published,
        "documents/s": len(report.published) / (ended - begun),
        "memory, MB": memory,
        "workers, MB": watched.most / 1e6,
        "disk, MB": sum(file.stat().st_size for file in graph.rglob("*") if file.is_file()) / 1e6,
        "adding one, s": added,
    }


def asked(graph: Path) -> Measured:
    """Ask a graph all saved questions with their defaults, search it, and discover."""
    begun = time.perf_counter()
    with Graph.open(graph) as opened:
        took = {"documents": float(len(opened.documents())), "open, s": time.perf_counter() - begun}
        queries = [
            query
            for query in saved_queries().values()
            if all(each.default or not each.required for each in query.parameters)
        ]
        times = [_seconds(lambda query=query: opened.query(query, 200)) for query in queries]  # type: ignore[misc]
        place = opened.documents()[0].region
        took |= {
            "saved queries, s": sum(times),
            "slowest, s": max(times),
            "first search, s": _seconds(lambda: opened.search(WORDS)),
            "search, s": _seconds(lambda: opened.search(WORDS)),
            "first discovery, s": _seconds(lambda: opened.discover(place, indicator="政务服务")),
            "discovery, s": _seconds(lambda: opened.discover(place, indicator="政务服务")),
        }
    return took | {"memory, MB": _peak(resource.RUSAGE_SELF)}


def reference(graph: Path, patience: float) -> None:
    """Print what pySHACL on the whole graph at once, and rdflib's memory, make of it."""
    layout = Layout(graph)
    live = layout.live()
    assert live is not None
    files = [str(layout.common(live)), *map(str, sorted(layout.documents.glob("*.nq")))]
    files = [file for file in files if not file.endswith(".shared.nq")]
    for what, code in (("loading into rdflib's memory", LOADING), ("pySHACL on the whole graph", SHACL)):
        begun = time.perf_counter()
        try:
            done = subprocess.run(
                [sys.executable, "-c", code, *files], capture_output=True, text=True, timeout=patience
            )
            came = done.stdout.strip() if done.returncode == 0 else f"failed: {done.stderr.strip()[-200:]}"
        except subprocess.TimeoutExpired:
            came = "not done"
        print(
            f"- {what}: {time.perf_counter() - begun:.0f} s, "
            f"{_peak(resource.RUSAGE_CHILDREN):,.0f} MB: {came}"
        )


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1000


def _in_child(*arguments: str) -> Measured:
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    measured: Measured = json.loads(done.stdout)
    return measured


def _print_table(columns: Sequence[str], rows: Sequence[Measured]) -> None:
    print("\n| " + " | ".join(columns) + " |")
    print("|" + " ---: |" * len(columns))
    for row in rows:
        print("| " + " | ".join(_number(row[column]) for column in columns) + " |")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or value >= 100 else f"{value:.2f}"


def _exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the line of least squares through the logarithms."""
    xs, ys = ([math.log(point[axis]) for point in points] for axis in (0, 1))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reference", type=int, default=0)
    parser.add_argument("--patience", type=float, default=3600.0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--build", nargs=3, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.build:
        documents, graph, extra = arguments.build
        print(json.dumps(built(documents, graph, extra, arguments.workers)))
    elif arguments.ask:
        print(json.dumps(asked(arguments.ask)))
    elif arguments.folder:
        measure(arguments.folder, arguments)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), arguments)


def measure(folder: Path, arguments: argparse.Namespace) -> None:
    """Build and ask each size, and print what that took."""
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"{arguments.workers} workers"
    )
    rows: list[Measured] = []
    for size in arguments.sizes:
        documents, graph, extra = (folder / f"{name}-{size}" for name in ("documents", "graph", "extra"))
        characters = corpus.write(documents, size + 1)
        extra.mkdir()
        last = max(documents.iterdir())
        last.rename(extra / last.name)
        workers = str(arguments.workers)
        row = _in_child("--workers", workers, "--build", str(documents), str(graph), str(extra))
        rows.append(row | _asked(graph))
        print(f"{size} documents of {characters / (size + 1):,.0f} characters done", file=sys.stderr)
    _print_table(BUILDING, rows)
    _print_table(ASKING, [{**row, "memory, MB": row["asking, MB"]} for row in rows])
    if len(rows) > 1:
        print("\nTime grows with the documents to the power of")
        for what in GROWING:
            print(
                f"- {what.removesuffix(', s')}: "
                f"{_exponent([(row['documents'], row[what]) for row in rows]):.2f}"
            )
    if arguments.reference:
        print(f"\nThe graph of {arguments.reference} documents:")
        reference(folder / f"graph-{arguments.reference}", arguments.patience)


def _asked(graph: Path) -> Measured:
    row = _in_child("--ask", str(graph))
    row["asking, MB"] = row.pop("memory, MB")
    return row


if __name__ == "__main__":
    main()
