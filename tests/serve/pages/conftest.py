from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.export.browser import chromium


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, for all files of this folder; it holds a loop of asyncio, so none of them may run another."""
    with chromium() as started:
        yield started
