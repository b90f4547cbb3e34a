from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bizgraph.cli import main
from bizgraph.errors import ExportError, QueryError, UnknownThingError
from bizgraph.export.formats import FORMATS, format_of
from bizgraph.export.names import ExportFormat, ViewName
from bizgraph.graph import Graph

FOLDERS = [name for name, known in FORMATS.items() if known.is_folder]


@pytest.fixture(scope="module")
def graph(plans_graph: Graph) -> Graph:
    return plans_graph


@pytest.fixture(scope="module")
def again(plans_folder: Path) -> Iterator[Graph]:
    """The same graph, opened anew."""
    with Graph.open(plans_folder) as opened:
        yield opened


def test_every_format_is_known() -> None:
    assert set(FORMATS) == set(ExportFormat)
    assert FOLDERS == ["neo4j-csv", "csvw", "obsidian"]


@pytest.mark.parametrize("name", ExportFormat)
def test_the_same_graph_gives_the_same_bytes(
    graph: Graph, again: Graph, name: ExportFormat, tmp_path: Path
) -> None:
    sizes = [graph.write(name, tmp_path / "one.zip"), again.write(name, tmp_path / "other.zip")]
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()
    assert sizes == [(tmp_path / "one.zip").stat().st_size] * 2


@pytest.mark.parametrize("name", ["gexf", "csvw", "nquads", "xlsx"])  # drawn, facts, RDF, a workbook
def test_another_view_gives_other_bytes(graph: Graph, name: str, tmp_path: Path) -> None:
    graph.write(name, tmp_path / "whole.zip")
    graph.write(name, tmp_path / "view.zip", view="practice", indicator="办理破产", language="en")
    assert (tmp_path / "view.zip").read_bytes() != (tmp_path / "whole.zip").read_bytes()


@pytest.mark.parametrize("view", ViewName)
def test_nothing_is_not_written_but_said(graph: Graph, view: ViewName, tmp_path: Path) -> None:
    assert not graph.network(view, region="拉萨市").graph
    with pytest.raises(ExportError, match=f"nothing for the view {view} within these limits"):
        graph.export("gexf", view=view, region="拉萨市")
    with pytest.raises(ExportError, match="choose another view"):
        graph.write("obsidian", tmp_path / "notes", view=view, region="拉萨市")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_and_an_archive_hold_the_same_files(
    graph: Graph, name: ExportFormat, tmp_path: Path
) -> None:
    folder, archive = tmp_path / "folder", tmp_path / "files.ZIP"
    size = graph.write(name, folder, view="borrowing")
    graph.write(name, archive, view="borrowing")
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with zipfile.ZipFile(archive) as opened:
        assert {each: opened.read(each) for each in opened.namelist()} == files
        assert opened.testzip() is None
    assert sum(map(len, files.values())) == size


def test_what_is_in_a_folder_stays(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine", "utf-8")
    with pytest.raises(ExportError, match="holds files already: name a new folder"):
        graph.write("obsidian", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


def test_an_empty_folder_is_filled(graph: Graph, tmp_path: Path) -> None:
    graph.write("csvw", tmp_path / "new")
    (tmp_path / "empty").mkdir()
    graph.write("csvw", tmp_path / "empty")
    assert sorted(path.name for path in (tmp_path / "empty").iterdir()) == [
        "csv-metadata.json",
        "edges.csv",
        "nodes.csv",
    ]


@pytest.mark.parametrize("name", ["gexf", "obsidian", "nquads"])
def test_a_path_that_cannot_be_written_is_named_and_nothing_is_left(
    graph: Graph, name: str, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match=r"nowhere/graph.* cannot be written: No such file or directory"):
        graph.write(name, tmp_path / "nowhere" / "graph")
    assert not list(tmp_path.iterdir())


def test_what_goes_wrong_in_a_writer_leaves_the_file_that_was_there(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.gexf"
    path.write_text("before", "utf-8")

    def broken(_: object) -> Iterator[str]:
        yield "<gexf"
        raise ExportError("broken")

    monkeypatch.setattr("bizgraph.export.drawn.gexf.gexf", broken)
    with pytest.raises(ExportError, match="broken"):
        graph.write("gexf", path)
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("graph.gexf", "before")]


def test_a_folder_cannot_go_into_one_stretch_of_bytes(graph: Graph) -> None:
    with pytest.raises(ExportError, match="obsidian is several files"):
        graph.export("obsidian")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"form": "docx"}, "no format is called 'docx'; there are: gexf, graphml"),
        ({"form": "gexf", "view": "all"}, "no view is called 'all'; there are: borrowing"),
    ],
)
def test_unknown_formats_and_views_are_refused_with_those_there_are(
    graph: Graph, asked: dict[str, str], words: str
) -> None:
    with pytest.raises(ExportError, match=words):
        graph.export(**asked)


def test_this_folder_is_a_place_to_write_to(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with pytest.raises(ExportError, match="cannot be written: Is a directory"):
        graph.write("gexf", Path())
    graph.write("csvw", Path(), view="borrowing")
    assert (folder / "nodes.csv").is_file()


def test_a_language_that_nobody_speaks_here_is_refused(graph: Graph) -> None:
    with pytest.raises(QueryError, match="must be one of zh, en, not 'de'"):
        graph.network(language="de")


def test_help_and_manual_know_every_format_and_view() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    told = CliRunner().invoke(main, ["export", "--help"]).stdout
    for name in (*ExportFormat, *ViewName):
        assert f"`{name}`" in manual
        assert name in told


def test_unknown_places_are_refused(graph: Graph) -> None:
    with pytest.raises(UnknownThingError, match="no region is called '亚特兰蒂斯'"):
        graph.network(region="亚特兰蒂斯")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("x.gexf", "gexf"),
        ("X.GRAPHML", "graphml"),
        ("x.graphology.json", "graphology"),
        ("x.cyjs", "cytoscape-json"),
        ("台账.xlsx", "xlsx"),
        ("x.ttl", "turtle"),
        ("a.b.nq", "nquads"),
    ],
)
def test_the_name_of_a_file_tells_its_format(file: str, name: str) -> None:
    assert format_of(Path(file)).name == name


@pytest.mark.parametrize("file", ["notes", "x.json", "x.zip", "-"])
def test_a_name_that_tells_no_format_is_refused(file: str) -> None:
    with pytest.raises(ExportError, match="tells no format; say which with --format"):
        format_of(Path(file))


def test_rdf_of_a_view_holds_what_it_rests_on(graph: Graph) -> None:
    whole = graph.export("nquads").splitlines()
    part = graph.export("nquads", view="borrowing").splitlines()
    assert set(part) < set(whole)
    for kind in ("Borrowing", "Measure", "BenchmarkPractice", "Region", "Span"):
        assert any(line.split(b" ")[2].endswith(f"ontology#{kind}>".encode()) for line in part)
    assert not any(line.split(b" ")[2].endswith(b"ontology#Baseline>") for line in part)
