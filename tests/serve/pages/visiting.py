"""A page of a real server in a real browser, watched: nothing may complain, nobody else may be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from playwright.sync_api import Browser, Page, ViewportSize

WIDE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=390, height=844)
LANGUAGES: Final = (("zh", "zh-CN"), ("en", "en-GB"))


@contextmanager
def visited(
    browser: Browser, url: str, size: ViewportSize = WIDE, language: str = "zh-CN", complaints: int = 0
) -> Iterator[Page]:
    """Open an address; at the end, no message stood in the console and no other host was asked.

    The browser itself complains of the status of an address that is not there: `complaints` counts these.
    """
    told: list[str] = []
    asked: list[str] = []
    context = browser.new_context(viewport=size, locale=language, reduced_motion="reduce", bypass_csp=False)
    tab = context.new_page()
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(url)
    yield tab
    context.close()
    host = "/".join(url.split("/")[:3])
    assert told[complaints:] == [], told
    assert [each for each in asked if not each.startswith((host, "data:", "blob:"))] == []


def faults(tab: Page, javascript: Path) -> list[str]:
    """Return what axe finds serious or critical, a line each: the rule, and where.

    `javascript` is the folder of the fixture of that name.
    """
    axe = javascript / "node_modules" / "axe-core" / "axe.min.js"
    tab.evaluate(axe.read_text("utf-8"))
    found: dict[str, Any] = tab.evaluate("() => axe.run({resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['html']}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def overflow(tab: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    wider: int = tab.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    return wider


def sound(
    browser: Browser,
    url: str,
    javascript: Path,
    check: Callable[[Page], None] = lambda _: None,
    missing: bool = False,
) -> None:
    """Assert that a page fits a desk and a phone in both languages, and passes `check` in both.

    Axe, which takes longest, looks at one of the languages: half of all addresses at each.
    """
    by_turns = crc32(url.partition("://")[2].partition("/")[2].encode()) % 2
    first, second = LANGUAGES[by_turns], LANGUAGES[1 - by_turns]
    with visited(browser, url, language=first[1], complaints=2 if missing else 0) as tab:
        _stands(tab, first[0])
        assert faults(tab, javascript) == []
        check(tab)
        address, mark, anchor = url.partition("#")
        tab.goto(f"{address}{'&' if '?' in address else '?'}lang={second[0]}{mark}{anchor}")
        _stands(tab, second[0])
        check(tab)


def _stands(tab: Page, language: str) -> None:
    assert (tab.locator("html").get_attribute("lang") or "").startswith(language)
    assert tab.locator("h1").count() == 1
    for size in (NARROW, WIDE):
        tab.set_viewport_size(size)
        assert overflow(tab) <= 0, (tab.url, size)
