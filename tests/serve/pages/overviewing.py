"""What the pages that give an overview have in common: they are seen in both languages and two widths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page
from tests.serve.pages.visiting import NARROW, WIDE, faults, overflow, visited

SEEN: Final = ((WIDE, "zh-CN"), (NARROW, "en-GB"))


def seen_well(
    browser: Browser, url: str, javascript: Path, check: Callable[[Page], None] = lambda _: None
) -> None:
    """Look at a page in both: it fits its window, axe finds nothing serious, and `check` passes."""
    for size, language in SEEN:
        with visited(browser, url, size, language) as tab:
            assert overflow(tab) <= 0, (url, size)
            assert faults(tab, javascript) == [], url
            check(tab)
