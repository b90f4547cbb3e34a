"""Deadlines, one a line of tests/data/deadlines.tsv: words, cell or sentence, year, day, quote."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizgraph.errors import OntologyError
from bizgraph.extract.deadlines import due_at_close, due_in_sentence, find_deadline, load_deadline_cues
from bizgraph.source.text import Text

DATA = Path(__file__).parents[1] / "data" / "deadlines.tsv"
READERS = {"cell": find_deadline, "sentence": due_in_sentence, "close": due_at_close}
LINES = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines()]
SOUP = st.text(
    alphabet="2012345年月日底前末上下半季度第一二三到于在至确保完成建成,。、—-长期今明", max_size=40
)


def text_of(words: str) -> Text:
    return Text(name="t", source=words, clean=words, origins=range(len(words)), sha256="")


def test_number_of_lines() -> None:
    assert len(LINES) == 54


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:24])
def test_line(line: list[str]) -> None:
    words, kind, printed_year, day, quote = [*line, "", "", ""][:5]
    year = int(printed_year) if printed_year else None
    found = READERS[kind](text_of(words), 0, len(words), year)
    if not day:
        assert found is None
        return
    assert found is not None
    assert found.quote.text == quote
    assert found.day == (None if day == "-" else date.fromisoformat(day))


@settings(max_examples=200, deadline=None)
@given(before=st.text(max_size=4), soup=SOUP, year=st.none() | st.integers(2015, 2030))
def test_any_soup(before: str, soup: str, year: int | None) -> None:
    text = text_of(before + soup)
    start, end = len(before), len(before) + len(soup)
    for read in (find_deadline, due_in_sentence):
        found = read(text, start, end, year)
        if found:
            span = found.quote.span
            assert start <= span.start < span.end <= end
            assert text.source[span.start : span.end] == found.quote.original


def test_wrong_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "deadline-cues.toml"
    file.write_text('undated = ["长期"]\n', encoding="utf-8")
    with pytest.raises(OntologyError, match="missing"):
        load_deadline_cues(file)
