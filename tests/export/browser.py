"""Pages in Chromium, as readers see them: whatever a page complains of or asks for fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

WIDE = ViewportSize(width=1280, height=800)
NARROW = ViewportSize(width=390, height=844)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of the system, without windows where there is one that never has any."""
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert executable, "Chromium is missing: apt-get install chromium-headless-shell"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, size: ViewportSize = WIDE) -> Iterator[Page]:
    """Open a file that needs no other; after the test, nothing but that file has been asked for."""
    told: list[str] = []
    asked: list[str] = []
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    tab = context.new_page()
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    yield tab
    context.close()
    assert told == []
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
