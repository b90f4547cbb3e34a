"""How many of the W3C's tests for SPARQL queries pass against a real server, over HTTP.

    python benchmarks/w3c.py FOLDER [--url URL] [--data FILE] [--all]

FOLDER holds the W3C's `sparql10` and `sparql11`. Their data is written to one file of N-Quads, each of their
files a named graph, and `bizgraph serve FILE` is started on it. Each query is sent by POST, with the dataset
of its test as default-graph-uri and named-graph-uri, and its answer is compared in JSON and in XML. With
`--url`, a server is asked that runs already, on a file that was written by `--data`. `--all` prints what
passed as well.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    serialize,
)

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.w3c_answers import RESULTS, difference, expected, graph, results, table  # noqa: E402
from benchmarks.w3c_cases import (  # noqa: E402
    EMPTY,
    Case,
    Request,
    changes_between,
    data_quads,
    read_cases,
)

_TURTLE: Final = "text/turtle"
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_CODES: Final = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
_UNKNOWN_FUNCTION: Final = "The custom function"
_START: Final = 60.0
Primitive = str | int | float | bool | None
Run = Callable[["Endpoint", Case], str]


class Endpoint:
    """The server under test."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = httpx.Client(timeout=60)

    def ask(self, case: Case, accept: str) -> httpx.Response:
        """Send the query of a test, over the data of the test."""
        assert case.query is not None
        text = case.query.read_bytes().decode("utf-8")
        query = f"BASE <{case.query.as_uri()}>\n{text}"
        dataset: list[tuple[str, Primitive]] = []
        if "FROM" not in text.upper():
            dataset = [("default-graph-uri", path.as_uri()) for path in case.data]
            dataset = dataset or [("default-graph-uri", EMPTY)]
            dataset += [("named-graph-uri", path.as_uri()) for path in case.named]
        return self.client.post(
            f"{self.url}/sparql",
            params=dataset,
            content=query.encode(),
            headers={"Content-Type": "application/sparql-query", "Accept": accept},
        )


def evaluated(endpoint: Endpoint, case: Case) -> str:
    """Run a test of a query's answer; return what is wrong, if anything is."""
    assert case.result is not None
    wanted = expected(case.result)
    if case.result.suffix in (".csv", ".tsv"):
        accepts = {".csv": ["text/csv"], ".tsv": ["text/tab-separated-values"]}[case.result.suffix]
    elif wanted.is_graph:
        accepts = [_TURTLE, "application/rdf+xml", "application/n-triples"]
    else:
        accepts = [accept for accept in RESULTS if "json" in accept or "xml" in accept]
    for accept in accepts:
        response = endpoint.ask(case, accept)
        if response.status_code != 200:
            return f"{response.status_code}: {response.text[:200]}"
        sent = response.headers["content-type"].partition(";")[0]
        if sent != accept:
            return f"asked for {accept}, got {sent}"
        if wanted.is_graph:
            form = RdfFormat.from_media_type(accept)
            assert form is not None
            got = graph(response.content, form, case.result.as_uri())
        else:
            got = (
                table(response.content)
                if accept == "text/csv"
                else results(response.content, RESULTS[accept])
            )
        if wrong := difference(wanted, got, lax=case.lax):
            return f"{accept}: {wrong}"
    return ""


def accepted(endpoint: Endpoint, case: Case) -> str:
    """Run a test of a query that is well-formed; it may call functions that nobody knows."""
    response = endpoint.ask(case, "*/*")
    is_fine = response.status_code == 200 or _UNKNOWN_FUNCTION in response.text
    return "" if is_fine else f"{response.status_code}: {response.text[:200]}"


def refused(endpoint: Endpoint, case: Case) -> str:
    """Run a test of a query that is not well-formed."""
    response = endpoint.ask(case, "*/*")
    return "" if response.status_code == 400 else f"{response.status_code} instead of 400"


def protocol(endpoint: Endpoint, case: Case) -> str:
    """Run a test of the protocol."""
    return "; ".join(
        filter(None, (_requested(endpoint, each, "/sparql/", "/sparql") for each in case.requests))
    )


def graph_store(endpoint: Endpoint, case: Case) -> str:
    """Run the requests of a test of the graph store that read; what it puts there was loaded before."""
    reads = (each for each in case.requests if not each.writes)
    return "; ".join(filter(None, (_requested(endpoint, each, "/gsp", "/graphs") for each in reads)))


def described(endpoint: Endpoint, case: Case) -> str:
    """Run a test of the service description."""
    response = endpoint.client.get(f"{endpoint.url}/sparql", headers={"Accept": _TURTLE})
    if response.status_code != 200 or not response.headers["content-type"].startswith(_TURTLE):
        return f"{response.status_code}, {response.headers.get('content-type')}"
    triples = [
        (quad.subject, quad.predicate, quad.object) for quad in parse(response.content, RdfFormat.TURTLE)
    ]
    said = {(predicate, value) for _, predicate, value in triples}
    if case.name.startswith("GET"):
        return "" if triples else "no triples"
    if (NamedNode(f"{_SD}endpoint"), NamedNode(f"{endpoint.url}/sparql")) not in said:
        return "sd:endpoint is not the address that was asked"
    kinds = {str(value) for predicate, value in said if predicate.value.endswith("#type")}
    needed = {f"<{_SD}{name}>" for name in ("Service", "Dataset", "Graph", "NamedGraph")}
    return "" if needed <= kinds else f"nothing is a {', '.join(sorted(needed - kinds))}"


def _requested(endpoint: Endpoint, request: Request, path: str, ours: str) -> str:
    """Send a request of a test; return what is wrong with the response, if anything is."""
    response = endpoint.client.send(
        httpx.Request(
            request.method,
            endpoint.url + request.path.replace(path, ours, 1),
            headers=list(request.headers),
            content=request.body or None,
        )
    )
    known = {f"StatusCode{response.status_code // 100}xx", str(response.status_code)}
    known |= {name for name, code in _CODES.items() if code == response.status_code}
    if not known & request.statuses:
        return f"{response.status_code} instead of {', '.join(sorted(request.statuses))}"
    sent = response.headers.get("content-type", "").partition(";")[0]
    if request.form == "RDF" and RdfFormat.from_media_type(sent) is None:
        return f"{sent} is no RDF"
    if request.form in ("boolean", "tabular") and sent not in RESULTS:
        return f"{sent} is no format of results"
    if request.boolean is not None and results(response.content, RESULTS[sent]).boolean != request.boolean:
        return f"expected {request.boolean}"
    if request.sent_back and request.method != "HEAD":
        wanted = graph(request.sent_back.encode(), RdfFormat.TURTLE, request.graph or "")
        form = RdfFormat.from_media_type(sent)
        got = graph(response.content, form, request.graph or "") if form else None
        return difference(wanted, got) if got else f"{sent} is no RDF"
    return ""


RUNS: Final[Mapping[str, Run]] = {
    "QueryEvaluationTest": evaluated,
    "CSVResultFormatTest": evaluated,
    "PositiveSyntaxTest": accepted,
    "PositiveSyntaxTest11": accepted,
    "NegativeSyntaxTest": refused,
    "NegativeSyntaxTest11": refused,
    "ProtocolTest": protocol,
    "ServiceDescriptionTest": described,
    "GraphStoreProtocolTest": graph_store,
}


def not_run(case: Case) -> str:
    """Return why a test is not run: it is of what a server that only reads does not do; empty otherwise."""
    if case.group == "entailment":
        return "entailment regimes"
    if case.federated or case.group in ("service", "syntax-fed"):
        return "federated queries"
    if "Update" in case.kind or (case.kind == "ProtocolTest" and any(each.writes for each in case.requests)):
        return "updates"
    if case.kind == "GraphStoreProtocolTest" and changes_between(case):
        return "changes of the graph store"
    return "" if case.kind in RUNS else case.kind


def run(endpoint: Endpoint, cases: Sequence[Case]) -> Iterator[tuple[Case, str]]:
    """Yield each test that is run with what is wrong, empty where it passed."""
    for case in cases:
        if not not_run(case):
            try:
                yield case, RUNS[case.kind](endpoint, case)
            except (httpx.HTTPError, ValueError, RuntimeError) as error:
                yield case, f"{type(error).__name__}: {error}"


@contextmanager
def serving(file: Path) -> Iterator[str]:
    """Run `bizgraph serve FILE` until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, "-m", "bizgraph", "serve", str(file), "--port", str(port)])
    try:
        end = time.monotonic() + _START
        while True:
            try:
                httpx.get(f"{url}/sparql", timeout=5)
                break
            except httpx.TransportError as error:
                if process.poll() is not None or time.monotonic() > end:
                    raise SystemExit("the server did not start") from error
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def alone(case: Case) -> str:
    """Ask the query of a test of the bare engine, the data in memory; return what is wrong."""
    assert case.query is not None
    store = Store()
    store.extend(data_quads([case]))
    for path in case.named:
        store.add_graph(NamedNode(path.as_uri()))  # an empty one as well
    for path in case.data:
        for quad in store.quads_for_pattern(None, None, None, NamedNode(path.as_uri())):
            store.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
        if path not in case.named:
            store.remove_graph(NamedNode(path.as_uri()))
    try:
        answer = store.query(case.query.read_text("utf-8"), base_iri=case.query.as_uri())
        if isinstance(answer, QuerySolutions) and case.result and case.result.suffix == ".csv":
            got = table(answer.serialize(format=QueryResultsFormat.CSV) or b"")
        elif isinstance(answer, QuerySolutions | QueryBoolean):
            got = results(answer.serialize(format=QueryResultsFormat.JSON) or b"", QueryResultsFormat.JSON)
        else:
            got = graph(serialize(answer, format=RdfFormat.N_TRIPLES) or b"", RdfFormat.N_TRIPLES, "")
    except SyntaxError:
        return "" if case.kind.startswith("Negative") else "no SPARQL"
    except (ValueError, RuntimeError) as error:
        return str(error)
    if case.result is None:
        return "no fault was found" if case.kind.startswith("Negative") else ""
    return difference(expected(case.result), got, lax=case.lax)


def report(outcomes: Sequence[tuple[Case, str]], cases: Sequence[Case], everything: bool) -> None:
    """Print the share that passed in each group, each failure, and what was not run."""
    passed: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for case, wrong in outcomes:
        total[case.suite, case.group] += 1
        passed[case.suite, case.group] += not wrong
    print("| suite | group | passed | of |\n| --- | --- | ---: | ---: |")
    for suite, group in total:
        print(f"| {suite} | {group} | {passed[suite, group]} | {total[suite, group]} |")
    print(f"| | all | {passed.total()} | {total.total()} |\n")
    for case, wrong in outcomes:
        if wrong or everything:
            also = " [so does the engine alone]" if wrong and case.query and alone(case) else ""
            print(f"{case.suite}/{case.group}/{case.name}: {' '.join(wrong.split()) or 'passed'}{also}")
    print("\nNot run: ", end="")
    reasons = Counter(reason for case in cases if (reason := not_run(case)))
    print(", ".join(f"{number} of {reason}" for reason, number in reasons.most_common()))


def main() -> None:
    """Run the tests."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    folder = asked.folder.resolve()
    cases = list(read_cases(folder))
    with tempfile.TemporaryDirectory() as made:
        data = asked.data or Path(made) / "w3c.nq"
        with data.open("wb") as output:
            serialize(data_quads(cases), output, RdfFormat.N_QUADS)
        if asked.url:
            report(list(run(Endpoint(asked.url.rstrip("/")), cases)), cases, asked.all)
        else:
            with serving(data) as url:
                report(list(run(Endpoint(url), cases)), cases, asked.all)


if __name__ == "__main__":
    main()
