"""What a question asks, as a pattern: facts of a kind, what must hold of them, what is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.errors import BizgraphError
from bizgraph.questions.answer import Candidate
from bizgraph.questions.asking.times import Period
from bizgraph.questions.asking.tokens import Topic
from bizgraph.questions.asking.vocabulary import Kind, Link

FACT: Final = "fact"
PRACTICE: Final = "practice"


class Operation(StrEnum):
    """What is done with the facts that fit."""

    LIST = "list"
    COUNT = "count"
    MOST = "most"
    LEAST = "least"
    LOWEST = "lowest"
    HIGHEST = "highest"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True)
class Step:
    """One way from a node to another: `things` are what the other must be, one of them; none is anything.

    `places` are `things` that are places, with all that lie inside them. A step that is `wanted` gives a
    column of the answer. One without a `source` says what the fact itself is.
    """

    source: str
    link: Link
    variable: str
    things: tuple[NamedNode, ...] = ()
    negated: bool = False
    wanted: bool = False
    places: tuple[NamedNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    `kinds` are those of the facts it is about, `operation` what is done with those that fit; `wanted` says
    that the facts themselves are asked for; `group` is the variable by which they are counted. `by_default`
    says that the kind was only guessed, `telling_place` that a place of practices has a document of its own.
    `chosen` are the facts, or figures, that answer to its `topics` best, `said` the words that they hold.
    """

    kinds: tuple[Kind, ...]
    operation: Operation = Operation.LIST
    steps: tuple[Step, ...] = ()
    topics: tuple[Topic, ...] = ()
    chosen: tuple[NamedNode, ...] = ()
    said: tuple[str, ...] = ()
    by_place: bool = False
    by_default: bool = False
    telling_place: bool = False
    wanted: bool = False
    group: str = ""
    counted: str = FACT
    due: Period | None = None
    year: int = 0
    dated: bool | None = None
    wants_deadline: bool = False
    figures: bool = False
    time_only: bool = False
    units: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    language: str = "zh"

    @property
    def kind(self) -> Kind:
        """The kind of the facts, the first of several."""
        return self.kinds[0]

    @property
    def of_documents(self) -> bool:
        """Whether the question is about documents themselves, not about what they say."""
        return self.kind.id == "document"

    @property
    def of_assignments(self) -> bool:
        """Whether the question is about who is responsible, be it for sections or for measures."""
        return [kind.id for kind in self.kinds] == ["section", "measure"]

    def step(self, variable: str) -> Step | None:
        """Return the step that leads to a variable."""
        return next((step for step in self.steps if step.variable == variable), None)


class NotUnderstoodError(BizgraphError):
    """A question, or a part of it, is not understood.

    `candidates` are what may be meant; `ambiguous` says that it is one of them.
    """

    def __init__(
        self, message: str, candidates: Iterable[Candidate] = (), *, ambiguous: bool = False
    ) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)
        self.ambiguous = ambiguous


def spoken(language: str, chinese: str, english: str) -> str:
    """Return the words that are in a language."""
    return chinese if language == "zh" else english
