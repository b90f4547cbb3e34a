"""A reader who follows a page: a folder like a checkout, in which its samples are run in their order."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from typing import Any, Final, TypeAlias
from unittest.mock import patch

from click.testing import CliRunner
from tests.docs.samples import ROOT, Sample, Step, agrees

from bizgraph.cli import main
from bizgraph.folder import graph_folder
from bizgraph.graph import Graph
from bizgraph.store.layout import Layout

Printed: TypeAlias = tuple[int, str]
SERVER: Final = "http://127.0.0.1:8000"
_LINKED: Final = ("benchmarks", "docs", "scripts", "seeds", "tests")
_PLANS: Final = ("guiyang_models_and_gaps.txt", "hefei_tail_sentence_units.txt")
_ASSETS: Final = "src/bizgraph/assets"
_PLAIN: Final = {"COLUMNS": "110", "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}
_CHANGING: Final = ("add", "build", "remove")
_LONGEST: Final = 120


class Reader:
    """Runs samples in a folder. `server` is where the graph is served; pages call it by its usual address.

    `known` is what commands print as long as nothing has been changed, which need not be run again. `opened`
    are the graphs that were opened by now, in memory.
    """

    def __init__(
        self,
        folder: Path,
        server: str,
        known: dict[str, Printed] | None = None,
        opened: dict[str, Graph] | None = None,
    ) -> None:
        self.folder = folder
        self._server = server
        self._known = {} if known is None else known
        self._changed = False  # something in the folder
        self._own = False  # the words or questions that come with bizgraph, which a process reads once
        self._variables: dict[str, Any] = {"__name__": "__main__"}
        self._opened: dict[str, Graph] = {} if opened is None else opened
        binaries = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        own = {"PATH": binaries, "PYTHONPATH": str(folder / "src"), "CURL_HOME": str(folder)}
        self._environment = os.environ | _PLAIN | own

    def troubles(self, sample: Sample) -> Iterator[str]:
        """Run a sample; yield what is wrong with it."""
        if sample.language == "python":
            yield from self._python(sample)
        elif sample.language == "sparql":
            yield from self._sparql(sample)
        else:
            for step in sample.steps():
                yield from self._step(sample, step)

    def run(self, command: str) -> Printed:
        """Run a command or script; return its exit code, and all that it printed."""
        words, rest = cut(command)
        key = shlex.join([*words, rest]) if words else command
        if not self._changed and key in self._known:
            return self._known[key]
        if words and not (self._own or words[1] in _CHANGING):
            code, printed = self._bizgraph(words, rest)
        else:
            code, printed = self._bash(command.replace(SERVER, self._server))
            printed = printed.replace(self._server, SERVER)
            self._changed |= not command.startswith("curl ") and words != ["bizgraph", "build"]
            self._own |= re.search(r"^(sed|cp) .*\b(ontology|queries)/", command) is not None
        if not self._changed:
            self._known[key] = code, printed
        return code, printed

    def _step(self, sample: Sample, step: Step) -> Iterator[str]:
        code, printed = self.run(step.command)
        if code not in (0, 141):  # 141: `head` had seen enough
            yield f"{sample.where}: exit code {code}: {step.command}\n{printed}"
        elif step.printed is not None and not agrees(step.printed, printed):
            shown, real = step.printed.splitlines(), printed.strip("\n").splitlines()
            difference = "\n".join(unified_diff(shown, real, "shown", "printed", lineterm="", n=1))
            yield f"{sample.where}: {step.command}\n{difference}"

    def _bash(self, script: str, given: str = "") -> Printed:
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=self.folder,
            env=self._environment,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_LONGEST,
        )
        return done.returncode, done.stdout

    def _bizgraph(self, words: list[str], rest: str) -> Printed:
        """Run a command in this process, which saves the start of Python; `rest` of its line in a shell."""
        with chdir(self.folder), self._sharing_graphs():
            done = CliRunner().invoke(main, words[1:], env=_PLAIN, prog_name="bizgraph")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        if rest.startswith("||"):
            return 0, done.output
        if rest and not done.exit_code:
            code, printed = self._bash(rest.removeprefix("|"), done.stdout)
            return code, done.stderr + printed
        return done.exit_code, done.output

    def _python(self, sample: Sample) -> Iterator[str]:
        code = sample.code.replace(SERVER, self._server)
        self._changed = True
        here = patch.dict(os.environ, {"PATH": self._environment["PATH"]})
        with here, chdir(self.folder), self._sharing_graphs(), redirect_stdout(StringIO()):
            if "graph" not in self._variables and re.search(r"\bgraph\.", code):
                self._variables["graph"] = Graph.open()
            try:
                exec(compile(code, sample.where, "exec"), self._variables)
            except Exception as error:
                yield f"{sample.where}: {type(error).__name__}: {error}"

    @contextmanager
    def _sharing_graphs(self) -> Iterator[None]:
        """Let what holds the same graph be opened once, and stay open."""
        opening = Graph.open

        def opened(graph: Path | str | None = None) -> Graph:
            generation = Layout(graph_folder(graph)).live()
            if generation is None:
                return opening(graph)
            if generation not in self._opened:
                self._opened[generation] = opening(graph, in_memory=True)
            return self._opened[generation]

        with patch.object(Graph, "open", opened), patch.object(Graph, "close", lambda self: None):
            yield

    def _sparql(self, sample: Sample) -> Iterator[str]:
        (self.folder / "sample.rq").write_text(sample.code, encoding="utf-8")
        code, printed = self.run("bizgraph query sample.rq --format csv")
        if code or len(printed.splitlines()) < 2:
            yield f"{sample.where}: no rows\n{printed}"


def cut(line: str) -> tuple[list[str], str]:
    """Return the words of a command of bizgraph at the beginning of a line, and the rest of it from `|` on.

    There are no words where the line is something else, or needs a shell to be understood.
    """
    bare = re.sub(r"'[^']*'|\"[^\"$`]*\"", lambda found: "x" * len(found[0]), line)
    if not bare.startswith("bizgraph ") or re.search(r"[;<>$`*?~&\n]", bare.partition("|")[0]):
        return [], ""
    end = bare.find("|")
    command, rest = (line, "") if end < 0 else (line[:end], line[end:])
    return shlex.split(command, comments=True), rest


@contextmanager
def reading(
    page: str,
    folder: Path,
    graph: Path,
    server: str,
    known: dict[str, Printed] | None = None,
    opened: dict[str, Graph] | None = None,
) -> Iterator[Reader]:
    """Give a reader of a page, in a folder like a checkout in which the first graph was built.

    Documents of the reader are in `plans`, unless the page has the reader make that folder.
    """
    for name in _LINKED:
        (folder / name).symlink_to(ROOT / name)
    for name in ("ontology", "queries", "src"):  # readers may change these
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "assets"))
    (folder / _ASSETS).symlink_to(ROOT / _ASSETS)
    shutil.copytree(graph, folder / "graph")
    if "mkdir plans" not in (ROOT / page).read_text(encoding="utf-8"):
        (folder / "plans").mkdir()
        for name in _PLANS:
            shutil.copy(ROOT / "tests/data/layouts" / name, folder / "plans")
    (folder / ".curlrc").write_text("silent\n")  # as on a terminal, where it shows no progress
    yield Reader(folder, server, known, opened)
