from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import bizgraph
from bizgraph.build_report import BuildReport, Status
from bizgraph.building import Progress, Step, build
from bizgraph.engines import document as work_on_document
from bizgraph.errors import GraphError
from bizgraph.extract.facts import Facts
from bizgraph.graph import Graph
from bizgraph.rdf.validation import Finding, Report, Severity, validate_document
from bizgraph.resources import seeds_dir
from bizgraph.source.text import Text
from bizgraph.store.publishing import read_manifest
from bizgraph.understand import understand


def _nquads(folder: Path) -> bytes:
    with Graph.open(folder) as graph:
        return graph.export("nquads")


def _statuses(report: BuildReport) -> dict[str, Status]:
    return {Path(document.file).name: document.status for document in report.documents}


def _copied(plans: Sequence[Path], folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    return [Path(shutil.copy(plan, folder)) for plan in plans]


@pytest.fixture
def understood(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that were worked on."""
    names: list[str] = []

    def counted(text: Text) -> Facts:
        names.append(text.name)
        return understand(text)

    monkeypatch.setattr(work_on_document, "understand", counted)
    return names


def test_the_seeds_are_built_whole_and_conform(seeds_report: BuildReport) -> None:
    assert len(seeds_report.published) == len(list(seeds_dir().glob("*.txt")))
    assert not seeds_report.troubles
    for document in seeds_report.documents:
        assert document.counts["measures"] or document.counts["practices"]
        assert not document.findings.get("violation")
        assert 0 <= document.left_over_share < 1
    totals = seeds_report.totals
    assert totals["measures"] == sum(each.counts["measures"] for each in seeds_report.documents)
    assert min(totals[kind] for kind in ("gaps", "targets", "quantities", "task_forces", "borrowings")) > 0


def test_what_the_graph_says_of_its_documents_is_what_the_report_said(
    seeds_report: BuildReport, seeds_graph: Graph
) -> None:
    said = {document.id: document for document in seeds_report.published}
    for document in seeds_graph.documents():
        assert document.counts == said[document.id].counts
        assert document.left_over_share == said[document.id].left_over_share
        assert document.title
        assert document.region
    assert len(seeds_graph) == seeds_report.quads


def test_the_order_of_files_changes_not_a_byte(tmp_path: Path, plans: Sequence[Path]) -> None:
    one = build(plans, tmp_path / "one")
    other = build(plans[::-1], tmp_path / "other")
    assert _nquads(tmp_path / "one") == _nquads(tmp_path / "other")
    assert one.documents == other.documents
    assert (tmp_path / "one" / "CURRENT").read_text() == (tmp_path / "other" / "CURRENT").read_text()


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle"])
def test_exports_are_the_same_bytes_each_time(plans_folder: Path, form: str) -> None:
    with Graph.open(plans_folder) as one, Graph.open(plans_folder) as other:
        assert one.export(form) == other.export(form)


def test_a_rebuild_works_on_the_changed_document_only(
    tmp_path: Path, plans: Sequence[Path], understood: list[str]
) -> None:
    files = _copied(plans, tmp_path / "plans")
    build(files, tmp_path / "graph")
    assert sorted(understood) == sorted(file.name for file in files)
    understood.clear()
    again = build(files, tmp_path / "graph")
    assert understood == []
    assert all(document.reused for document in again.published)
    files[1].write_text(files[1].read_text("utf-8").replace("23", "24"), "utf-8")
    changed = build(files, tmp_path / "graph")
    assert understood == [files[1].name]
    assert [document.reused for document in changed.published].count(False) == 1
    build(files, tmp_path / "fresh")
    assert _nquads(tmp_path / "graph") == _nquads(tmp_path / "fresh")


def test_nothing_to_do_publishes_nothing(tmp_path: Path, plans: Sequence[Path]) -> None:
    steps: list[Step] = []
    build(plans, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.name != "LOCK"}
    report = build(plans, tmp_path, progress=lambda progress: steps.append(progress.step))
    assert set(steps) == {Step.READING}
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.name != "LOCK"}
    assert report.quads == len(_nquads(tmp_path).splitlines())


def test_a_changed_ontology_or_base_is_work(
    tmp_path: Path, plans: Sequence[Path], understood: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(plans[:1], tmp_path)
    build(plans[:1], tmp_path, base="https://example.org/id/")
    assert len(understood) == 2
    monkeypatch.setattr("bizgraph.fingerprint.ontology_digest", lambda: "another")
    build(plans[:1], tmp_path, base="https://example.org/id/")
    assert len(understood) == 3
    assert b"w3id.org/bizgraph/id/" not in _nquads(tmp_path)


def test_a_build_publishes_exactly_the_documents_given(tmp_path: Path, plans: Sequence[Path]) -> None:
    build(plans, tmp_path)
    report = build(plans[:1], tmp_path)
    assert report.dropped == tuple(sorted(plan.name for plan in plans[1:]))
    with Graph.open(tmp_path) as graph:
        assert [document.file for document in graph.documents()] == [plans[0].name]


def test_folders_are_searched_below_and_each_file_comes_once(tmp_path: Path, plans: Sequence[Path]) -> None:
    folder = tmp_path / "plans"
    _copied(plans[:1], folder)
    (folder / "deep").mkdir()
    _copied(plans[1:2], folder / "deep")
    (folder / "notes.md").write_text("no document")
    report = build([folder, folder / "deep"], tmp_path / "graph")
    assert sorted(_statuses(report)) == sorted(plan.name for plan in plans[:2])


def test_one_body_under_two_names_is_one_document(tmp_path: Path, plans: Sequence[Path]) -> None:
    (first,) = _copied(plans[:1], tmp_path / "plans")
    second = first.with_name("zz.txt")
    shutil.copy(first, second)
    report = build([second, first], tmp_path / "graph")
    assert _statuses(report) == {first.name: Status.PUBLISHED, "zz.txt": Status.DUPLICATE}
    assert f"the same document as {first}" in report.documents[1].message
    assert not report.troubles


def test_a_document_that_violates_the_shapes_stays_out_and_the_others_are_built(
    tmp_path: Path, plans: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Finding(Severity.VIOLATION, "x:focus", "biz:text", "", "", "错", "wrong")

    def validated(quads: Sequence[object], *rest: object) -> Report:
        report = validate_document(quads, *rest)  # type: ignore[arg-type]
        bad = any("合肥市" in str(quad) and "PolicyDocument" not in str(quad) for quad in quads)
        return replace(report, results=(wrong, *report.results)) if bad else report

    build(plans, tmp_path)
    monkeypatch.setattr(work_on_document, "validate_document", validated)
    monkeypatch.setattr("bizgraph.fingerprint.ontology_digest", lambda: "another")
    report = build(plans, tmp_path)
    assert _statuses(report)[plans[1].name] is Status.INVALID
    assert [document.id for document in report.troubles]
    assert str(plans[1]) in report.troubles[0].message
    assert len(report.published) == 2
    with Graph.open(tmp_path) as graph:
        assert len(graph.documents()) == 2


def test_a_fault_of_ours_in_one_document_costs_only_that_document(
    tmp_path: Path, plans: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(text: Text) -> Facts:
        if text.name == plans[0].name:
            raise RecursionError("too deep")
        return understand(text)

    monkeypatch.setattr(work_on_document, "understand", faulty)
    report = build(plans[:2], tmp_path)
    assert _statuses(report) == {plans[0].name: Status.FAILED, plans[1].name: Status.PUBLISHED}
    assert "a fault of bizgraph, not of the file: RecursionError: too deep" in report.troubles[0].message


def test_progress_counts_up_to_all_documents(tmp_path: Path, plans: Sequence[Path]) -> None:
    told: list[Progress] = []
    build(plans, tmp_path, progress=told.append)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert {progress.total for progress in told} == {len(plans)}
    assert told[-1] == Progress(Step.PUBLISHING, "", len(plans), len(plans))


def test_the_package_gives_the_same_functions(tmp_path: Path, plans: Sequence[Path]) -> None:
    report = bizgraph.build([str(plans[0])], str(tmp_path))
    with bizgraph.open(str(tmp_path)) as graph:
        assert [document.id for document in graph.documents()] == [each.id for each in report.published]
    assert bizgraph.read(plans[0]).facts.document.id == report.published[0].id
    assert bizgraph.__version__
    with pytest.raises(AttributeError):
        _ = bizgraph.nothing


def test_the_environment_names_the_graph(
    tmp_path: Path, plans: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIZGRAPH_GRAPH", str(tmp_path / "mine"))
    assert build(plans[:1]).graph == str(tmp_path / "mine")
    assert read_manifest(tmp_path / "mine") is not None
    monkeypatch.delenv("BIZGRAPH_GRAPH")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GraphError, match="run `bizgraph build` first"):
        Graph.open()


def test_validating_again_finds_what_the_build_found(plans_folder: Path) -> None:
    with Graph.open(plans_folder) as graph:
        again = {file: dict(report.counts) for file, report in graph.validate()}
        assert again == {document.file: dict(document.findings) for document in graph.documents()}
