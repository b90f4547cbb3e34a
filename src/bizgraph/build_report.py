"""What a build came to, as frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bizgraph.extract.facts import Facts, Quantity
from bizgraph.rdf.validation import Report


class Status(StrEnum):
    """What became of one document."""

    PUBLISHED = "published"
    DUPLICATE = "duplicate"
    OTHER_GENRE = "nothing of this kind found here"
    UNREADABLE = "cannot be read"
    INVALID = "violates the shapes"
    FAILED = "failed"


TROUBLE = frozenset({Status.UNREADABLE, Status.INVALID, Status.FAILED})

KINDS = (
    "sections",
    "measures",
    "practices",
    "gaps",
    "baselines",
    "targets",
    "quantities",
    "outcomes",
    "task_forces",
    "borrowings",
    "left_over",
)


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one document: `message` says why it was not published, `findings` is by severity.

    `validation` is the whole report on a document that violates the shapes; `reused` tells that this build
    did not work on it, because neither the document nor the program had changed.
    """

    file: str
    status: Status
    id: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    left_over_share: Decimal = Decimal(0)
    findings: Mapping[str, int] = field(default_factory=dict)
    message: str = ""
    validation: Report | None = field(default=None, compare=False, repr=False)
    reused: bool = field(default=False, compare=False)
    seconds: float = field(default=0.0, compare=False)

    @property
    def is_trouble(self) -> bool:
        """Whether somebody must see to it: the document should be in the graph and is not."""
        return self.status in TROUBLE


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build came to: what became of the documents that it was given, and what the graph then holds.

    `held` counts the documents in the graph, `dropped` are files of documents that were in it before.
    """

    graph: str
    documents: tuple[DocumentReport, ...]
    quads: int = 0
    held: int = 0
    dropped: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def published(self) -> tuple[DocumentReport, ...]:
        """The documents that the graph now holds; empty where the graph was left as it was."""
        return tuple(document for document in self.documents if document.status is Status.PUBLISHED)

    @property
    def troubles(self) -> tuple[DocumentReport, ...]:
        """The documents that should be in the graph and are not."""
        return tuple(document for document in self.documents if document.is_trouble)

    @property
    def totals(self) -> Mapping[str, int]:
        """The facts of all published documents by kind."""
        sums: Counter[str] = Counter()
        for document in self.published:
            sums.update(document.counts)
        return {kind: sums[kind] for kind in KINDS}

    @property
    def findings(self) -> Mapping[str, int]:
        """The results of validation by severity, over all documents."""
        sums: Counter[str] = Counter()
        for document in self.documents:
            sums.update(document.findings)
        return dict(sums)


def count_facts(facts: Facts) -> dict[str, int]:
    """Return how many facts of each kind were found."""
    outcomes = [outcome for practice in facts.practices for outcome in practice.outcomes]
    figures: set[Quantity] = set()
    for kind in (facts.measures, facts.gaps, facts.baselines, facts.targets, outcomes):
        for fact in kind:
            figures.update(fact.quantities)
    counted: Mapping[str, Iterable[object]] = {
        "sections": facts.sections,
        "measures": facts.measures,
        "practices": facts.practices,
        "gaps": facts.gaps,
        "baselines": facts.baselines,
        "targets": facts.targets,
        "quantities": figures,
        "outcomes": outcomes,
        "task_forces": facts.task_forces,
        "borrowings": facts.borrowings,
        "left_over": facts.left_over,
    }
    return {kind: sum(1 for _ in counted[kind]) for kind in KINDS}
