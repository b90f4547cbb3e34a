"""The knowledge file of the genre: its headings, columns and signs, and what is said where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizgraph.errors import OntologyError
from bizgraph.extract.genre import load_genre
from bizgraph.resources import ontology_dir, seeds_dir
from bizgraph.source.read import read_file

from .examples import lines

PARTS = lines("genre_parts.tsv", 2)
COLUMNS = lines("genre_columns.tsv", 2)
OTHERS = sorted((Path(__file__).parents[1] / "data" / "other_genre").glob("*.txt"))
OWN = [
    *sorted(seeds_dir().glob("*.txt")),
    *sorted((Path(__file__).parents[1] / "data" / "layouts").glob("*.txt")),
]


def test_number_of_lines() -> None:
    assert (len(PARTS), len(COLUMNS), len(OTHERS)) == (30, 27, 2)
    assert len(OWN) >= 25


@pytest.mark.parametrize(("heading", "kind"), PARTS)
def test_part(heading: str, kind: str) -> None:
    assert (load_genre().part(heading) or "-") == kind


@pytest.mark.parametrize(("heading", "kind"), COLUMNS)
def test_column(heading: str, kind: str) -> None:
    assert (load_genre().column(heading) or "-") == kind


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_documents_belong(path: Path) -> None:
    assert load_genre().belongs(read_file(path).clean)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_other_documents_do_not(path: Path) -> None:
    assert not load_genre().belongs(read_file(path).clean)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "organisation"', 'kind = "organization"', "organization"),
        ("[role]", "[rôle", "genre.toml"),
        ("[role]", "[roles]", "role"),
        ("least = 3", 'least = "three"', "three"),
        ("outcome = '", "outcome = '(", "genre.toml"),
        ("first_leads", "first_lead", "first_leads"),
    ],
)
def test_wrong_file_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    words = (ontology_dir() / "genre.toml").read_text(encoding="utf-8")
    assert old in words
    file = tmp_path / "genre.toml"
    file.write_text(words.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OntologyError, match=message) as error:
        load_genre(file)
    assert str(file) in str(error.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"none\.toml"):
        load_genre(tmp_path / "none.toml")
