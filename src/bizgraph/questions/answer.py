"""The answer to a question: rows of RDF terms under named columns, with all that makes them checkable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

from pyoxigraph import NamedNode

from bizgraph.errors import UnknownThingError
from bizgraph.store.interface import Term
from bizgraph.store.values import Plain, to_plain

if TYPE_CHECKING:
    import pandas

LANGUAGES: Final = ("zh", "en")


class Status(StrEnum):
    """Whether a question was answered, may mean several things, or cannot be answered."""

    ANSWERED = "answered"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: the name of its variable, and what it means to readers of either language."""

    name: str
    meanings: Mapping[str, str] = field(default_factory=dict)

    def meaning(self, language: str) -> str:
        """Return what the column means; its name where nobody says."""
        return self.meanings.get(language) or self.name


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document that a row rests on, and where they stand.

    `start` and `end` count the characters of the file as its encoding gives them, or of the text that was
    taken out of it; `line` counts from 1, as do the `page` of a PDF file and the `paragraph` of a web page or
    Word file; `row` is the index of the row.
    """

    row: int
    document: str
    file: str
    line: int
    start: int
    end: int
    quote: str
    page: int | None = None
    paragraph: int | None = None

    @property
    def place(self) -> str:
        """Where to look it up: `plan.txt:12`, `plan.pdf, page 3`, `plan.docx, paragraph 40`."""
        if self.page is not None:
            return f"{self.file}, page {self.page}"
        if self.paragraph is not None:
            return f"{self.file}, paragraph {self.paragraph}"
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be meant: the name of a thing with its IRI, or a question that can be answered."""

    label: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `reading` says in a sentence how the question was understood, or why it cannot be answered; `parameters`
    are what a saved question was asked about; `labels` are the names of the things in the rows; `left` counts
    the rows that there are beyond these, where only so many were asked for.
    """

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    status: Status = Status.ANSWERED
    reading: str = ""
    sparql: str = ""
    sources: tuple[Citation, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    labels: Mapping[NamedNode, str] = field(default_factory=dict)
    left: int = 0

    @classmethod
    def declining(cls, error: UnknownThingError) -> Self:
        """Return the answer that a name which stands for nothing, or for several things, gets."""
        status = Status.AMBIGUOUS if error.ambiguous else Status.REFUSED
        candidates = tuple(Candidate(label, iri) for label, iri in error.candidates)
        return cls(status=status, reading=str(error), candidates=candidates)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Plain]]:
        """Yield each row as plain values by the names of the columns; None where there is no value."""
        names = [column.name for column in self.columns]
        for row in self.rows:
            yield dict(zip(names, map(to_plain, row), strict=True))

    def label(self, thing: NamedNode) -> str:
        """Return the name of a thing of the rows; its IRI where it has none."""
        return self.labels.get(thing, thing.value)

    def to_dict(self) -> dict[str, Any]:
        """Return all of the answer in the types of JSON; a thing is `{"iri": …, "label": …}`.

        Whole numbers and truth values are themselves, decimals `Decimal`, dates ISO text.
        """
        from bizgraph.questions.forms import as_dict

        return as_dict(self)

    def to_json(self) -> str:
        """Write `to_dict()` as JSON, a row and a source a line; decimals stand digit for digit."""
        from bizgraph.questions.forms import as_json

        return as_json(self)

    def to_csv(self) -> str:
        """Write the rows as the CSV of SPARQL 1.1: names first, CRLF, plain values, nothing for no value."""
        from bizgraph.questions.forms import as_csv

        return as_csv(self)

    def to_markdown(self, language: str = "zh") -> str:
        """Write reading, rows as a table, and the sentences they rest on as a numbered list."""
        from bizgraph.questions.forms import as_markdown

        return as_markdown(self, language)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame, things by their names; needs `pip install bizgraph[pandas]`."""
        from bizgraph.questions.forms import as_data_frame

        return as_data_frame(self)
