"""What SPARQL endpoints make of the catalogue: requests a second, times, memory, answers that are right.

    python benchmarks/endpoints.py [--rdflib PYTHON] [--clients 1 8 32] [--seconds 5] [--graph FOLDER]

The saved questions, bound to their defaults, are asked of bizgraph, of rdflib-endpoint on its memory and on
Oxigraph (`--rdflib` names an interpreter beside which rdflib-endpoint and oxrdflib are installed) and of
Virtuoso (where virtuoso-t is installed): the same facts, one machine, one run. A question that an endpoint
cannot answer in time is not asked of it again, and counts as failed. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import QueryResultsFormat, RdfFormat, serialize

from bizgraph.building import build
from bizgraph.graph import Graph
from bizgraph.questions.saved import saved_queries

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.clients import Outcome, rows_of
from benchmarks.servers import Facts, Start, memory, starts

CLIENTS: Final = Path(__file__).with_name("clients.py")
PATIENCE: Final = 5.0  # seconds that one answer may take where one client asks
CROWDED: Final = 15.0  # and where several do
PROBING: Final = 45.0  # seconds that finding out what an endpoint can answer may take
REPEATED: Final = 7
FACTS: Final = 150  # highlighted in the document whose page is measured
ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True)
class Catalogue:
    """The questions as SPARQL, the rows that are right, and the seconds that the bare engine takes."""

    queries: dict[str, str]
    right: dict[str, list[list[str]]]
    bare: dict[str, float]


def catalogue(graph: Graph) -> Catalogue:
    """Bind the saved questions to their defaults, and ask the bare engine."""
    queries = {name: graph.query(query).sparql for name, query in saved_queries().items() if _asks(query)}
    right: dict[str, list[list[str]]] = {}
    bare: dict[str, float] = {}
    for name, text in queries.items():
        times: list[float] = []
        for _ in range(REPEATED):
            begun = time.perf_counter()
            body = graph.sparql(text).serialize(format=QueryResultsFormat.JSON)  # type: ignore[union-attr]
            times.append(time.perf_counter() - begun)
        right[name] = rows_of(json.loads(body or b""))
        bare[name] = statistics.median(times)
    return Catalogue(queries, right, bare)


def _asks(query: Any) -> bool:
    return all(each.default or not each.required for each in query.parameters)


def ask(url: str, known: Catalogue, names: Iterable[str], **work: Any) -> list[Outcome]:
    """Have clients, in a process of their own, ask an endpoint."""
    asked = {
        "url": url,
        "queries": {name: known.queries[name] for name in names},
        "right": known.right,
        "patience": PATIENCE,
        **work,
    }
    done = subprocess.run(
        [sys.executable, str(CLIENTS)], input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True
    )
    return [Outcome(**each) for each in json.loads(done.stdout)]


def probe(start: Start, facts: Facts, known: Catalogue) -> dict[str, Outcome]:
    """Ask each question once, the easy ones first, and return what came of it.

    The endpoint is started anew where one hangs; so it may not come to all of them.
    """
    found: dict[str, Outcome] = {}
    end = time.monotonic() + PROBING
    while len(found) < len(known.queries) and time.monotonic() < end:
        with start(facts) as endpoint:
            left = [name for name in sorted(known.queries, key=known.bare.__getitem__) if name not in found]
            found |= {outcome.query: outcome for outcome in ask(endpoint.url, known, left)}
    return found


def measure(name: str, start: Start, facts: Facts, known: Catalogue, args: argparse.Namespace) -> None:
    """Print a line of the table for each number of clients, and how far the endpoint is above the engine."""
    probed = probe(start, facts, known)
    faults = {each.query: each.fault for each in probed.values() if each.fault}
    wrong = sum("rows" in fault for fault in faults.values())
    failed = len(faults) - wrong + len(known.queries) - len(probed)
    answered = [each for each in probed if each not in faults or "rows" in faults[each]]
    with start(facts) as endpoint:
        ask(endpoint.url, known, answered, seconds=2.0)
        for clients in args.clients:
            begun = time.monotonic()
            outcomes = ask(
                endpoint.url, known, answered, clients=clients, seconds=args.seconds, patience=CROWDED
            )
            lasted = time.monotonic() - begun
            times = sorted(each.seconds for each in outcomes)
            bad = sum(bool(each.fault) and "rows" not in each.fault for each in outcomes)
            print(
                f"| {name} | {clients} | {(len(outcomes) - bad) / lasted:.0f} "
                f"| {_at(times, 0.5):.1f} | {_at(times, 0.99):.0f} | {memory(endpoint.process):.0f} "
                f"| {len(answered) - wrong} | {wrong} | {failed} | {bad / len(outcomes):.1%} |",
                flush=True,
            )
            if clients == 1:
                _above(name, outcomes, known)
    for query, fault in sorted(faults.items()):
        print(f"{name}: {query}: {fault}", file=sys.stderr)


def _above(name: str, outcomes: Sequence[Outcome], known: Catalogue) -> None:
    """Remember by how much a query takes longer than the bare engine does."""
    times: dict[str, list[float]] = defaultdict(list)
    for each in outcomes:
        times[each.query].append(each.seconds)
    above = sorted(statistics.median(taken) - known.bare[query] for query, taken in times.items())
    ABOVE.append(f"- {name}: {_at(above, 0.5):.1f} ms (nine in ten below {_at(above, 0.9):.1f} ms)")


ABOVE: Final[list[str]] = []


def page(facts: Facts, graph: Graph) -> str:
    """Return how long the page of the document with some 150 facts takes."""
    document = min(graph.documents(), key=lambda each: abs(_facts(each.counts) - FACTS))
    path = document.iri.removeprefix(graph.namespaces.base)
    with starts(None)["bizgraph"](facts) as endpoint:
        address = f"{endpoint.url.removesuffix('/sparql')}/id/{path}"
        times: list[float] = []
        for _ in range(4 * REPEATED):
            request = urllib.request.Request(address, headers={"Accept": "text/html"})
            begun = time.perf_counter()
            body = urllib.request.urlopen(request).read()
            times.append(time.perf_counter() - begun)
    return (
        f"The page of a document with {_facts(document.counts)} facts ({len(body):,} bytes): "
        f"median {statistics.median(times) * 1000:.0f} ms, slowest {max(times) * 1000:.0f} ms"
    )


def _facts(counts: Any) -> int:
    return sum(
        counts.get(kind, 0) for kind in ("measures", "practices", "gaps", "targets", "baselines", "outcomes")
    )


def _at(times: Sequence[float], share: float) -> float:
    """Return the time, in milliseconds, that this share of sorted seconds is not above."""
    return times[min(len(times) - 1, int(len(times) * share))] * 1000 if times else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rdflib", type=Path, metavar="PYTHON")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--graph", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.graph or Path(build((), Path(scratch) / "graph").graph)
        facts = Facts(folder.resolve(), Path(scratch) / "facts.nt", Path(scratch))
        with Graph.open(folder, in_memory=True) as graph:  # as the server does
            triples = graph.sparql(ALL)
            serialize(triples, facts.file, RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
            known = catalogue(graph)
            bare = _at(sorted(known.bare.values()), 0.5)
            print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, ", end="")
            print(f"{len(known.queries)} queries; the bare engine's median is {bare:.1f} ms\n")
            print("| endpoint | clients | requests/s | median, ms | 99 %, ms | memory, MB ", end="")
            print("| queries right | different | not answered | requests failed |")
            print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
            for name, start in starts(args.rdflib).items():
                measure(name, start, facts, known, args)
            print("\nAbove the bare engine, one client, median over the queries:\n", *ABOVE, sep="\n")
            print(f"\n{page(facts, graph)}")


if __name__ == "__main__":
    main()
