from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from click.testing import CliRunner

from bizgraph.build_report import Status
from bizgraph.building import build
from bizgraph.cli import main
from bizgraph.errors import GraphError
from bizgraph.graph import Graph

DATA = Path(__file__).parent / "data"
GOOD = DATA / "layouts" / "hefei_tail_sentence_units.txt"
OTHER = DATA / "layouts" / "guiyang_models_and_gaps.txt"


def _empty(path: Path) -> None:
    path.touch()


def _blank(path: Path) -> None:
    path.write_text(" \n\t\n\u3000\n", "utf-8")


def _binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 400)


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))


def _truncated(path: Path) -> None:
    data = GOOD.read_bytes()[:-300]
    while data[-1] < 0xC0:
        data = data[:-1]
    path.write_bytes(data)


def _mojibake(path: Path) -> None:
    path.write_text(GOOD.read_text("utf-8").encode().decode("gb18030", "replace"), "utf-8")


def _latin_mojibake(path: Path) -> None:
    path.write_text(GOOD.read_bytes().decode("latin-1"), "utf-8")


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(50):
            file.write("优化营商环境。\n".encode() * (1_000_000 // 22))
        file.truncate(50_000_000)


def _locked(path: Path) -> None:
    shutil.copy(GOOD, path)  # what locks it is the fixture `locks`, as nothing is locked for root


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("gone"))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _missing(path: Path) -> None:
    del path


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "empty": (_empty, "empty"),
    "blank": (_blank, "empty"),
    "binary": (_binary, "binary"),
    "picture": (_picture, "picture"),
    "truncated": (_truncated, "truncated"),
    "mojibake": (_mojibake, "fetch it again"),
    "latin": (_latin_mojibake, "garbled"),
    "huge": (_huge, "bytes are more than"),
    "locked": (_locked, "Permission denied"),
    "dangling": (_dangling, "no such file"),
    "pipe": (_pipe, "neither a file nor a folder"),
    "missing": (_missing, "no such file"),
}


def _refusal(path: Path) -> PermissionError:
    return PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


@pytest.fixture
def locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to open any file named locked.txt, whoever asks."""
    opened = Path.open

    def refusing(path: Path, *args: Any, **options: Any) -> IO[Any]:
        if path.name == "locked.txt":
            raise _refusal(path)
        file: IO[Any] = opened(path, *args, **options)
        return file

    monkeypatch.setattr(Path, "open", refusing)


@pytest.mark.usefixtures("locks")
def test_bad_files_are_named_and_the_others_are_built(tmp_path: Path) -> None:
    for kind, (make, _) in BAD.items():
        make(tmp_path / f"{kind}.txt")
    report = build([GOOD, *(tmp_path / f"{kind}.txt" for kind in BAD)], tmp_path / "graph")
    troubles = {Path(trouble.file).stem: trouble for trouble in report.troubles}
    assert set(troubles) == set(BAD)
    for kind, trouble in troubles.items():
        assert trouble.status is Status.UNREADABLE
        assert f"{kind}.txt" in trouble.message
        assert BAD[kind][1] in trouble.message, kind
        assert "\n" not in trouble.message
    assert [Path(document.file) for document in report.published] == [GOOD]


@pytest.mark.usefixtures("locks")
@pytest.mark.parametrize("kind", BAD)
def test_where_nothing_can_be_built_what_was_there_stays(
    tmp_path: Path, kind: str, plans_folder: Path
) -> None:
    shutil.copytree(plans_folder, tmp_path / "graph")
    before = (tmp_path / "graph" / "CURRENT").read_text()
    bad = tmp_path / f"{kind}.txt"
    BAD[kind][0](bad)
    result = CliRunner().invoke(main, ["build", str(bad), "--graph", str(tmp_path / "graph")])
    assert result.exit_code == 1
    assert not result.stdout
    assert bad.name in result.stderr
    assert BAD[kind][1] in " ".join(result.stderr.split())
    assert "nothing could be built; what was there before is as it was" in result.stderr
    assert (tmp_path / "graph" / "CURRENT").read_text() == before
    with Graph.open(tmp_path / "graph") as graph:
        assert len(graph.documents()) == 3


@pytest.mark.parametrize("name", ["novel.txt", "price_list.txt"])
def test_another_genre_is_said_to_be_one(tmp_path: Path, name: str) -> None:
    other = DATA / "other_genre" / name
    report = build([other, GOOD], tmp_path / "graph")
    assert not report.troubles
    (left_out,) = (document for document in report.documents if document.status is Status.OTHER_GENRE)
    assert left_out.message == f"{other}: nothing of this kind found here"
    assert len(report.published) == 1
    alone = CliRunner().invoke(main, ["build", str(other), "--graph", str(tmp_path / "none")])
    assert alone.exit_code == 1
    assert "nothing of this kind found here" in alone.stderr
    read = CliRunner().invoke(main, ["read", str(other)])
    assert read.exit_code == 0
    assert read.stdout.rstrip().endswith("nothing of this kind found here")


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.md").touch()
    report = build([tmp_path / "empty", GOOD], tmp_path / "graph")
    (trouble,) = report.troubles
    assert "this folder holds no documents (files that end in .txt, " in trouble.message
    assert len(report.published) == 1


def test_a_document_that_went_bad_leaves_the_graph_and_the_report_says_so(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    shutil.copy(OTHER, plan)
    build([plan, GOOD], tmp_path / "graph")
    plan.write_bytes(plan.read_bytes()[:10])
    report = build([plan, GOOD], tmp_path / "graph")
    assert report.dropped == ("plan.txt",)
    with Graph.open(tmp_path / "graph") as graph:
        assert [document.file for document in graph.documents()] == [GOOD.name]


@pytest.mark.parametrize("where", ["", "below"])
def test_a_graph_folder_that_is_a_file_or_under_one(tmp_path: Path, where: str) -> None:
    (tmp_path / "graph").write_text("not a folder")
    _assert_cannot_be_built(tmp_path / "graph" / where, "it is not a folder; name another one")


def test_a_graph_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "graph"
    folder.mkdir()
    made = Path.mkdir

    def refusing(path: Path, *args: Any, **options: Any) -> None:
        if path.is_relative_to(folder):
            raise _refusal(path)
        made(path, *args, **options)

    monkeypatch.setattr(Path, "mkdir", refusing)
    _assert_cannot_be_built(folder, "it may not be written; change its permissions or name another folder")
    assert not list(folder.iterdir())


def _assert_cannot_be_built(folder: Path, why: str) -> None:
    with pytest.raises(GraphError, match=f"the graph in {re.escape(str(folder))} cannot be built: .*{why}"):
        build([GOOD], folder)
    result = CliRunner().invoke(main, ["build", str(GOOD), "--graph", str(folder)])
    assert result.exit_code in (1, 2)
    assert "graph" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("locks")
def test_reading_a_bad_file_says_why(tmp_path: Path) -> None:
    for kind, (make, why) in BAD.items():
        if kind == "pipe":
            continue
        bad = tmp_path / f"{kind}.txt"
        make(bad)
        result = CliRunner().invoke(main, ["read", str(bad)])
        assert result.exit_code == 1, kind
        assert bad.name in result.stderr
        assert why.lower() in result.stderr.lower()
