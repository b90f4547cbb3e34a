"""What a briefing is made of: sections of paragraphs, tables, charts and quotations, with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bizgraph.pictures.charts import Chart

Language: TypeAlias = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something stands: a file and a line of it, counted from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. What is `strong` stands out."""

    text: str
    sources: tuple[Source, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, in the words of the briefing."""

    text: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are shares of the width, in percent; `note` says what is left out."""

    caption: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart; its title is the caption."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, and what they are about."""

    about: str
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Quotations:
    """Several quotations, one below the other; `note` says what is left out."""

    quotations: tuple[Quotation, ...]
    note: str = ""


Block: TypeAlias = Paragraph | Table | Picture | Quotations


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing under a heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """A few pages about one place, one indicator or one model place."""

    title: str
    subtitle: str
    language: Language
    sections: tuple[Section, ...]

    def numbers(self) -> Mapping[Source, int]:
        """Return the number of each source: 1 for the first that is cited."""
        cited = (source for section in self.sections for block in section.blocks for source in _cited(block))
        return {source: number for number, source in enumerate(dict.fromkeys(cited), 1)}


def _cited(block: Block) -> Iterator[Source]:
    match block:
        case Paragraph(sources=sources):
            yield from sources
        case Table(rows=rows):
            yield from _of_cells(cell for row in rows for cell in row)
        case Quotations(quotations=quotations):
            yield from (quotation.source for quotation in quotations)
        case Picture():
            return


def _of_cells(cells: Iterable[Cell]) -> Iterator[Source]:
    for cell in cells:
        yield from cell.sources
