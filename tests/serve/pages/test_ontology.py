from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from tests.serve.pages.visiting import NARROW, WIDE, faults, overflow, visited
from tests.serve.running import Server


@pytest.mark.parametrize(("size", "language", "label"), [(WIDE, "zh-CN", "举措"), (NARROW, "en", "Measure")])
def test_a_term_is_explained_at_its_anchor(
    plans_server: Server,
    browser: Browser,
    javascript: Path,
    size: ViewportSize,
    language: str,
    label: str,
) -> None:
    with visited(browser, f"{plans_server.url}/ontology#Measure", size, language) as tab:
        expect(tab.locator("#Measure")).to_be_in_viewport()
        expect(tab.locator("#Measure h3")).to_contain_text(label)
        tab.locator("#Measure details summary").click()
        expect(tab.locator("#Measure .rules li").first).to_be_visible()
        if size == WIDE:  # there is one text for both widths, and axe takes long over so many links
            assert faults(tab, javascript) == []
        assert overflow(tab) <= 0
