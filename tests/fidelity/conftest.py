"""Runs the program once over all documents of the gold, and prints the scores at the end of the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from tests.once import once

from bizgraph.extract.facts import Facts
from bizgraph.graph import Graph

from .faults import Score
from .gold import Corpus, gold_paths, load_gold
from .program import facts_of_all, understood
from .questions import Judge, Judgement, load, report
from .score import score
from .table import table

_TABLES = pytest.StashKey[dict[str, str]]()


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, Facts | Exception]:
    """The facts of every seed and layout, or the exception that was met on the way to them."""
    paths = [path for corpus in Corpus for path in corpus.documents.glob("*.txt")]
    return once(tmp_path_factory, "outcomes", lambda _: facts_of_all(paths))


@pytest.fixture(scope="session")
def scores(
    pytestconfig: pytest.Config, outcomes: Mapping[Path, Facts | Exception]
) -> Mapping[Corpus, Sequence[Score]]:
    """The scores of every gold file; their tables are kept for the end of the run."""
    scores = {}
    for corpus in Corpus:
        golds = [load_gold(path, corpus) for path in gold_paths(corpus)]
        scores[corpus] = [score(gold, understood(outcomes[gold.document])) for gold in golds]
        tables = pytestconfig.stash.setdefault(_TABLES, {})
        tables[corpus.value] = table(corpus, scores[corpus])
    return scores


@pytest.fixture(scope="session")
def judged(pytestconfig: pytest.Config, seeds_graph: Graph) -> Callable[[Path], Sequence[Judgement]]:
    """Asks every second question of a gold file; their table is kept for the end of the run.

    All of them are asked by `python -m tests.fidelity.questions`, which takes a minute more.
    """
    judge = Judge(seeds_graph)

    def ask(path: Path) -> Sequence[Judgement]:
        judgements = [judge.judge(question) for question in load([path])[::2]]
        pytestconfig.stash.setdefault(_TABLES, {})[f"questions of {path.stem}"] = report(judgements)
        return judgements

    return ask


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print a table for each corpus that was scored in this run."""
    for corpus, lines in config.stash.get(_TABLES, {}).items():
        terminalreporter.section(f"fidelity of the {corpus}")
        terminalreporter.write_line(lines)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a worker of pytest-xdist, hand the tables over to the process that prints."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["fidelity"] = session.config.stash.get(_TABLES, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take over the tables of a worker of pytest-xdist."""
    tables = getattr(node, "workeroutput", {}).get("fidelity", {})
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    config.stash.setdefault(_TABLES, {}).update(tables)
