from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.source.extracted import Extracted, Place, PlaceKind, assembled
from bizgraph.source.formats import Format, format_of
from bizgraph.source.read import read_file

FORMATS = Path(__file__).parents[1] / "data" / "formats"
PAGE = "<html><body><p>优化营商环境</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        ("一、优化营商环境".encode(), "a.txt", Format.TEXT),
        (PAGE.encode(), "a.html", Format.HTML),
        (PAGE.encode(), "a.txt", Format.HTML),
        (b"\xef\xbb\xbf" + PAGE.encode(), "a", Format.HTML),
        (PAGE.encode("utf-16"), "a", Format.HTML),
        (b"<!-- saved --><!DOCTYPE html PUBLIC>", "a.txt", Format.HTML),
        (b"<p>", "A.HTM", Format.HTML),
        ("小于<html>".encode(), "a.txt", Format.TEXT),
        (b"%PDF-1.4", "a.txt", Format.PDF),
        (b"PK\x03\x04 no archive", "a.docx", Format.TEXT),
    ],
)
def test_a_format_is_told_by_how_the_file_begins(data: bytes, name: str, expected: Format) -> None:
    assert format_of(data, name) is expected


def test_word_files_are_told_from_other_archives() -> None:
    (word, *_) = sorted(FORMATS.glob("*.docx"))
    assert format_of(word.read_bytes(), "plan.zip") is Format.DOCX


@pytest.mark.parametrize(
    "file", sorted(FORMATS.glob("*.html")) + sorted(FORMATS.glob("*.docx")), ids=lambda file: file.name
)
def test_every_character_has_its_paragraph(file: Path) -> None:
    text = read_file(file)
    places = [text.place(position) for position in text.origins]
    assert {place.kind for place in places if place} == {PlaceKind.PARAGRAPH}
    numbers = [place.number for place in places if place]
    assert len(numbers) == len(places)
    assert numbers == sorted(numbers)


@given(st.lists(st.tuples(st.integers(1, 5), st.text("字 \n", max_size=4)), max_size=8))
def test_words_stand_at_the_place_they_were_put(parts: list[tuple[int, str]]) -> None:
    given_parts = [(Place(PlaceKind.PAGE, number), words) for number, words in parts]
    extracted: Extracted = assembled(given_parts)
    position = 0
    for place, words in given_parts:
        if words.strip():
            assert extracted.text.startswith(f"{words}\n", position)
            assert {extracted.places.at(position + at) for at in range(len(words))} == {place}
            position += len(words) + 1
    assert position == len(extracted.text)
