"""The work on one document: from its bytes to quads that have been held against the shapes.

A pure function of the document, the ontology and the program: whoever does it, and in whatever order, what it
comes to is the same, byte for byte.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Quad

from bizgraph.authority.regions import load_regions
from bizgraph.build_report import KINDS, DocumentReport, Status, count_facts
from bizgraph.documents import SourceFile, sha256_of
from bizgraph.errors import OntologyError, SourceError
from bizgraph.extract.facts import Facts
from bizgraph.fingerprint import fingerprint, ontology_digest
from bizgraph.rdf.authorities import SHAPES_FILE, merged
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.mapping import document_quads, knowledge_quads
from bizgraph.rdf.serialise import to_nquads
from bizgraph.rdf.validation import Knowledge, Shapes, validate_document
from bizgraph.resources import ontology_dir
from bizgraph.source.read import read_bytes
from bizgraph.store.manifest import DocumentRecord
from bizgraph.understand import understand

_STATEMENTS: Final = ("measures", "practices", "gaps", "baselines", "targets", "task_forces")


@dataclass(frozen=True, slots=True)
class Task:
    """A document to work on; `data` is what is in its file, for those who cannot read the file."""

    file: SourceFile
    base: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """What the work on a document came to.

    What can be published has a record, and its quads as N-Quads: its own, and what it contributes to the
    knowledge that documents share.
    """

    file: SourceFile
    report: DocumentReport
    record: DocumentRecord | None = None
    own: bytes = b""
    shared: bytes = b""


@dataclass(frozen=True)
class Background:
    """What is known before any document is read, and the shapes that documents are held against."""

    quads: frozenset[Quad]
    knowledge: Knowledge
    shapes: Shapes


def background(base: str) -> Background:
    """Return the background for a base of identifiers; made once for each."""
    return _background(base, ontology_digest())


@lru_cache(maxsize=2)
def _background(base: str, ontology: str) -> Background:
    del ontology  # the digest of its files: where they change, the background is another
    quads = knowledge_quads(load_regions().all(), ontology_dir(), Namespaces(base))
    return Background(quads, Knowledge(quads), Shapes(ontology_dir() / SHAPES_FILE))


def work_on(task: Task) -> Worked:
    """Read, understand, map and validate a document; what goes wrong with it is in the report.

    Raises OntologyError, which concerns all documents.
    """
    started = time.monotonic()
    try:
        worked = _worked(task)
    except SourceError as error:
        worked = Worked(task.file, DocumentReport(str(task.file), Status.UNREADABLE, message=str(error)))
    except OntologyError:
        raise
    except MemoryError:
        worked = failed(task.file, "it needs more memory than the work on one document may take")
    except Exception as error:
        # A fault of ours in one document must not cost the others their place in the graph.
        worked = failed(
            task.file,
            f"a fault of bizgraph, not of the file: {type(error).__name__}: {error}; please report it",
        )
    return replace(worked, report=replace(worked.report, seconds=time.monotonic() - started))


def failed(file: SourceFile, why: str) -> Worked:
    """Return what a document came to that could not be worked on."""
    return Worked(file, DocumentReport(str(file), Status.FAILED, message=f"{file}: {why}"))


def published(file: SourceFile, record: DocumentRecord, *, reused: bool = False) -> DocumentReport:
    """Return the report on a document that is in the graph, or could be."""
    return DocumentReport(
        str(file),
        Status.PUBLISHED,
        record.id,
        {kind: record.counts.get(kind, 0) for kind in KINDS},
        Decimal(record.left_over_share),
        record.findings,
        reused=reused,
    )


def _worked(task: Task) -> Worked:
    file, names = task.file, Namespaces(task.base)
    data = file.read() if task.data is None else task.data
    text = read_bytes(data, file.name)
    facts = understand(text)
    counts = count_facts(facts)
    if not any(counts[kind] for kind in _STATEMENTS):
        message = f"{file}: {Status.OTHER_GENRE}"
        return Worked(file, DocumentReport(str(file), Status.OTHER_GENRE, message=message))
    own, shared = _parted(document_quads(facts, text, names), names)
    known = background(task.base)
    validation = validate_document((*own, *merged(shared)), known.knowledge, known.shapes)
    record = _record(task, data, facts, counts, validation.counts)
    report = published(file, record)
    if validation.conforms:
        return Worked(file, report, record, to_nquads(own), to_nquads(shared))
    message = f"{file}: {validation.counts['violation']} violations of the shapes; not published"
    return Worked(file, replace(report, status=Status.INVALID, message=message, validation=validation))


def _record(
    task: Task, data: bytes, facts: Facts, counts: dict[str, int], findings: Mapping[str, int]
) -> DocumentRecord:
    sha256 = sha256_of(data)
    return DocumentRecord(
        id=facts.document.id,
        file_name=task.file.name,
        sha256=sha256,
        fingerprint=fingerprint(sha256, task.file.name, task.base),
        counts=counts,
        left_over_share=str(facts.document.left_over_share),
        findings=dict(findings),
    )


def _parted(quads: Sequence[Quad], names: Namespaces) -> tuple[list[Quad], list[Quad]]:
    """Part what a document says from what it contributes to shared knowledge."""
    knowledge = names.knowledge()
    own = [quad for quad in quads if quad.graph_name != knowledge]
    return own, [quad for quad in quads if quad.graph_name == knowledge]
