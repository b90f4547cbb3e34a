from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad
from tests.export.linked_data.formats import FORMATS, Format

from bizgraph.errors import ExportError
from bizgraph.export.linked_data import sorting
from bizgraph.rdf.identifiers import Namespaces

LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])))


@settings(deadline=None)
@given(LINES, st.integers(1, 40))
def test_lines_come_in_order_and_once_whatever_the_size_of_parts(lines: list[str], size: int) -> None:
    written = [f"{line}\n".encode() for line in lines]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_PART", size)
        assert list(sorting.in_order(iter(written))) == sorted(set(written))


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_bytes_depend_neither_on_the_order_of_quads_nor_on_the_size_of_parts(
    form: Format, part: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Namespaces()
    expected = b"".join(form(part, names))
    shuffled = [*part, *part[:100]]
    Random(1).shuffle(shuffled)
    monkeypatch.setattr(sorting, "_PART", 20_000)
    assert b"".join(form(shuffled, names)) == expected


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_a_place_without_room_is_named(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/there/is/no/such/folder")
    with pytest.raises(ExportError, match=r"temporary file cannot be written.*set TMPDIR"):
        b"".join(form([], Namespaces()))
