"""Documents to a published graph."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from bizgraph.authority.regions import load_regions
from bizgraph.build_report import KINDS, BuildReport, DocumentReport, Status, count_facts
from bizgraph.documents import find_documents, hash_file
from bizgraph.errors import OntologyError, SourceError
from bizgraph.extract.facts import Facts
from bizgraph.fingerprint import fingerprint, ontology_digest, program_digest
from bizgraph.folder import graph_folder
from bizgraph.rdf.authorities import SHAPES_FILE, merged
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.rdf.mapping import document_quads, knowledge_quads
from bizgraph.rdf.provenance import program_version
from bizgraph.rdf.validation import Knowledge, Shapes, validate_document
from bizgraph.resources import ontology_dir, seeds_dir
from bizgraph.source.read import read_file
from bizgraph.store.manifest import DocumentRecord, Manifest
from bizgraph.store.publishing import Builder, building, read_manifest
from bizgraph.understand import understand

_STATEMENTS: Final = ("measures", "practices", "gaps", "baselines", "targets", "task_forces")


class Step(StrEnum):
    """What a build is doing."""

    READING = "reading"
    UNDERSTANDING = "understanding"
    VALIDATING = "validating"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: what it does to which document, and how many of all documents are done."""

    step: Step
    file: str
    done: int
    total: int


def build(
    paths: Sequence[Path | str] = (),
    graph: Path | str | None = None,
    *,
    base: str = DEFAULT_BASE,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Build a graph of documents, validate it, and publish it whole in place of the one before.

    `paths` are files, or folders whose .txt files are taken; without any, the documents that come with
    bizgraph. `graph` is the folder of the graph, `base` what the identifiers of things begin with.

    A document that cannot be read, that violates the shapes, or that is of another genre is not published,
    and the report says so; the others are. Where none can be published, what was there before stays.
    A document that has not changed since the last build is not worked on again.

    Raises GraphError where the folder cannot be written or another build is at work in it.
    """
    started = time.monotonic()
    found = find_documents([Path(path) for path in paths] or [seeds_dir()])
    names = Namespaces(base)
    folder = graph_folder(graph)
    reports = [DocumentReport(str(path), Status.UNREADABLE, message=why) for path, why in found.faults]
    if not found.files:
        return BuildReport(str(folder), tuple(reports), seconds=time.monotonic() - started)
    with building(folder) as builder:
        before = read_manifest(folder)
        work = _Work(builder, before, names, progress or _silent, len(found.files))
        reports += work.read_all(found.files)
        manifest = work.publish()
    return BuildReport(
        str(folder),
        tuple(sorted(reports, key=lambda report: (Path(report.file).name, report.file))),
        manifest.quads if manifest else 0,
        _dropped(before, manifest),
        time.monotonic() - started,
    )


@dataclass(frozen=True)
class _Background:
    """What is known before any document is read, and the shapes that documents are held against."""

    quads: frozenset[Quad]
    knowledge: Knowledge
    shapes: Shapes


@lru_cache(maxsize=2)
def _background(base: str, ontology: str) -> _Background:
    """Return the background for a base of identifiers; `ontology` is the digest of its files."""
    del ontology
    quads = knowledge_quads(load_regions().all(), ontology_dir(), Namespaces(base))
    return _Background(quads, Knowledge(quads), Shapes(ontology_dir() / SHAPES_FILE))


class _Work:
    """One build at work on its documents."""

    def __init__(
        self,
        builder: Builder,
        before: Manifest | None,
        names: Namespaces,
        progress: Callable[[Progress], None],
        total: int,
    ) -> None:
        self._builder = builder
        self._before = before
        self._names = names
        self._progress = progress
        self._total = total
        self._done = 0
        self._identifiers = {record.fingerprint: record.id for record in before.documents} if before else {}
        self._records: list[DocumentRecord] = []

    def read_all(self, files: Sequence[Path]) -> Iterator[DocumentReport]:
        """Work on each document, and keep what can be published."""
        first: dict[str, Path] = {}
        for path in files:
            started = time.monotonic()
            report = self._read(path, first)
            self._done += 1
            yield replace(report, seconds=time.monotonic() - started)

    def publish(self) -> Manifest | None:
        """Publish what was kept; None where there is nothing to publish."""
        if not self._records:
            return None
        about = {"base": self._names.base, "ontology": ontology_digest(), "program": program_digest()}
        records = sorted(self._records, key=lambda record: record.id)
        if self._before and (self._before.documents, self._before.about) == (tuple(records), about):
            return self._before
        self._tell(Step.PUBLISHING, "")
        return self._builder.publish(records, self._background.quads, program=program_version(), about=about)

    def _read(self, path: Path, first: dict[str, Path]) -> DocumentReport:
        file = str(path)
        try:
            self._tell(Step.READING, file)
            sha256 = hash_file(path)
            same = first.setdefault(sha256, path)
            if same != path:
                return DocumentReport(file, Status.DUPLICATE, message=f"the same document as {same}")
            return self._reused(path, sha256) or self._understood(path)
        except SourceError as error:
            return DocumentReport(file, Status.UNREADABLE, message=str(error))
        except OntologyError:
            raise
        except Exception as error:
            # A fault of ours in one document must not cost the others their place in the graph.
            message = (
                f"a fault of bizgraph, not of the file: {type(error).__name__}: {error}; please report it"
            )
            return DocumentReport(file, Status.FAILED, message=message)

    def _reused(self, path: Path, sha256: str) -> DocumentReport | None:
        mark = fingerprint(sha256, path.name, self._names.base)
        record = self._builder.kept(self._identifiers.get(mark, ""), mark)
        if record is None:
            return None
        self._records.append(record)
        return _report(path, record, reused=True)

    def _understood(self, path: Path) -> DocumentReport:
        file = str(path)
        text = read_file(path)
        self._tell(Step.UNDERSTANDING, file)
        facts = understand(text)
        counts = count_facts(facts)
        if not any(counts[kind] for kind in _STATEMENTS):
            return DocumentReport(file, Status.OTHER_GENRE, message=f"{path}: {Status.OTHER_GENRE}")
        own, shared = _parted(document_quads(facts, text, self._names), self._names)
        self._tell(Step.VALIDATING, file)
        background = self._background
        published = (*own, *merged(shared))
        validation = validate_document(published, background.knowledge, background.shapes)
        record = self._record(path, facts, counts, validation.counts)
        if not validation.conforms:
            report = _report(path, record)
            message = f"{path}: {validation.counts['violation']} violations of the shapes; not published"
            return replace(report, status=Status.INVALID, message=message, validation=validation)
        self._records.append(self._builder.keep(record, own, shared))
        return replace(_report(path, record), validation=validation)

    def _record(
        self, path: Path, facts: Facts, counts: dict[str, int], findings: Mapping[str, int]
    ) -> DocumentRecord:
        document = facts.document
        return DocumentRecord(
            id=document.id,
            file_name=path.name,
            sha256=document.sha256,
            fingerprint=fingerprint(document.sha256, path.name, self._names.base),
            counts=counts,
            left_over_share=str(document.left_over_share),
            findings=dict(findings),
        )

    @cached_property
    def _background(self) -> _Background:
        return _background(self._names.base, ontology_digest())

    def _tell(self, step: Step, file: str) -> None:
        self._progress(Progress(step, file, self._done, self._total))


def _report(path: Path, record: DocumentRecord, *, reused: bool = False) -> DocumentReport:
    return DocumentReport(
        str(path),
        Status.PUBLISHED,
        record.id,
        {kind: record.counts.get(kind, 0) for kind in KINDS},
        Decimal(record.left_over_share),
        record.findings,
        reused=reused,
    )


def _parted(quads: Sequence[Quad], names: Namespaces) -> tuple[list[Quad], list[Quad]]:
    """Part what a document says from what it contributes to shared knowledge."""
    knowledge = names.knowledge()
    own = [quad for quad in quads if quad.graph_name != knowledge]
    return own, [quad for quad in quads if quad.graph_name == knowledge]


def _dropped(before: Manifest | None, after: Manifest | None) -> tuple[str, ...]:
    """Return the files that the graph held before and no longer holds in any version."""
    if before is None or after is None:
        return ()
    kept = {record.file_name for record in after.documents}
    return tuple(sorted({record.file_name for record in before.documents} - kept))


def _silent(progress: Progress) -> None:
    del progress
