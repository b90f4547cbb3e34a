"""What composers of briefings share: rows of the graph, sentences, cells, tables of what matters most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from bizgraph.authority.regions import load_regions
from bizgraph.report.blocks import Block, Cell, Language, Quotation, Quotations, Section, Source, Table
from bizgraph.report.wording import number, shortened
from bizgraph.report.words import say

if TYPE_CHECKING:
    from bizgraph.graph import Graph
    from bizgraph.store.values import Plain

Row: TypeAlias = Mapping[str, "Plain"]

_BOTH: Final = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?chinese ?english WHERE {
  ?thing rdfs:label|skos:prefLabel ?chinese , ?english
  FILTER(LANG(?chinese) = "zh" && LANG(?english) = "en")
} ORDER BY ?chinese DESC(?english)
"""
_ALIKE: Final = 0.7
_JOINERS: Final[Mapping[Language, str]] = {"zh": "、", "en": ", "}


@dataclass(frozen=True)
class Teller:
    """Asks a graph, and tells what it answers in a language."""

    graph: Graph
    language: Language
    english: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, graph: Graph, language: Language) -> Teller:
        """Return a teller that knows what the graph calls things in both languages."""
        both = graph.query(_BOTH) if language == "en" else ()
        return cls(graph, language, {str(row["chinese"]): str(row["english"]) for row in both})

    def rows(self, question: str, **parameters: object) -> list[Row]:
        """Return the rows of the answer to a saved question."""
        return list(self.graph.query(question, language=self.language, **parameters))

    def say(self, part: str, key: str, **values: object) -> str:
        """Return a sentence of the briefing."""
        return say(part, key, self.language, **values)

    def place(self, typed: str) -> str:
        """Return what a place is called. Raises UnknownThingError where there is none of this name."""
        label = self.graph.query("documents", region=typed, language=self.language).parameters["region"]
        known = load_regions().resolve(typed) if label.startswith("region:") else None
        return known.label if known else label

    def named(self, names: object) -> str:
        """Return names as the graph has them, joined by 、, in the language of the briefing."""
        parts = str(names or "").split("、") if names else []
        return self.listed(self.english.get(part, part) for part in _whole(parts, self.english))

    def listed(self, names: Iterable[str]) -> str:
        """Return names as a list within a sentence."""
        return _JOINERS[self.language].join(names)

    def day(self, value: object) -> str:
        """Return a date as readers write it."""
        if not isinstance(value, date):
            return self.say("shared", "unknown")
        return self.say("shared", "day", year=value.year, month=value.month, day=value.day)

    def figure(self, row: Row) -> str:
        """Return how a figure binds, its value and its unit."""
        value = self.say("shared", "masked") if row["value"] is None else number(row["value"])
        comparator = self.named(row["comparator"])
        if comparator == self.say("graph", "equal"):
            return self.say("shared", "bare_figure", value=value, unit=self.named(row["unit"]))
        parts = {"comparator": comparator, "value": value, "unit": self.named(row["unit"])}
        return self.say("shared", "figure", **parts)

    def table(
        self,
        caption: str,
        columns: Mapping[str, int],
        rows: Sequence[Sequence[Cell]],
        *,
        of: int = 0,
    ) -> Table:
        """Return a table; `columns` are what they are called in `[head]` and their widths, in percent.

        Where there are more rows than are shown, `of` so many, a note says how many are not.
        """
        heads = tuple(self.say("head", name) for name in columns)
        return Table(
            caption, heads, tuple(columns.values()), tuple(map(tuple, rows)), self.left_out(of - len(rows))
        )

    def left_out(self, count: int) -> str:
        """Say how many are not listed, if any."""
        return self.say("shared", "left_out", count=count) if count > 0 else ""

    def quotations(self, rows: Sequence[Row], about: str, words: str, limit: int, *, of: int) -> Quotations:
        """Return quotations of columns of rows."""
        quotations = tuple(
            Quotation(self.named(row[about]), shortened(str(row[words]), limit), source(row)) for row in rows
        )
        return Quotations(quotations, self.left_out(of - len(rows)))


def source(row: Row, file: str = "file", line: str = "line") -> Source:
    """Return where a row stands."""
    return Source(str(row[file]), int(str(row[line])))


def cell(text: object, *sources: Source, strong: bool = False) -> Cell:
    """Return a cell with what stands in it; nothing for no value."""
    return Cell("" if text is None else number(text), tuple(dict.fromkeys(sources)), strong)


def section(title: str, *blocks: Block | None) -> Section:
    """Return a section of the blocks that there are."""
    return Section(title, tuple(block for block in blocks if block is not None))


def distinct(rows: Iterable[Row], *columns: str) -> list[Row]:
    """Return rows that differ in these columns, the first of each kind."""
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        first.setdefault(tuple(row[column] for column in columns), row)
    return list(first.values())


def unlike(rows: Iterable[Row], words: str, *same: str) -> list[Row]:
    """Return rows of which no two have the same in some columns and nearly the same words in another."""
    kept: list[Row] = []
    for row in rows:
        alike = (each for each in kept if all(each[column] == row[column] for column in same))
        if not any(_likeness(str(each[words]), str(row[words])) >= _ALIKE for each in alike):
            kept.append(row)
    return kept


def total(rows: Iterable[Row], column: str) -> int:
    """Return the sum of a column."""
    return sum(int(str(row[column] or 0)) for row in rows)


def added(rows: Iterable[Row], key: str, *counts: str) -> list[Row]:
    """Return one row for each value of a column, the counts of its rows added up."""
    together: dict[object, list[Row]] = {}
    for row in rows:
        together.setdefault(row[key], []).append(row)
    return [{**own[0], **{column: total(own, column) for column in counts}} for own in together.values()]


def _likeness(one: str, other: str) -> float:
    """Return the share of characters that two texts have in common (Jaccard)."""
    ours, theirs = set(one), set(other)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0


def _whole(parts: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Join again the parts of a name that has 、 in itself (知识产权创造、保护和运用)."""
    names: list[str] = []
    for part in parts:
        if names and f"{names[-1]}、{part}" in known:
            names[-1] = f"{names[-1]}、{part}"
        else:
            names.append(part)
    return names
