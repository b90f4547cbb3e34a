"""The program over the documents that were read by people: how much it finds, and that it quotes truly."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from bizgraph.extract.facts import Facts
from bizgraph.source.cleaning import clean
from bizgraph.source.telephones import redact
from bizgraph.source.text import Quote, Text

from .faults import Kind, Score, total
from .gold import Corpus, document_text, gold_paths, load_gold
from .table import BARS, bars, fault_line
from .words import words_between

DOCUMENTS = sorted(path for corpus in Corpus for path in corpus.documents.glob("*.txt"))


@pytest.mark.parametrize(("corpus", "kind"), [(corpus, kind) for corpus in Corpus for kind in bars(corpus)])
def test_f1_is_at_least_the_bar(corpus: Corpus, kind: Kind, scores: Mapping[Corpus, Sequence[Score]]) -> None:
    tally = total(scores[corpus])[kind]
    assert tally.f1 is not None, f"bars.toml has a bar for {kind.value}, but the {corpus.value} have none"
    worst = [
        fault_line(each, fault) for each in scores[corpus] for fault in each.faults if fault.kind is kind
    ]
    listing = "\n".join([*worst[:20], *(["…"] if len(worst) > 20 else [])])
    assert tally.f1 >= bars(corpus)[kind], f"{kind.value}: F1 {tally.f1:.3f}\n{listing}"


@pytest.mark.parametrize("corpus", list(Corpus))
def test_every_gold_entry_is_collected(corpus: Corpus) -> None:
    expected = tomllib.loads(BARS.read_text(encoding="utf-8"))["collected"][corpus.value]
    paths = gold_paths(corpus)
    collected = Counter(entry.kind for path in paths for entry in load_gold(path, corpus).entries)
    headers = Counter(
        kind for path in paths for kind in re.findall(r"(?m)^\[\[(\w+)\]\]", path.read_text(encoding="utf-8"))
    )
    assert collected == headers
    assert dict(collected) == expected, (
        "run scripts/fidelity.py --collected, and put what is right in bars.toml"
    )
    documents = {load_gold(path, corpus).document for path in paths}
    assert documents == set(corpus.documents.glob("*.txt"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_span_holds_its_words(document: Path, outcomes: Mapping[Path, Facts | Exception]) -> None:
    facts = outcomes[document]
    if isinstance(facts, Exception):
        raise facts
    text = document_text(document)
    quotes = list(quotes_in(facts))
    wrong = [f"{path}: {fault}" for path, quote in quotes if (fault := untrue(text, quote))]
    assert quotes
    assert not wrong, "\n".join(wrong[:20])


def untrue(text: Text, quote: Quote) -> str:
    """Say what is wrong with a quote: its span must hold its words, as printed and cleaned."""
    span, source = quote.span, text.source
    if span.end > len(source):
        return f"{span} is beyond the file"
    if quote.original != redact(source[span.start : span.end]):
        return f"{span} original 「{quote.original}」 is not 「{redact(source[span.start : span.end])}」"
    # What stands around words decides how some characters of them are cleaned; else they are cleaned alone.
    in_place = words_between(text, span.start, span.end)
    if _without_blanks(quote.text) != _without_blanks(in_place):
        alone = clean(source[span.start : span.end]).characters
        if _without_blanks(quote.text) != _without_blanks(alone):
            return f"{span} 「{quote.text}」 is not 「{in_place}」"
    return ""


def _without_blanks(words: str) -> str:
    return re.sub(r"\s+", "", words)


def quotes_in(value: object, path: str = "facts") -> Iterator[tuple[str, Quote]]:
    """Yield every quote within nested dataclasses and tuples, with the way to it."""
    if isinstance(value, Quote):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from quotes_in(item, f"{path}[{index}]")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from quotes_in(getattr(value, field.name), f"{path}.{field.name}")
