"""Every command and code sample of the documentation runs, and prints what the page shows."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.docs.reader import Printed, cut, reading
from tests.docs.samples import READ, ROOT, agrees, pages, samples, unnamed
from tests.serve.running import Server

from bizgraph.graph import Graph

TRANSLATED = "docs/tutorial.zh.md"
PAGES = [page for page in pages() if page != TRANSLATED and any(sample.runs for sample in samples(page))]


@pytest.fixture(scope="module")
def known() -> dict[str, Printed]:
    """What commands print in a fresh checkout, from page to page."""
    return {}


@pytest.fixture(scope="module")
def opened() -> dict[str, Graph]:
    """The graphs that samples opened, by their generations."""
    return {}


@pytest.mark.parametrize("page", PAGES)
def test_the_samples_of_a_page_do_what_it_says(
    page: str,
    seeds_folder: Path,
    documented_server: Server,
    tmp_path: Path,
    known: dict[str, Printed],
    opened: dict[str, Graph],
) -> None:
    with reading(page, tmp_path, seeds_folder, documented_server.url, known, opened) as reader:
        troubles = [trouble for sample in samples(page) if sample.runs for trouble in reader.troubles(sample)]
    assert not troubles, "\n\n".join(troubles)


@pytest.mark.parametrize("page", pages())
def test_every_block_says_what_it_is_and_why_it_is_not_run(page: str) -> None:
    for sample in samples(page):
        assert not unnamed(sample), f"{sample.where}: name the language: bash, console, python or text"
        assert not sample.reason or len(sample.reason) > 15, f"{sample.where}: say why it is not run"
        if sample.pasted:
            assert sample.code.startswith(f"$ {sample.pasted}\n"), f"{sample.where}: refresh this block"
        if sample.language == "console":
            assert list(sample.steps()), f"{sample.where}: no command stands behind `$ `"


@pytest.mark.parametrize(("language", "parse"), [("json", json.loads), ("toml", tomllib.loads)])
def test_settings_can_be_parsed(language: str, parse: Callable[[str], object]) -> None:
    assert language in READ
    found = [each for page in pages() for each in samples(page) if each.language == language]
    assert found
    for each in found:
        assert parse(each.code.replace(", …]", "]")), each.where


def test_the_tutorial_has_the_same_samples_in_both_languages() -> None:
    english, chinese = (
        [(each.language, each.code, each.runs) for each in samples(page)]
        for page in ("docs/tutorial.md", TRANSLATED)
    )
    assert english == chinese


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb", "a  \nb\n", True),
        ("a\n…\nc", "a\nb\nb\nc", True),
        ("a\n…", "a\nb", True),
        ("a\n…\nc", "a\nb", False),
        ("done, 0.3 s", "done, 12.0 s", True),
        ("a\n1 documents", "understood a.txt (1 of 1 done)\n\na\n1 documents", True),
        ("3 rows", "4 rows", False),
        ("a.c", "abc", False),
    ],
)
def test_what_is_printed_is_compared_but_for_what_is_left_out(shown: str, printed: str, same: bool) -> None:
    assert agrees(shown, printed) is same


@pytest.mark.parametrize(
    ("line", "words", "rest"),
    [
        ('bizgraph ask "东莞 用水?"', ["bizgraph", "ask", "东莞 用水?"], ""),
        ("bizgraph build  # first", ["bizgraph", "build"], ""),
        ("bizgraph build | tail -3", ["bizgraph", "build"], "| tail -3"),
        ("bizgraph ask '|' || true", ["bizgraph", "ask", "|"], "|| true"),
        ("bizgraph build > log", [], ""),
        ("bizgraph read *.txt", [], ""),
        ("bizgraph read a\nbizgraph read b", [], ""),
        ("python -m bizgraph", [], ""),
    ],
)
def test_a_command_is_cut_off_where_it_needs_no_shell(line: str, words: list[str], rest: str) -> None:
    assert cut(line) == (words, rest)


def test_no_page_is_left_out() -> None:
    assert len(pages()) == len(list((ROOT / "docs").rglob("*.md"))) + len(list(ROOT.glob("README*.md")))
    assert {"README.md", "README.zh.md", "docs/tutorial.md"} <= set(PAGES)
