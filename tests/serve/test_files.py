from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from bizgraph.errors import GraphError
from bizgraph.serve.files import loaded

FILES = {
    "a.ttl": "@prefix : <http://example.org/> . _:same :of 'ttl' .",
    "b.nt": "_:same <http://example.org/of> 'nt' .".replace("'", '"'),
    "c.nq": '_:same <http://example.org/of> "nq" <http://example.org/g> .',
    "d.trig": "@prefix : <http://example.org/> . :g { _:same :of 'trig' }",
    "e.rdf": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://example.org/'>"
    "<rdf:Description><of>rdf</of></rdf:Description></rdf:RDF>",
    "f.JSONLD": '{"http://example.org/of": "jsonld"}',
}
COUNT = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <http://example.org/of> ?o }"


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def written(folder: Path, files: dict[str, str]) -> list[Path]:
    for name, content in files.items():
        (folder / name).write_text(content)
    return [folder / name for name in files]


def test_files_of_all_formats_make_one_graph_that_is_gone_at_the_end(tmp_path: Path) -> None:
    with loaded(written(tmp_path, FILES)) as source:
        with source.open() as first, source.open() as second:
            for graph in (first, second):
                (row,) = graph.query(COUNT).rows
                assert str(row[0].value) == "6"  # type: ignore[union-attr]
        assert source.database.is_dir()
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_version_names_what_is_in_the_files(tmp_path: Path) -> None:
    files = written(tmp_path, FILES)
    with loaded(files) as one, loaded(files) as same, loaded(files[1:]) as other:
        assert one.version() == same.version() != other.version()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.ttl", "no Turtle", r"a\.ttl is not Turtle: .*line 1"),
        ("a.txt", "", r"a\.txt: its name does not end"),
        ("a.nq", None, r"a\.nq cannot be read: No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, content: str | None, told: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(GraphError, match=told), loaded([tmp_path / name]):
        pass
    assert list((tmp_path / "temporary").iterdir()) == []


def test_what_a_killed_server_left_behind_is_cleared_away_but_nothing_else(tmp_path: Path) -> None:
    dead = tmp_path / "temporary" / "bizgraph-serve-dead"
    foreign = tmp_path / "temporary" / "something"
    for folder in (dead, foreign):
        folder.mkdir()
        (folder / "IN_USE").touch()
    files = written(tmp_path, FILES)
    with loaded(files) as alive, loaded(files):
        assert alive.database.is_dir()
        assert not dead.exists()
    assert foreign.exists()
