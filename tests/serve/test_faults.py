"""What a public server meets: each is done to a real one."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.serve import plain
from tests.serve.processes import descendants, eventually, open_files, workers
from tests.serve.running import Server, serving

from bizgraph.building import build
from bizgraph.store.layout import Layout

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SMALL = "SELECT * { ?s ?p ?o } LIMIT 3"
BAD = (
    CROSS,
    "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT * {" + "{" * 50_000 + "}" * 50_000 + "}",
    "SELECT (" + "(" * 50_000 + "1" + ")" * 50_000 + " AS ?x) {}",
    "SELECT * { FILTER(" + "!" * 100_000 + "true) }",
    "SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(map(str, range(100_000))) + ")) }",
    "SELECT * {",
    "\ud7ff" * 1000,
    "",
)


@pytest.fixture(scope="module")
def server(plans_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of two workers of each kind, which ends a query after half a second."""
    log = tmp_path_factory.mktemp("faults") / "log"
    with serving(log, "--graph", plans_folder, "--timeout", "0.5", "--workers", "2") as running:
        yield running


def test_a_query_that_overruns_is_ended_and_its_worker_replaced(server: Server) -> None:
    before = workers(server.process.pid)
    response = ask(server, CROSS)
    assert (response.status_code, response.text.partition(":")[0]) == (504, "timeout")
    assert eventually(lambda: health(server)["workers"] == {"queries": 2, "questions": 2})
    assert eventually(lambda: len(workers(server.process.pid)) == len(before))
    assert workers(server.process.pid) != before


def test_a_worker_that_is_killed_in_mid_query_costs_one_answer(server: Server) -> None:
    before = workers(server.process.pid)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask, server, CROSS)
        for worker in before:
            os.kill(worker, signal.SIGKILL)
        assert asked.result().status_code in (503, 504)
    assert eventually(lambda: health(server)["workers"] == {"queries": 2, "questions": 2})
    assert ask(server, SMALL).status_code == 200
    assert before.isdisjoint(workers(server.process.pid))


def test_thirty_bad_queries_leave_nothing_behind(server: Server) -> None:
    assert ask(server, SMALL).status_code == 200
    processes, files = len(workers(server.process.pid)), open_files(server.process.pid)
    with ThreadPoolExecutor(20) as pool:
        statuses = Counter(pool.map(lambda number: status(server, BAD[number % len(BAD)]), range(30)))
    assert statuses.total() == 30
    assert 500 not in statuses
    assert 200 not in statuses
    assert health(server)["status"] == "ok"
    assert ask(server, SMALL).status_code == 200
    assert eventually(lambda: len(workers(server.process.pid)) == processes)
    assert eventually(lambda: open_files(server.process.pid) <= files)


def test_a_thousand_slow_connections_keep_nobody_waiting(server: Server) -> None:
    host, port = address(server)
    with ExitStack() as held:
        for number in range(1000):
            slow = held.enter_context(socket.create_connection((host, port)))
            slow.sendall(
                b"GET / HTTP/1.1\r\nHost: x" if number % 2 else b"POST /sparql HTTP/1.1\r\nHost: x\r\n"
            )
        assert {ask(server, SMALL).status_code for _ in range(20)} == {200}
        assert health(server)["status"] == "ok"
    assert eventually(lambda: open_files(server.process.pid) < 200)


def test_an_answer_that_breaks_off_is_not_taken_for_whole(server: Server) -> None:
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        ask(server, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    host, port = address(server)
    query = "SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff.%3Fg%20%3Fh%20%3Fi%7D"
    with socket.create_connection((host, port)) as old:
        old.sendall(f"GET /sparql?query={query} HTTP/1.0\r\n\r\n".encode())
        with pytest.raises(ConnectionResetError):
            drained(old)


def test_new_graphs_are_served_without_one_failed_request(
    plans: tuple[Path, ...], tmp_path: Path, plans_folder: Path
) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(plans_folder, folder)
    with serving(tmp_path / "log", "--graph", folder, "--workers", "1") as server:
        first = health(server)["version"]
        stop, statuses = threading.Event(), Counter[int]()
        hammers = [threading.Thread(target=hammer, args=(server, stop, statuses)) for _ in range(4)]
        for each in hammers:
            each.start()
        try:
            second = published(server, folder, plans[:2], first)
            third = published(server, folder, plans, second)
        finally:
            stop.set()
            for each in hammers:
                each.join()
        assert third == first
        assert set(statuses) == {200}
        assert statuses[200] > 20


def test_the_graph_that_is_open_outlives_its_folder_and_a_broken_successor(
    plans: tuple[Path, ...], tmp_path: Path, plans_folder: Path
) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(plans_folder, folder)
    with serving(tmp_path / "log", "--graph", folder, "--workers", "1") as server:
        known = health(server)["version"]
        shutil.rmtree(folder)
        assert eventually(lambda: health(server)["status"] == "stale")
        assert "there is no graph" in health(server)["message"]
        assert ask(server, SMALL).status_code == 200

        layout = Layout(folder)
        broken = layout.database("0" * 32)
        broken.mkdir(parents=True)
        (broken / "CURRENT").write_text("nothing")
        layout.in_use("0" * 32).touch()
        layout.manifest("0" * 32).write_text("{}")
        layout.current.write_text("0" * 32)
        assert eventually(lambda: "cannot be read" in health(server).get("message", ""))
        assert ask(server, "SELECT * { ?s ?p ?o } LIMIT 4").status_code == 200
        assert health(server)["version"] == known

        shutil.rmtree(folder)
        new = published(server, folder, plans[:2], known)
        assert health(server) == {
            "status": "ok",
            "version": new,
            "workers": {"queries": 1, "questions": 1},
        }


def test_sigterm_ends_it_in_order_when_all_that_was_begun_is_done(plans_folder: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "log", "--graph", plans_folder, "--timeout", "2", "--workers", "1") as server:
        family = descendants(server.process.pid)
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(ask, server, CROSS)
            assert eventually(lambda: any(map(is_running, workers(server.process.pid))))
            for each in (server.process.pid, *family):
                os.kill(each, signal.SIGTERM)  # as systemd does
            assert eventually(lambda: refuses(server))
            assert asked.result().status_code == 504
        assert server.process.wait(15) == 0
        assert eventually(lambda: all(not Path(f"/proc/{each}").exists() for each in family))
        assert "Traceback" not in server.log.read_text()


def test_a_crowd_gets_503_while_pages_open_and_no_worker_outlives_a_server_that_is_killed(
    plans_folder: Path, tmp_path: Path
) -> None:
    with (
        serving(tmp_path / "log", "--graph", plans_folder, "--timeout", "600", "--workers", "1") as server,
        ExitStack() as held,
    ):
        family = descendants(server.process.pid)
        assert len(family) >= 3
        crowd = [held.enter_context(asking(server, CROSS)) for _ in range(300)]
        assert eventually(lambda: ask(server, SMALL).status_code == 503)
        assert int(ask(server, SMALL).headers["retry-after"]) > 0
        assert plain.get(f"{server.url}/", timeout=30).status_code == 200
        for each in crowd:
            each.close()
        assert eventually(lambda: ask(server, SMALL).status_code == 200)
        assert "(left)" in server.log.read_text()

        held.enter_context(asking(server, CROSS))
        family = descendants(server.process.pid)
        assert eventually(lambda: any(map(is_running, family)))
        server.process.kill()
        assert eventually(lambda: all(not Path(f"/proc/{each}").exists() for each in family))


def test_what_goes_wrong_at_the_start_is_told_in_a_line(server: Server, tmp_path: Path) -> None:
    assert "there is no graph in" in refused(tmp_path, "--graph", str(tmp_path / "none"))
    good = tmp_path / "good.ttl"
    good.write_text("<http://example.org/s> a <http://example.org/C> .")
    port = server.url.rpartition(":")[2]
    assert f"port {port} of 127.0.0.1: address already in use" in refused(tmp_path, "--port", port, str(good))


def refused(folder: Path, *arguments: str) -> str:
    """Return the one line that a server says instead of starting."""
    command = [sys.executable, "-m", "bizgraph", "serve", *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    return ended.stderr


def ask(server: Server, query: str) -> httpx.Response:
    return plain.post(f"{server.url}/sparql", data={"query": query}, timeout=60)


def status(server: Server, query: str) -> int:
    """Return the status of the answer to a query, or 0 where it broke off."""
    try:
        return ask(server, query).status_code
    except httpx.TransportError:
        return 0


def asking(server: Server, query: str) -> socket.socket:
    """Send a query, and do not wait for the answer."""
    connection = socket.create_connection(address(server))
    body = query.encode()
    connection.sendall(
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    )
    return connection


def drained(connection: socket.socket) -> None:
    """Read until the other end is done."""
    while connection.recv(1 << 16):
        pass


def address(server: Server) -> tuple[str, int]:
    host, _, port = server.url.removeprefix("http://").rpartition(":")
    return host, int(port)


def health(server: Server) -> dict[str, Any]:
    told: dict[str, Any] = plain.get(f"{server.url}/healthz", timeout=30).json()
    return told


def hammer(server: Server, stop: threading.Event, statuses: Counter[int]) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        statuses[status(server, f"SELECT * {{ ?s ?p ?o }} LIMIT {number % 50}")] += 1


def published(server: Server, folder: Path, plans: tuple[Path, ...], before: str) -> str:
    """Build another graph into the folder; return its version once it is served."""
    build(plans, folder)
    assert eventually(lambda: health(server)["version"] != before)
    version: str = health(server)["version"]
    return version


def refuses(server: Server) -> bool:
    try:
        socket.create_connection(address(server)).close()
    except ConnectionError:
        return True
    return False


def is_running(process: int) -> bool:
    """Say whether a process is computing just now."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    except OSError:
        return False
