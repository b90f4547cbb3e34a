"""What a question costs: as bizgraph answers it, as the bare engine does, and as rdflib does.

    python benchmarks/questions.py [--sizes 5 100000 1000000] [--runs 9] [--limit 10] [--cache FOLDER]

Every saved question and a fixed sample of the questions in words are asked of a graph. The SPARQL that came
of each is then run bare on Oxigraph, which bizgraph has inside, and on rdflib. Times are of the processor.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import queue
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import IO, Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
SEEDS: Final = 5
# How many variations stand beside the five documents in a graph of at least so many facts.
VARIATIONS: Final = {SEEDS: 0, 100_000: 1, 1_000_000: 180}
# Questions in words: of every kind, in either script and in English; the last two have no answer.
SAMPLE: Final = (
    *("gx-001", "gx-005", "gx-009", "gx-017", "gx-020", "gx-034", "gx-060", "gx-084"),
    *("gx-103", "gx-134", "gx-180", "gx-211", "gx-253", "gx-271", "od-001", "od-026"),
    *("od-030", "od-115", "od-191", "od-210", "gx-303", "od-256"),
)
# What is asked about where a saved question must be asked about something.
VALUES: Final = {
    "region": "赣县区",
    "indicator": "获得电力",
    "unit": "赣县区行政审批局",
    "document": "赣市赣县区",
    "function": "市场监督管理",
    "text": "电子",
    "number": "1",
    "date": "2022-06-30",
}
LAYER: Final = 0.005  # seconds that bizgraph itself may take for a question
TEN_TIMES: Final = 10
SAMPLED: Final = 6  # on larger graphs rdflib is asked every sixth question that it can answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what came of it, and its times in seconds; times are missing where it took too long.

    `own` is what bizgraph takes beside the engine that runs the SPARQL of the answer, `again` the same where
    the things of the answer were cited before. `bare` and `rdflib` are for that SPARQL alone.
    """

    name: str
    words: str = ""
    rows: int = 0
    sources: int = 0
    sparql: str = ""
    bare: float = math.nan
    ours: float = math.nan
    own: float = math.nan
    again: float = math.nan
    rdflib: float = math.nan
    fault: str = ""


class Engine:
    """A store of Oxigraph that measures what one query takes, to its last row."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.sparql = "-"
        self.seconds = 0.0

    def query(self, query: str, **options: Any) -> Any:
        """Answer a query; where it is the one measured, count the time."""
        if query != self.sparql:
            return self._store.query(query, **options)
        started = time.process_time()
        answer = self._store.query(query, **options)
        read = _Read(answer.variables, list(answer)) if hasattr(answer, "variables") else answer
        self.seconds += time.process_time() - started
        return read

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class _Read:
    """Solutions that were read."""

    def __init__(self, variables: Any, solutions: list[Any]) -> None:
        self.variables = variables
        self._solutions = solutions

    def __iter__(self) -> Iterator[Any]:
        return iter(self._solutions)


def measure(folder: Path, questions: Sequence[Asked], runs: int) -> Iterator[Asked]:
    """Ask each question of the graph in a folder, and yield it with its times."""
    from bizgraph.errors import BizgraphError
    from bizgraph.graph import Graph
    from bizgraph.questions import citing

    graph: Any = Graph.open(folder)
    engine = graph._store._store = Engine(graph._store._store)
    for asked in questions:
        ask = _asking(graph, asked)
        try:
            answer = ask()
            _, once = _timed(ask)
        except BizgraphError as error:
            yield replace(asked, fault=str(error))
            continue
        engine.sparql = answer.sparql or "-"
        times: dict[str, list[float]] = {"bare": [], "ours": [], "own": [], "again": []}
        for _ in range(max(1, min(runs, round(2 / once)))):
            if answer.sparql:
                times["bare"].append(_timed(partial(_rows, engine, answer.sparql))[1])
            citing._memories.clear()
            for whole, own in (("ours", "own"), ("", "again")):
                engine.seconds = 0.0
                _, seconds = _timed(ask)
                times[own].append(seconds - engine.seconds)
                if whole:
                    times[whole].append(seconds)
        engine.sparql = "-"
        medians = {name: statistics.median(found or [0.0]) for name, found in times.items()}
        answered = replace(asked, rows=len(answer.rows), sources=len(answer.sources), sparql=answer.sparql)
        yield replace(
            answered,
            bare=medians["bare"],
            ours=medians["ours"],
            own=medians["own"],
            again=medians["again"],
        )


def measure_rdflib(folder: Path, questions: Sequence[Asked], limit: float) -> Iterator[Asked]:
    """Run the SPARQL of each question on rdflib, that holds the same quads and asks them all as one graph."""
    import gc

    import rdflib

    from bizgraph.graph import Graph

    with Graph.open(folder) as graph:
        data = graph.export("nquads")
    held = rdflib.Dataset(default_union=True)
    held.parse(data=data, format="nquads")
    gc.collect()
    gc.freeze()
    for asked in questions:
        yield _on_rdflib(held, asked, limit)


def _on_rdflib(held: Any, asked: Asked, limit: float) -> Asked:
    signal.signal(signal.SIGPROF, _out_of_time)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        answer, seconds = _timed(lambda: list(held.query(asked.sparql)))
    except TimeoutError:
        return asked
    except Exception as error:
        return replace(asked, fault=f"rdflib: {type(error).__name__}: {error}"[:100])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    fault = "" if len(answer) == asked.rows else f"rdflib: {len(answer)} rows, not {asked.rows}"
    return replace(asked, rdflib=seconds, fault=fault)


def _out_of_time(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise TimeoutError


def _asking(graph: Any, asked: Asked) -> Callable[[], Any]:
    from bizgraph.questions.saved import saved_queries

    if asked.words:
        return lambda: graph.ask(asked.words)
    query = saved_queries()[asked.name]
    values = {each.name: VALUES[each.kind] for each in query.parameters if each.required}
    return lambda: graph.query(query, **values)


def _rows(engine: Engine, sparql: str) -> list[Any]:
    return [tuple(row) for row in engine._store.query(sparql, use_default_graph_as_union=True)]


def _timed(function: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    value = function()
    return value, time.process_time() - started


def questions() -> list[Asked]:
    """Return what is asked: the saved questions by name, then those in words."""
    from bizgraph.questions.saved import saved_queries

    words: dict[str, str] = {}
    for path in sorted((ROOT / "tests" / "gold" / "questions").glob("*.toml")):
        words |= {each["id"]: each["ask"] for each in tomllib.loads(path.read_text("utf-8"))["question"]}
    return [*map(Asked, saved_queries()), *(Asked(name, words[name]) for name in SAMPLE)]


def build(size: int, cache: Path) -> Path:
    """Build the graph of a size in the cache, unless it is there."""
    from benchmarks import corpus

    from bizgraph.building import build as build_graph

    documents, folder = cache / f"documents-{size}", cache / f"graph-{size}"
    if VARIATIONS[size] and not documents.exists():
        corpus.write(documents, VARIATIONS[size])
    build_graph([ROOT / "seeds", *([documents] if VARIATIONS[size] else [])], folder)
    return folder


def in_child(engine: str, folder: Path, asked: Sequence[Asked], setting: float, limit: float) -> list[Asked]:
    """Measure in a process of its own; begin another where a question takes more than the limit."""
    done: list[Asked] = []
    while len(done) < len(asked):
        done += _one_child(engine, folder, asked[len(done) :], setting, limit)
    return done


def _one_child(
    engine: str, folder: Path, asked: Sequence[Asked], setting: float, limit: float
) -> Iterator[Asked]:
    command = [sys.executable, str(Path(__file__).resolve()), "--measure", engine, str(folder), str(setting)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    with subprocess.Popen(
        command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise SystemExit("the process that measures has no pipes")
        json.dump([asdict(each) for each in asked], child.stdin)
        child.stdin.close()
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_pass_on, args=(child.stdout, lines), daemon=True).start()
        for each in asked:
            try:
                line = lines.get(timeout=limit)
            except queue.Empty:
                child.kill()
                yield replace(each, fault=f"over {limit:.0f} s")
                return
            if not line:
                raise SystemExit(f"{each.name} ends the process that measures it")
            yield Asked(**json.loads(line))


def _pass_on(lines: IO[str], to: queue.Queue[str]) -> None:
    for line in lines:
        to.put(line)
    to.put("")


def main() -> None:
    """Measure, and print what was measured."""
    arguments = _arguments()
    if arguments.measure:
        engine, folder, setting = arguments.measure
        asked = [Asked(**each) for each in json.load(sys.stdin)]
        measured = (
            measure(Path(folder), asked, int(float(setting)))
            if engine == "bizgraph"
            else measure_rdflib(Path(folder), asked, float(setting))
        )
        for each in measured:
            print(json.dumps(asdict(each)), flush=True)
        return
    arguments.cache.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else math.nan
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"
    )
    found: dict[int, list[Asked]] = {}
    quads: dict[int, int] = {}
    for size in arguments.sizes:
        folder = build(size, arguments.cache)
        quads[size] = _quads(folder)
        asked = in_child("bizgraph", folder, questions(), arguments.runs, 4 * arguments.limit + 60)
        wanted = _for_rdflib(asked, None if size == arguments.sizes[0] else found[arguments.sizes[0]])
        timed = in_child("rdflib", folder, wanted, arguments.limit, 4 * arguments.limit + 600)
        by_name = {each.name: each for each in timed}
        found[size] = [by_name.get(each.name, each) for each in asked]
        _print_totals(size, quads[size], found[size], arguments.limit, {each.name for each in wanted})
    _print_table(found)
    if len(found) > 1:
        _print_growth(found, quads)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a question costs, beside bare engines.")
    parser.add_argument(
        "--sizes", type=int, nargs="+", choices=VARIATIONS, default=list(VARIATIONS), help="graphs, by facts"
    )
    parser.add_argument("--runs", type=int, default=9, help="of each question, fewer where it is slow")
    parser.add_argument("--limit", type=float, default=10, help="seconds that rdflib gets for a question")
    parser.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "bizgraph-benchmark", help="for graphs"
    )
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    return parser.parse_args()


def _quads(folder: Path) -> int:
    from bizgraph.graph import Graph

    with Graph.open(folder) as graph:
        return len(graph)


def _for_rdflib(asked: Sequence[Asked], smaller: Sequence[Asked] | None) -> list[Asked]:
    """Return all that have SPARQL; on a larger graph some of those that rdflib answered on the smaller."""
    put = [each for each in asked if each.sparql]
    if smaller is None:
        return put
    answered = {each.name for each in smaller if not math.isnan(each.rdflib)}
    return [each for each in put if each.name in answered][::SAMPLED]


def _print_totals(size: int, quads: int, asked: Sequence[Asked], limit: float, on_rdflib: set[str]) -> None:
    which = "The five documents" if size == SEEDS else f"The five and variations of them ({VARIATIONS[size]})"
    print(f"\n{which}: {quads:,} facts")
    timed = [each for each in asked if not math.isnan(each.ours)]
    for kind, some in (
        ("saved questions", [each for each in timed if not each.words]),
        ("questions in words", [each for each in timed if each.words]),
    ):
        bare, ours = sum(each.bare for each in some), sum(each.ours for each in some)
        print(
            f"  {len(some)} {kind}: bare {bare:.2f} s, bizgraph {ours:.2f} s, {ours / bare:.2f} times as long"
        )
        for what, values in (
            ("its own cost", [each.own for each in some]),
            ("the same, things cited before", [each.again for each in some]),
        ):
            under = sum(value < LAYER for value in values)
            print(
                f"    {what:30} median {_ms(statistics.median(values))} ms, greatest {_ms(max(values))} ms,"
                f" under {_ms(LAYER)} ms for {under}"
            )
    rows = sum(each.own for each in timed), sum(max(each.rows, each.sources) for each in timed)
    print(f"  its own cost for each row or source  {rows[0] / max(rows[1], 1) * 1000:.2f} ms")
    _print_rdflib([each for each in timed if each.name in on_rdflib], limit)
    for each in asked:
        if each.fault:
            print(f"  {each.name}: {each.fault}")
    worst = sorted(timed, key=lambda each: -each.own)[:5]
    print("  greatest own cost: " + ", ".join(f"{each.name} {_ms(each.own)} ms" for each in worst))
    slowest = sorted(timed, key=lambda each: -each.bare)[:5]
    print("  slowest queries:   " + ", ".join(f"{each.name} {_ms(each.bare)} ms" for each in slowest))


def _print_rdflib(asked: Sequence[Asked], limit: float) -> None:
    answered = [each for each in asked if not math.isnan(each.rdflib)]
    if not answered:
        return
    ratios = sorted(each.rdflib / each.ours for each in answered)
    over = [each for each in asked if math.isnan(each.rdflib) and not each.fault]
    least = sum(each.rdflib for each in answered) + limit * len(over)
    ours = sum(each.ours for each in (*answered, *over))
    print(
        f"  rdflib, {len(asked)} of them: {len(over)} take over {limit:.0f} s; together at least"
        f" {least / ours:.0f} times as long as bizgraph"
    )
    print(
        f"    of those it answers: median {statistics.median(ratios):.0f} times, least {ratios[0]:.1f},"
        f" greatest {ratios[-1]:.0f}; ten times and more {sum(ratio >= TEN_TIMES for ratio in ratios)}"
        f" of {len(ratios)}"
    )


def _print_table(found: Mapping[int, Sequence[Asked]]) -> None:
    print("\nMilliseconds: the SPARQL bare, bizgraph's own cost, the same again, rdflib", end="")
    print(" (no figure: not asked, or over the limit)")
    heads = (f"{'rows':>6}{'bare':>7}{'own':>6}{'again':>6}{'rdflib':>8}" for _ in found)
    names = ("five documents" if size == SEEDS else f"{size:,}" for size in found)
    print(f"  {'':26}" + "".join(f"{name:>33}" for name in names))
    print(f"  {'':26}" + "".join(heads))
    for row in zip(*found.values(), strict=True):
        cells = (
            f"{each.rows:6}{_ms(each.bare):>7}{_ms(each.own):>6}{_ms(each.again):>6}{_rdflib(each):>8}"
            for each in row
        )
        print(f"  {row[0].name:26}" + "".join(cells))


def _rdflib(asked: Asked) -> str:
    return "" if math.isnan(asked.rdflib) else _ms(asked.rdflib)


def _print_growth(found: Mapping[int, Sequence[Asked]], quads: Mapping[int, int]) -> None:
    small, large = min(found), max(found)
    times = quads[large] / quads[small]
    grown = [
        (after.bare / before.bare, after.name)
        for before, after in zip(found[small], found[large], strict=True)
        if before.bare > 0.001 and after.bare / before.bare > 1.5 * times
    ]
    listed = ", ".join(f"{name} {ratio:.0f}" for ratio, name in sorted(grown, reverse=True))
    print(
        f"\n{times:.1f} times the facts; bare queries that take more than 1.5 times that: {listed or 'none'}"
    )


def _ms(seconds: float) -> str:
    if math.isnan(seconds):
        return "-"
    return f"{seconds * 1000:.1f}" if seconds < 0.01 else f"{seconds * 1000:.0f}"


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    main()
