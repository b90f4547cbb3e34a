"""Documents as PDF files: what is found in them beside what is found in their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from bizgraph.source.read import read_bytes
from bizgraph.understand import understand

from .faults import Kind, Score, total
from .gold import Corpus, gold_paths, load_gold
from .pdf_layouts import FOLDER, LAYOUTS
from .pdf_rendering import pdf_of
from .rendered_gold import moved
from .score import score
from .table import bars, fault_line

_MAY_LOSE = 0.02


@pytest.fixture(scope="module")
def printed_scores(scores: Mapping[Corpus, Sequence[Score]]) -> Sequence[Score]:
    """The scores of the gold of the seeds, in the seeds printed as PDF files."""
    golds = [load_gold(path, Corpus.SEEDS) for path in gold_paths(Corpus.SEEDS)]
    found = []
    for document in sorted({gold.document for gold in golds}):
        text = read_bytes(pdf_of(document), f"{document.stem}.pdf")
        facts = understand(text)
        found += [score(moved(gold, text), facts) for gold in golds if gold.document == document]
    return found


@pytest.mark.parametrize("kind", list(bars(Corpus.SEEDS)))
def test_a_printed_seed_loses_little(
    kind: Kind, printed_scores: Sequence[Score], scores: Mapping[Corpus, Sequence[Score]]
) -> None:
    of_text, of_pdf = total(scores[Corpus.SEEDS])[kind], total(printed_scores)[kind]
    assert of_text.wanted == of_pdf.wanted
    assert of_text.f1 is not None
    assert of_pdf.f1 is not None
    worst = [
        fault_line(each, fault) for each in printed_scores for fault in each.faults if fault.kind is kind
    ]
    assert of_pdf.f1 >= of_text.f1 - _MAY_LOSE, "\n".join(worst[:20])


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_facts_of_a_layout_that_the_seeds_do_not_have(name: str) -> None:
    gold = load_gold(FOLDER / f"{name}.toml", Corpus.LAYOUTS)
    text = read_bytes(LAYOUTS[name](), f"{name}.pdf")
    scored = score(moved(gold, text), understand(text))
    assert sum(tally.wanted for tally in scored.tallies.values()) >= len(gold.entries)
    assert [fault_line(scored, fault) for fault in scored.faults] == []


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_a_layout_is_drawn_the_same_every_time(name: str) -> None:
    assert LAYOUTS[name]() == LAYOUTS[name]()


def test_every_layout_has_its_words_and_gold() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        f"{name}.{ending}" for name in LAYOUTS for ending in ("txt", "toml")
    }
