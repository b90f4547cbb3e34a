from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.virtuoso import ADMINISTRATOR, Virtuoso, running

from bizgraph.graph import Graph
from bizgraph.store.authentication import PASSWORD, USER
from bizgraph.store.remote_publishing import publish


@pytest.fixture(scope="session")
def virtuoso(plans_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A Virtuoso to which the graph of three small documents is published; who changes that puts it back."""
    with running(tmp_path_factory.mktemp("virtuoso")) as store:
        publish(plans_folder, store.url, credentials=ADMINISTRATOR)
        yield store


@pytest.fixture(scope="session")
def remote(virtuoso: Virtuoso) -> Iterator[Graph]:
    """The graph there."""
    with Graph.connect(virtuoso.url) as graph:
        yield graph


@pytest.fixture(scope="session")
def local(plans_folder: Path) -> Iterator[Graph]:
    """The same graph in a folder."""
    with Graph.open(plans_folder) as graph:
        yield graph


@pytest.fixture(autouse=True)
def _no_credentials_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(USER, raising=False)
    monkeypatch.delenv(PASSWORD, raising=False)
