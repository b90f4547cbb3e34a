"""How time and memory grow with the number of documents, from building to asking.

    python benchmarks/scale.py [--sizes 100 1000 10000] [--workers 2] [--reference 1000] [--folder FOLDER]

The documents are variations of the five in seeds/ (corpus.py). Each size is built in a program of its own, by
worker processes, then one document is added, then the graph is asked, each question by a process that is
ended after as many seconds as an endpoint would wait. `--reference` also holds the graph of that size against
the shapes by pySHACL alone, and loads it into rdflib's memory, each in a program of its own that is given as
many seconds as `--patience`. Tells the figures of each size when it is done; prints tables in Markdown at the
end, and the exponents of growth: 1.00 is linear.
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
from unittest.mock import patch

import psutil
from pebble import ProcessPool

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks import corpus  # noqa: E402

from bizgraph.building import Progress, Step, add, build  # noqa: E402
from bizgraph.engines.document import Task, Worked, work_on  # noqa: E402
from bizgraph.engines.processes import Processes  # noqa: E402
from bizgraph.graph import Graph  # noqa: E402
from bizgraph.questions.saved import saved_queries  # noqa: E402
from bizgraph.rdf.validation import validate_document  # noqa: E402
from bizgraph.store.layout import Layout  # noqa: E402

Measured = dict[str, float]
BUILDING: Final = (
    "documents",
    "quads",
    "work, s",
    "validation, s",
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
    "given up",
    "of one place, s",
    "its slowest, s",
    "first search, s",
    "search, s",
    "first discovery, s",
    "discovery, s",
    "memory, MB",
)
GROWING: Final = (
    "work, s",
    "validation, s",
    "publication, s",
    "adding one, s",
    "saved queries, s",
    "of one place, s",
    "first search, s",
    "search, s",
    "first discovery, s",
    "discovery, s",
)
WORDS: Final = "企业开办一网通办"
INDICATOR: Final = "政务服务"
LIMIT: Final = 20.0  # seconds that a question may take, as at the endpoint
VALIDATED: Final = "BIZGRAPH_BENCHMARK_VALIDATED"  # the folder where workers note how long they validated
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

_opened: Final[list[Graph]] = []  # by a process that asks


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
    engine = Processes(workers, work=validating)
    published = 0.0

    def told(progress: Progress) -> None:
        nonlocal published
        if progress.step is Step.PUBLISHING:
            published = time.perf_counter()

    with Watched() as watched, tempfile.TemporaryDirectory() as notes:
        os.environ[VALIDATED] = notes
        begun = time.perf_counter()
        report = build([documents], graph, engine=engine, progress=told)
        ended = time.perf_counter()
        validated = sum(float(line) for file in Path(notes).iterdir() for line in file.read_text().split())
    memory = _peak(resource.RUSAGE_SELF)
    added = _seconds(lambda: add([extra], graph, engine=Processes(1)))
    return {
        "documents": len(report.published),
        "quads": report.quads,
        "work, s": published - begun,
        "validation, s": validated,
        "publication, s": ended - published,
        "documents/s": len(report.published) / (ended - begun),
        "memory, MB": memory,
        "workers, MB": watched.most / 1e6,
        "disk, MB": sum(file.stat().st_size for file in graph.rglob("*") if file.is_file()) / 1e6,
        "adding one, s": added,
    }


def validating(task: Task) -> Worked:
    """Work on a document as a build does, and note how long it was held against the shapes."""

    def noted(*arguments: Any) -> Any:
        begun = time.perf_counter()
        validation = validate_document(*arguments)
        with Path(os.environ[VALIDATED], str(os.getpid())).open("a") as notes:
            notes.write(f"{time.perf_counter() - begun}\n")
        return validation

    with patch("bizgraph.engines.document.validate_document", noted):
        return work_on(task)


def asked(graph: Path) -> tuple[Measured, Measured]:
    """Ask a graph all saved questions, of all places and, where they take one, of one; search it; discover.

    Returns the figures, and how long each saved question took that was answered in time.
    """
    begun = time.perf_counter()
    with Graph.open(graph) as opened:
        took = {"documents": float(len(opened.documents())), "open, s": time.perf_counter() - begun}
    queries = {
        name: {each.name for each in query.parameters}
        for name, query in saved_queries().items()
        if all(each.default or not each.required for each in query.parameters)
    }
    with ProcessPool(1, initializer=_open, initargs=(graph,)) as pool:
        times = {name: _in_time(pool, _query, name) for name in queries}
        of_place = [_in_time(pool, _query, name, "region") for name in queries if "region" in queries[name]]
        took |= {
            "saved queries, s": sum(times.values()),
            "slowest, s": max(times.values()),
            "given up": sum(seconds == LIMIT for seconds in times.values()),
            "of one place, s": sum(of_place),
            "its slowest, s": max(of_place),
            "first search, s": _in_time(pool, _search),
            "search, s": _in_time(pool, _search),
            "first discovery, s": _in_time(pool, _discover),
            "discovery, s": _in_time(pool, _discover),
        }
    return took | {"memory, MB": _peak(resource.RUSAGE_CHILDREN)}, times


def _open(graph: Path) -> None:
    _opened.append(Graph.open(graph))


def _query(name: str, parameter: str | None = None) -> float:
    given = {parameter: _place()} if parameter else {}
    return _seconds(lambda: _opened[0].query(name, 200, **given))


def _search() -> float:
    return _seconds(lambda: _opened[0].search(WORDS))


def _discover() -> float:
    gaps = _opened[0].query("gaps", 200, indicator=INDICATOR)
    place = next(str(gap["place"]) for gap in gaps if "x" not in str(gap["place"]))  # some hide their names
    return _seconds(lambda: _opened[0].discover(place, indicator=INDICATOR))


def _place() -> str:
    return _opened[0].documents()[0].region


def _in_time(pool: ProcessPool, question: Callable[..., float], *arguments: Any) -> float:
    limit = LIMIT if question is _query else 20 * LIMIT  # what search needs is read when it is used first
    try:
        return pool.schedule(question, arguments, timeout=limit).result()
    except TimeoutError:
        return limit


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


def _in_child(*arguments: str) -> list[Measured]:
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    sys.stderr.write(done.stdout)
    measured: list[Measured] = json.loads(done.stdout)
    return measured


def _print_table(columns: Sequence[str], rows: Sequence[Measured]) -> None:
    print("\n| " + " | ".join(columns) + " |")
    print("|" + " ---: |" * len(columns))
    for row in rows:
        print("| " + " | ".join(_number(row[column]) for column in columns) + " |")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or value >= 100 else f"{value:.2f}"


def _exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Return the slope of the line of least squares through the logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(each) for each in seconds]
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
        print(json.dumps([built(documents, graph, extra, arguments.workers)]))
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
    asking: list[Measured] = []
    questions: list[Measured] = []
    for size in arguments.sizes:
        graph = folder / f"graph-{size}"
        rows += _built(folder, size, graph, arguments.workers)
        took, each = _in_child("--ask", str(graph))
        asking.append(took)
        questions.append(each)
    _print_table(BUILDING, rows)
    _print_table(ASKING, asking)
    if len(rows) > 1:
        _print_growth([{**row, **took} for row, took in zip(rows, asking, strict=True)], questions)
    if arguments.reference:
        print(f"\nThe graph of {arguments.reference} documents:")
        reference(folder / f"graph-{arguments.reference}", arguments.patience)


def _built(folder: Path, size: int, graph: Path, workers: int) -> list[Measured]:
    documents, extra = folder / f"documents-{size}", folder / f"extra-{size}"
    characters = corpus.write(documents, size + 1)
    extra.mkdir()
    last = max(documents.iterdir())
    last.rename(extra / last.name)
    print(f"{size} documents of {characters / (size + 1):,.0f} characters", file=sys.stderr)
    return _in_child("--workers", str(workers), "--build", str(documents), str(graph), str(extra))


def _print_growth(rows: Sequence[Measured], questions: Sequence[Measured]) -> None:
    sizes = [row["documents"] for row in rows]
    print("\nTime grows with the documents to the power of")
    for what in GROWING:
        print(f"- {what.removesuffix(', s')}: {_exponent(sizes, [row[what] for row in rows]):.2f}")
    always = [name for name in questions[0] if all(each[name] < LIMIT for each in questions)]
    sums = [sum(each[name] for name in always) for each in questions]
    print(f"- the {len(always)} saved queries that were always answered: {_exponent(sizes, sums):.2f}")
    for name in sorted(always, key=lambda name: -_exponent(sizes, [each[name] for each in questions]))[:5]:
        print(f"  - {name}: {_exponent(sizes, [each[name] for each in questions]):.2f}")


if __name__ == "__main__":
    main()
