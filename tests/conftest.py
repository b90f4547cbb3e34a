from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.javascript_packages import javascript, run_javascript
from tests.once import once

from bizgraph.build_report import BuildReport
from bizgraph.building import build
from bizgraph.folder import ENVIRONMENT
from bizgraph.graph import Graph

__all__ = ["javascript", "run_javascript"]

# How long an example takes says more of the machine than of the program.
settings.register_profile(
    "bizgraph", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("bizgraph")

LAYOUTS = Path(__file__).parent / "data" / "layouts"


@pytest.fixture(scope="session")
def seeds_report(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The report of a build of the documents that come with bizgraph; made once, and never changed."""
    return once(tmp_path_factory, "seeds", lambda folder: build((), folder / "graph"))


@pytest.fixture(scope="session")
def seeds_folder(seeds_report: BuildReport) -> Path:
    """The folder of that graph."""
    return Path(seeds_report.graph)


@pytest.fixture(scope="session")
def seeds_graph(seeds_folder: Path) -> Iterator[Graph]:
    """That graph, opened."""
    with Graph.open(seeds_folder, in_memory=True) as graph:
        yield graph


@pytest.fixture(scope="session")
def plans() -> tuple[Path, ...]:
    """Three small documents, fast to build."""
    names = ("guiyang_models_and_gaps", "hefei_tail_sentence_units", "suzhou_park_task_table")
    return tuple(LAYOUTS / f"{name}.txt" for name in names)


@pytest.fixture(scope="session")
def plans_folder(tmp_path_factory: pytest.TempPathFactory, plans: tuple[Path, ...]) -> Path:
    """The folder of the graph of these documents; made once, and never changed."""
    return Path(once(tmp_path_factory, "plans", lambda folder: build(plans, folder / "graph")).graph)


@pytest.fixture(scope="session")
def plans_graph(plans_folder: Path) -> Iterator[Graph]:
    """That graph, opened."""
    with Graph.open(plans_folder, in_memory=True) as graph:
        yield graph


@pytest.fixture(autouse=True)
def _no_graph_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    if ENVIRONMENT in os.environ:
        monkeypatch.delenv(ENVIRONMENT)
