"""How fast a graph is built, where the time goes, how much memory it takes, and how both grow.

    python benchmarks/build.py [--sizes 5 50 500] [--seeds-only]

Each build runs in a process of its own that may use one core only, and is the real one: `bizgraph.build`
with a stopwatch around its steps. Times are seconds of processor time unless they are said to be of the
clock, so that they mean something on a machine that does other work as well.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
# Which functions make a step, by where the build looks them up.
STEPS: Final = (
    ("read", "bizgraph.building", "hash_file", "read_file"),
    ("outline", "bizgraph.understand", "outline"),
    ("extract", "bizgraph.understand", "extract"),
    ("link", "bizgraph.understand", "with_borrowings"),
    ("map", "bizgraph.building", "document_quads"),
    ("validate", "bizgraph.building", "validate_document"),
    ("store", "bizgraph.store.publishing", "Builder.kept", "Builder.keep", "Builder.publish"),
    ("load the ontology", "bizgraph.building", "knowledge_quads", "Knowledge", "Shapes"),
    ("load the ontology", "bizgraph.understand", "load_authorities"),
)
NAMES: Final = (*dict.fromkeys(step[0] for step in STEPS), "all else")


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: its times in seconds, its memory in bytes."""

    documents: int
    published: int
    quads: int
    processor: float
    clock: float
    memory: int
    steps: dict[str, float]


class Stopwatch:
    """Gives each moment to the innermost step that is running."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._running = [NAMES[-1]]
        self._since = time.process_time()

    def lap(self) -> None:
        """Give the time since the last lap to the step that was running."""
        now = time.process_time()
        self.seconds[self._running[-1]] += now - self._since
        self._since = now

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what is done inside as the step of this name."""
        self.lap()
        self._running.append(name)
        try:
            yield
        finally:
            self.lap()
            self._running.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and is timed as the step of this name."""

        @wraps(function, updated=())
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with self.step(name):
                return function(*args, **kwargs)

        return wrapper


def measure(folder: Path, graph: Path) -> Measured:
    """Build the documents of a folder in this process, and measure it."""
    watch = Stopwatch()
    for name, module, *functions in STEPS:
        for function in functions:
            owner: Any = importlib.import_module(module)
            *outer, last = function.split(".")
            for part in outer:
                owner = getattr(owner, part)
            setattr(owner, last, watch.timed(name, getattr(owner, last)))
    building = importlib.import_module("bizgraph.building")
    clock, processor = time.perf_counter(), time.process_time()
    watch.lap()
    watch.seconds.clear()
    report = building.build([folder], graph)
    watch.lap()
    return Measured(
        len(report.documents),
        len(report.published),
        report.quads,
        time.process_time() - processor,
        time.perf_counter() - clock,
        _peak_memory(),
        dict(watch.seconds),
    )


def compare_engines() -> dict[str, float]:
    """Validate the documents of `seeds/` as the build does, and with pySHACL alone."""
    from bizgraph.authority.regions import load_regions
    from bizgraph.rdf.authorities import SHAPES_FILE
    from bizgraph.rdf.identifiers import Namespaces
    from bizgraph.rdf.mapping import document_quads, knowledge_quads
    from bizgraph.rdf.validation import Knowledge, Shapes, validate_document
    from bizgraph.resources import ontology_dir, seeds_dir
    from bizgraph.source.read import read_file
    from bizgraph.understand import understand

    names = Namespaces()
    knowledge = Knowledge(knowledge_quads(load_regions().all(), ontology_dir(), names))
    texts = [read_file(path) for path in sorted(seeds_dir().glob("*.txt"))]
    quads = [document_quads(understand(text), text, names) for text in texts]
    seconds: dict[str, float] = {}
    counts = []
    for name, gate in (("gated", True), ("pySHACL alone", False)):
        shapes = Shapes(ontology_dir() / SHAPES_FILE, gate=gate)
        _ = shapes.gate  # compiled here, not on the clock
        started = time.process_time()
        counts.append([dict(validate_document(each, knowledge, shapes).counts) for each in quads])
        seconds[name] = time.process_time() - started
    if counts[0] != counts[1]:
        raise SystemExit(f"the engines disagree: {counts}")
    return seconds


def main() -> None:
    """Measure, and print what was measured."""
    arguments = _arguments()
    if arguments.measure:
        _on_one_core()
        print(json.dumps(asdict(measure(*arguments.measure))))
    elif arguments.compare_engines:
        _on_one_core()
        print(json.dumps(compare_engines()))
    else:
        with tempfile.TemporaryDirectory(prefix="bizgraph-benchmark-") as folder:
            _report(Path(folder), [] if arguments.seeds_only else sorted(arguments.sizes))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast a graph is built, and how that grows.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[5, 50, 500], metavar="N", help="documents")
    parser.add_argument("--seeds-only", action="store_true", help="only the documents of seeds/")
    parser.add_argument("--measure", type=Path, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--compare-engines", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _report(folder: Path, sizes: Sequence[int]) -> None:
    from benchmarks import corpus

    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    characters = sum(len(path.read_bytes().decode("utf-8-sig")) for path in seeds)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else math.nan
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"
    )
    print(f"\nThe {len(seeds)} documents of seeds/, {characters:,} characters, as a user runs it:")
    for what in ("bizgraph build, start of Python included", "the same again, nothing changed"):
        clock, processor = _command(folder / "cli")
        print(f"  {what:42} {clock:6.1f} s of the clock, {processor:.1f} s of processor")

    measured = _in_child("--measure", str(ROOT / "seeds"), str(folder / "seeds"))
    build = Measured(**measured)
    print(
        f"\nThe same on one core, without the start of Python: {build.processor:.1f} s, {build.quads:,} quads"
    )
    print(f"  {characters / build.processor:,.0f} characters/s, peak memory {_megabytes(build.memory)}")
    _print_steps([build])
    _print_ratio(build)

    if not sizes:
        return
    print("\nVariations of the five, on one core:")
    print("  documents  published   characters      quads  processor    clock  characters/s  peak memory")
    builds = []
    for size in sizes:
        count = corpus.write(folder / f"documents-{size}", size)
        each = Measured(
            **_in_child("--measure", str(folder / f"documents-{size}"), str(folder / f"graph-{size}"))
        )
        builds.append((count, each))
        print(
            f"  {each.documents:9,}  {each.published:9,} {count:12,} {each.quads:10,} {each.processor:8.1f} s"
            f" {each.clock:6.1f} s {count / each.processor:13,.0f}  {_megabytes(each.memory):>11}",
            flush=True,
        )
    _print_steps([each for _, each in builds])
    _print_growth([(count, each.processor) for count, each in builds])


def _command(graph: Path) -> tuple[float, float]:
    """Run the command line; return seconds of the clock and of the processor."""
    command = [sys.executable, "-m", "bizgraph", "build", str(ROOT / "seeds"), "--graph", str(graph)]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=_environment(), check=True, capture_output=True)
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _in_child(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    done = subprocess.run(command, env=_environment(), check=True, stdout=subprocess.PIPE, text=True)
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def _environment() -> dict[str, str]:
    paths = (str(ROOT / "src"), str(ROOT))
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0"}


def _print_steps(builds: Sequence[Measured]) -> None:
    print("\n  " + f"{'step':19}" + "".join(f"{build.documents:>9,} documents" for build in builds))
    for name in NAMES:
        cells = (
            f"{build.steps.get(name, 0.0):9.2f} s {build.steps.get(name, 0.0) / build.processor:7.1%}"
            for build in builds
        )
        print(f"  {name:19}" + "".join(cells))


def _print_ratio(build: Measured) -> None:
    mapped, validated = build.steps["map"], build.steps["validate"]
    engines = _in_child("--compare-engines")
    gated, alone = engines["gated"], engines["pySHACL alone"]
    print(f"\n  mapped    {build.quads / mapped:10,.0f} quads/s   1.0")
    print(f"  validated {build.quads / validated:10,.0f} quads/s   {validated / mapped:.1f} times as long")
    print(f"  validated as the build does it, `shacl` first   {gated:6.1f} s   1.0")
    print(f"  validated by pySHACL alone, the same results    {alone:6.1f} s   {alone / gated:.1f}")


def _print_growth(points: Sequence[tuple[int, float]]) -> None:
    if len(points) < 2:
        return
    print(f"\n  Time grows with the characters to the power of {_exponent(points):.2f} (1.00 is linear)")
    print(f"  between the two largest: {_exponent(points[-2:]):.2f}")


def _exponent(points: Sequence[tuple[int, float]]) -> float:
    """Return the slope of the line of least squares through the logarithms."""
    xs, ys = ([math.log(point[axis]) for point in points] for axis in (0, 1))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _peak_memory() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    main()
