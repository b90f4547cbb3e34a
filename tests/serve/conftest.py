from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.export.browser import chromium
from tests.serve.running import Server, serving


@pytest.fixture(scope="session")
def seeds_server(seeds_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the graph of the documents that come with bizgraph; nothing may be done to it."""
    with serving(
        tmp_path_factory.mktemp("seeds-server") / "log", "--workers", "1", "--graph", seeds_folder
    ) as server:
        yield server


@pytest.fixture(scope="session")
def plans_server(plans_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the graph of three small documents; nothing may be done to it."""
    with serving(
        tmp_path_factory.mktemp("plans-server") / "log", "--workers", "1", "--graph", plans_folder
    ) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started
