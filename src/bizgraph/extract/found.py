"""Facts of one document while they are being found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bizgraph.extract.facts import Baseline, Gap, Measure, Practice, Section, Target
from bizgraph.outline.nodes import Node
from bizgraph.source.text import Quote

Path = tuple[int, ...]


def path(headings: Sequence[Node]) -> Path:
    """Return where the headings over a statement stand: what tells two lists of measures apart."""
    return tuple(node.start for node in headings)


@dataclass
class Block:
    """The targets that stand over the measures of one heading; `closed` once a measure has followed."""

    targets: list[str] = field(default_factory=list)
    closed: bool = False


@dataclass
class Found:
    """Facts as they are found; measures wait for the role lines that follow them.

    `paths` are the places of measures among the headings, `stretches` their words in the clean text, both
    by key. `expected` are the stretches of the clean text in which facts were looked for, from where the
    document's body has `begun`.
    """

    measures: list[Measure] = field(default_factory=list)
    practices: list[Practice] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    baselines: list[Baseline] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    expected: list[tuple[int, int]] = field(default_factory=list)
    begun: bool = False
    stretches: dict[str, tuple[int, int]] = field(default_factory=dict)
    blocks: dict[Path, Block] = field(default_factory=dict)

    def statements(self) -> Iterator[Measure | Practice | Gap | Baseline | Target]:
        """Yield every statement found."""
        yield from self.measures
        yield from self.practices
        yield from self.gaps
        yield from self.baselines
        yield from self.targets

    def quotes(self, sections: Sequence[Section]) -> Iterator[Quote]:
        """Yield every stretch that became a fact or part of one."""
        for statement in self.statements():
            yield statement.quote
        for measure in self.measures:
            yield from (responsibility.mention.quote for responsibility in measure.responsibilities)
            if measure.deadline:
                yield measure.deadline.quote
        for practice in self.practices:
            yield from (place.quote for place in practice.places)
        for section in sections:
            yield from (person.quote for person in section.champions)
            yield from (responsibility.mention.quote for responsibility in section.responsibilities)
