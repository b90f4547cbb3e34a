from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from tests.javascript_packages import javascript, run_javascript

from bizgraph.build_report import BuildReport
from bizgraph.building import build
from bizgraph.folder import ENVIRONMENT
from bizgraph.graph import Graph

__all__ = ["javascript", "run_javascript"]

# What takes long to make is made once, in the one process that runs all tests which use it.
MADE_ONCE: Final = {
    "virtuoso": "virtuoso",
    "views": "views",
    "networks": "views",
    "documented_server": "docs",
    "outcomes": "fidelity",
    "rendered": "fidelity",
    "judged": "questions",
}
LAYOUTS = Path(__file__).parent / "data" / "layouts"


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks at the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group the tests by the costly fixture that they use."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MADE_ONCE:
                item.add_marker(pytest.mark.xdist_group(MADE_ONCE[fixture]))


@pytest.fixture(scope="session")
def seeds_report(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The report of a build of the documents that come with bizgraph; made once, and never changed."""
    return build((), tmp_path_factory.mktemp("seeds") / "graph")


@pytest.fixture(scope="session")
def seeds_folder(seeds_report: BuildReport) -> Path:
    """The folder of that graph."""
    return Path(seeds_report.graph)


@pytest.fixture(scope="session")
def seeds_graph(seeds_folder: Path) -> Iterator[Graph]:
    """That graph, opened."""
    with Graph.open(seeds_folder) as graph:
        yield graph


@pytest.fixture(scope="session")
def plans() -> tuple[Path, ...]:
    """Three small documents, fast to build."""
    names = ("guiyang_models_and_gaps", "hefei_tail_sentence_units", "suzhou_park_task_table")
    return tuple(LAYOUTS / f"{name}.txt" for name in names)


@pytest.fixture(scope="session")
def plans_folder(tmp_path_factory: pytest.TempPathFactory, plans: tuple[Path, ...]) -> Path:
    """The folder of the graph of these documents; made once, and never changed."""
    return Path(build(plans, tmp_path_factory.mktemp("plans") / "graph").graph)


@pytest.fixture(scope="session")
def plans_graph(plans_folder: Path) -> Iterator[Graph]:
    """That graph, opened."""
    with Graph.open(plans_folder) as graph:
        yield graph


@pytest.fixture(autouse=True)
def _no_graph_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    if ENVIRONMENT in os.environ:
        monkeypatch.delenv(ENVIRONMENT)
