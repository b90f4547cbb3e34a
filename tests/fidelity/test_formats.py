"""The seeds in other formats against the same gold, and other layouts against what reading found."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from bizgraph.extract.facts import Facts, Responsibility, Role
from bizgraph.source.read import read_bytes
from bizgraph.source.text import Text
from bizgraph.understand import understand

from .faults import Kind, Score, Tally, total
from .gold import Corpus, gold_paths, load_gold
from .rendered_gold import moved
from .renderings import docx_of, html_of
from .score import score
from .table import bars
from .test_fidelity import quotes_in, untrue
from .word_layouts import FOLDER, layouts

RENDERINGS: Final[Mapping[str, Callable[[Path], bytes]]] = {"html": html_of, "docx": docx_of}
MOST_LOST: Final = 0.02  # F1, against the text version
EXPECTED: Final = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))["document"]
FILES: Final = [document["file"] for document in EXPECTED]

Tallies = Mapping[Kind, Tally]


def _read(task: tuple[str, Path]) -> tuple[Text, Facts]:
    format_name, seed = task
    text = read_bytes(RENDERINGS[format_name](seed), f"{seed.stem}.{format_name}")
    return text, understand(text)


@pytest.fixture(scope="module")
def rendered() -> Mapping[tuple[str, Path], tuple[Text, Facts]]:
    """The text and facts of every seed in every format."""
    seeds = sorted(Corpus.SEEDS.documents.glob("*.txt"))
    tasks = [(format_name, seed) for format_name in RENDERINGS for seed in seeds]
    with ProcessPoolExecutor() as pool:
        return dict(zip(tasks, pool.map(_read, tasks), strict=True))


@pytest.fixture(scope="module")
def tallies(
    rendered: Mapping[tuple[str, Path], tuple[Text, Facts]], scores: Mapping[Corpus, Sequence[Score]]
) -> Mapping[str, Tallies]:
    """How each format fares, the text first."""
    golds = [load_gold(path, Corpus.SEEDS) for path in gold_paths(Corpus.SEEDS)]
    found = {"text": total(scores[Corpus.SEEDS])}
    for format_name in RENDERINGS:
        pairs = [(gold, *rendered[format_name, gold.document]) for gold in golds]
        found[format_name] = total([score(moved(gold, text), facts) for gold, text, facts in pairs])
    return found


def test_formats_lose_at_most_the_bar(
    tallies: Mapping[str, Tallies], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"{'F1':16}" + "".join(f"{name:>8}" for name in tallies)]
    worse: list[str] = []
    for kind in tallies["text"]:
        shares = {name: each[kind].f1 for name, each in tallies.items()}
        lines.append(f"{kind.value:16}" + "".join(f"{_share(f1):>8}" for f1 in shares.values()))
        text = shares["text"]
        for name, f1 in shares.items():
            if text is not None and (f1 is None or f1 < text - MOST_LOST):
                worse.append(f"{kind.value} of {name}: {_share(f1)}, of the text: {_share(text)}")
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert set(bars(Corpus.SEEDS)) <= set(tallies["text"])
    assert not worse, "\n".join(worse)


def _share(f1: float | None) -> str:
    return "-" if f1 is None else f"{f1:.3f}"


@pytest.mark.parametrize("format_name", RENDERINGS)
def test_every_span_and_place_holds_its_words(
    format_name: str, rendered: Mapping[tuple[str, Path], tuple[Text, Facts]]
) -> None:
    for (name, seed), (text, facts) in rendered.items():
        if name != format_name:
            continue
        quotes = list(quotes_in(facts))
        assert quotes
        assert not [
            f"{seed.name} {path}: {fault}" for path, quote in quotes if (fault := untrue(text, quote))
        ]
        numbers = [place.number for place in text.places.places]
        assert numbers == list(range(1, len(numbers) + 1))
        for path, quote in quotes:
            place = text.place(quote.span.start)
            assert place is not None, path
            start = text.places.starts[place.number - 1]
            end = [*text.places.starts, len(text.source)][place.number]
            first_line = text.source[quote.span.start : quote.span.end].split("\n")[0]
            assert first_line in text.source[start:end], path


@pytest.mark.parametrize(
    "name", ["qujiang_linked_headings.docx", "fuling_task_tables.docx", "dongli_soft_breaks.docx"]
)
def test_word_files_are_those_that_the_module_makes(name: str) -> None:
    assert _text(name).source == read_bytes(layouts()[name], name).source


def test_every_layout_is_expected() -> None:
    assert set(FILES) == {path.name for path in FOLDER.iterdir() if path.suffix in (".html", ".docx")}
    assert sum(name.endswith(".html") for name in FILES) == sum(name.endswith(".docx") for name in FILES) == 3


@cache
def _text(name: str) -> Text:
    return read_bytes((FOLDER / name).read_bytes(), name)


@cache
def _facts(name: str) -> Facts:
    return understand(_text(name))


@pytest.fixture(params=EXPECTED, ids=FILES)
def expected(request: pytest.FixtureRequest) -> Mapping[str, Any]:
    """What was read of one file."""
    document: Mapping[str, Any] = request.param
    return document


def test_head_of_a_layout(expected: Mapping[str, Any]) -> None:
    document = _facts(expected["file"]).document
    assert "".join(document.title.text.split()) == expected["title"]
    assert (document.number.text if document.number else None) == expected.get("number")
    assert document.issued == expected.get("issued")
    assert (document.publisher.unit.label if document.publisher else None) == expected.get("publisher")
    assert document.region.label == expected["region"]


def test_measures_of_a_layout(expected: Mapping[str, Any]) -> None:
    lines: list[str] = []
    for measure, wanted in zip(_facts(expected["file"]).measures, expected["measures"], strict=True):
        begins = wanted.split(" | ")[1]
        words = begins if measure.quote.text.startswith(begins) else measure.quote.text
        roles = [
            _units(measure.responsibilities, role) for role in (Role.LEAD, Role.PARTNER, Role.RESPONSIBLE)
        ]
        day = measure.deadline.day if measure.deadline else None
        lines.append(" | ".join((measure.number, words, *roles, f"{day or ''}")))
    assert [_tight(line) for line in lines] == [_tight(line) for line in expected["measures"]]


def _units(responsibilities: Sequence[Responsibility], role: Role) -> str:
    return "、".join(each.mention.quote.text for each in responsibilities if each.role is role)


def _tight(line: str) -> str:
    return "|".join(part.strip() for part in line.split("|"))


def test_statements_of_a_layout(expected: Mapping[str, Any]) -> None:
    facts = _facts(expected["file"])
    for found, begins in ((facts.gaps, expected["gaps"]), (facts.targets, expected["targets"])):
        assert len(found) == len(begins)
        assert all(fact.quote.text.startswith(words) for fact, words in zip(found, begins, strict=True))
    if "sections" in expected:
        assert [section.heading.text for section in facts.sections] == expected["sections"]
    champions = [
        f"{section.heading.text} | {person.name}"
        for section in facts.sections
        for person in section.champions
    ]
    assert champions == expected.get("champions", [])
    forces = [
        " | ".join(
            (
                force.quote.text.split(" | ")[0],
                *(
                    "、".join(person.name for person in people)
                    for people in (force.leaders, force.deputy_leaders)
                ),
                *("、".join(unit.quote.text for unit in units) for units in (force.members, force.offices)),
            )
        )
        for force in facts.task_forces
    ]
    assert forces == expected.get("task_forces", [])


def test_furniture_and_what_nobody_sees_is_left_out(expected: Mapping[str, Any]) -> None:
    text = _text(expected["file"]).source
    assert [words for words in expected["absent"] if words in text] == []
