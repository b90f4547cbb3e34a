"""Documents to a published graph: all of them anew, or some added, or some removed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bizgraph.build_report import BuildReport, DocumentReport, Status
from bizgraph.documents import Found, SourceFile, find_documents, sha256_of
from bizgraph.engines.document import Task, Worked, background, published
from bizgraph.engines.engine import Engine, ThisProcess
from bizgraph.errors import GraphError, SourceError
from bizgraph.fingerprint import fingerprint, ontology_digest, program_digest
from bizgraph.folder import graph_folder
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.rdf.provenance import program_version
from bizgraph.resources import seeds_dir
from bizgraph.store.manifest import DocumentRecord, Manifest
from bizgraph.store.publishing import Builder, building, read_manifest


class Step(StrEnum):
    """What a build is doing."""

    READING = "reading"
    UNDERSTOOD = "understood"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: what it does to which document, and how many of all documents are done."""

    step: Step
    file: str
    done: int
    total: int


Told = Callable[[Progress], None]


def build(
    paths: Sequence[Path | str] = (),
    graph: Path | str | None = None,
    *,
    base: str = DEFAULT_BASE,
    engine: Engine | None = None,
    progress: Told | None = None,
) -> BuildReport:
    """Build a graph of documents, validate it, and publish it whole in place of the one before.

    `paths` are files, folders and zip archives (see `find_documents`); without any, the documents that come
    with bizgraph. `graph` is the folder of the graph, `base` what the identifiers of things begin with.
    `engine` does the work on the documents: this process, unless another is given.

    A document that cannot be read, that violates the shapes, or that is of another genre is not published,
    and the report says so; the others are. Where none can be published, what was there before stays.
    A document that has not changed since the last build is not worked on again.

    Raises GraphError where the folder cannot be written or another build is at work in it.
    """
    started = time.monotonic()
    found = find_documents([Path(path) for path in paths] or [seeds_dir()])
    folder = graph_folder(graph)
    if not found.files:
        return _reported(folder, found, [], None, None, started)
    with building(folder) as builder:
        before = read_manifest(folder)
        work = _Work(builder, before, Namespaces(base), progress or _silent, len(found.files))
        reports = list(work.done(found.files, engine or ThisProcess()))
        after = work.publish(work.records)
    return _reported(folder, found, reports, before, after, started)


def add(
    paths: Sequence[Path | str],
    graph: Path | str | None = None,
    *,
    engine: Engine | None = None,
    progress: Told | None = None,
) -> BuildReport:
    """Add documents to a graph, each in place of one that has the same file name; see `build`.

    What the graph says of all other documents stays as it is. The report is on the documents added.

    Raises GraphError where there is no graph, or another version of bizgraph or of `ontology/` built it.
    """
    started = time.monotonic()
    found = find_documents([Path(path) for path in paths])
    folder = graph_folder(graph)
    with building(folder) as builder:
        before = _grows(folder)
        work = _Work(builder, before, Namespaces(before.about["base"]), progress or _silent, len(found.files))
        reports = list(work.done(found.files, engine or ThisProcess()))
        replaced = {record.file_name for record in work.records} | {record.id for record in work.records}
        stay = [each for each in before.documents if not {each.file_name, each.id} & replaced]
        after = work.publish([*stay, *work.records]) if work.records else before
    return _reported(folder, found, reports, before, after, started)


def remove(names: Sequence[str], graph: Path | str | None = None) -> BuildReport:
    """Remove documents from a graph; `names` are names of their files, or their identifiers.

    What the graph says of all other documents stays as it is. `dropped` of the report names the files.

    Raises GraphError where there is no graph, where no document of it is called so, or where none would stay.
    """
    started = time.monotonic()
    folder = graph_folder(graph)
    with building(folder) as builder:
        before = _grows(folder)
        called = {name: _called(name, before) for name in names}
        unknown = sorted(name for name, records in called.items() if not records)
        if unknown:
            held = ", ".join(record.file_name for record in before.documents[:5])
            raise GraphError(f"no document of {folder} is called {unknown[0]}; it holds {held}, …")
        gone = {record.id for records in called.values() for record in records}
        stay = [record for record in before.documents if record.id not in gone]
        if not stay:
            raise GraphError(f"{folder} would hold no document any more; delete the folder if that is meant")
        work = _Work(builder, before, Namespaces(before.about["base"]), _silent, 0)
        after = work.publish(stay)
    return _reported(folder, Found((), ()), [], before, after, started)


@dataclass
class _Work:
    """One build at work on its documents."""

    builder: Builder
    before: Manifest | None
    names: Namespaces
    tell: Told
    total: int
    records: list[DocumentRecord] = field(default_factory=list)

    def done(self, files: Sequence[SourceFile], engine: Engine) -> Iterator[DocumentReport]:
        """Have each document worked on, keep what can be published, and yield what became of each."""
        settled: list[DocumentReport] = []
        for count, worked in enumerate(engine.run(self._tasks(files, settled)), start=1):
            yield worked.report
            self._keep(worked)
            self._tell(Step.UNDERSTOOD, worked.file, count + len(settled))
        yield from settled

    def publish(self, records: Sequence[DocumentRecord]) -> Manifest | None:
        """Publish these documents; None where there are none."""
        if not records:
            return None
        about = {"base": self.names.base, "ontology": ontology_digest(), "program": program_digest()}
        records = sorted(records, key=lambda record: record.id)
        if self.before and (self.before.documents, self.before.about) == (tuple(records), about):
            return self.before
        self._tell(Step.PUBLISHING, "", self.total)
        known = background(self.names.base).quads
        return self.builder.publish(records, known, program=program_version(), about=about)

    def _tasks(self, files: Sequence[SourceFile], settled: list[DocumentReport]) -> Iterator[Task]:
        """Yield the documents that need work; put the report on each of the others where it is settled."""
        known = self.before.documents if self.before else ()
        identifiers = {record.fingerprint: record.id for record in known}
        first: dict[str, SourceFile] = {}
        for file in files:
            self._tell(Step.READING, file, len(self.records))
            try:
                sha256 = sha256_of(file.read())
            except SourceError as error:
                settled.append(DocumentReport(str(file), Status.UNREADABLE, message=str(error)))
                continue
            same = first.setdefault(sha256, file)
            mark = fingerprint(sha256, file.name, self.names.base)
            if same != file:
                message = f"the same document as {same}"
                settled.append(DocumentReport(str(file), Status.DUPLICATE, message=message))
            elif record := self.builder.kept(identifiers.get(mark, ""), mark):
                self.records.append(record)
                settled.append(published(file, record, reused=True))
            else:
                yield Task(file, self.names.base)

    def _tell(self, step: Step, file: SourceFile | str, done: int) -> None:
        self.tell(Progress(step, str(file), done, self.total))

    def _keep(self, worked: Worked) -> None:
        if worked.record is not None:
            self.records.append(self.builder.keep(worked.record, worked.own, worked.shared))


def _grows(folder: Path) -> Manifest:
    """Return what a graph holds that is to be changed in part."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise GraphError(f"there is no graph in {folder}: run `bizgraph build` first, or name another folder")
    if (manifest.about["ontology"], manifest.about["program"]) != (ontology_digest(), program_digest()):
        raise GraphError(
            f"the graph in {folder} was built by another version of bizgraph or of its ontology; "
            "build it again from all its documents with `bizgraph build`"
        )
    return manifest


def _called(name: str, manifest: Manifest) -> list[DocumentRecord]:
    return [
        record for record in manifest.documents if Path(name).name == record.file_name or name == record.id
    ]


def _reported(
    folder: Path,
    found: Found,
    reports: Sequence[DocumentReport],
    before: Manifest | None,
    after: Manifest | None,
    started: float,
) -> BuildReport:
    faults = [DocumentReport(str(path), Status.UNREADABLE, message=why) for path, why in found.faults]
    return BuildReport(
        str(folder),
        tuple(sorted([*faults, *reports], key=lambda report: (Path(report.file).name, report.file))),
        after.quads if after else 0,
        len(after.documents) if after else 0,
        _dropped(before, after),
        time.monotonic() - started,
    )


def _dropped(before: Manifest | None, after: Manifest | None) -> tuple[str, ...]:
    """Return the files that the graph held before and no longer holds in any version."""
    if before is None or after is None:
        return ()
    kept = {record.file_name for record in after.documents}
    return tuple(sorted({record.file_name for record in before.documents} - kept))


def _silent(progress: Progress) -> None:
    del progress
