"""An answer as people read it: what was asked for in front, IRIs as links, places of documents as citations.

An answer has columns that a machine needs: IRIs of facts and of spans, files, lines, sentences. Here they
become links and citations, by what is in them and by how columns are named throughout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.questions.answer import Answer, Citation, Column
from bizgraph.serve.pages.typesetting import holds_words, same_words
from bizgraph.store.interface import Term
from bizgraph.store.values import to_plain

FIRST: Final = 20  # rows, unless all are asked for
_LONG: Final = 34  # characters, from which a text is read as one and no longer scanned as a value
_NUMERIC: Final = ("integer", "decimal", "double", "float")
_OF_CITATION: Final = ("file", "line")
_TEXT_OF: Final = ("_text", "_name")
_SAYS: Final = ("text", "title", "heading")  # columns that say something also where it is the sentence itself
_TEXT: Final = "text"
_SPANS: Final = ("source", "evidence")
_LIST: Final = "、"
_NOT_SHOWN: Final = frozenset({"score", "held"})


class Form(StrEnum):
    """How rows are laid out: one value in front, a table of short values, or texts one below the other."""

    SINGLE = "single"
    TABLE = "table"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Piece:
    """A value of a row, or a name of the list that it is, with the thing it names where that is known."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What a row has in a column that is shown; `citation` is its own sentence if it is one of a document."""

    column: Column
    pieces: tuple[Piece, ...]
    number: bool = False
    truth: bool = False
    citation: Citation | None = None

    @property
    def text(self) -> str:
        """What is read."""
        return _LIST.join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row: its short values, its texts, and the sentences it rests on that are not among the texts."""

    values: tuple[Value, ...]
    texts: tuple[Value, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer laid out. `columns` are those of short values; `total` counts all its rows."""

    form: Form
    columns: tuple[Column, ...]
    numeric: frozenset[str]
    rows: tuple[ShownRow, ...]
    total: int


def shown(
    answer: Answer,
    known: Mapping[str, str],
    most: int | None = None,
    hidden: Sequence[str] = (),
    first: int = 0,
) -> Shown:
    """Lay out an answer, from the row `first` on at most `most` rows.

    `known` are the IRIs of things by their names: a text that is such a name leads to the thing.
    """
    layout = _Layout(answer, known, frozenset(hidden))
    last = len(answer.rows) if most is None else min(len(answer.rows), first + most)
    rows = tuple(layout.row(index) for index in range(first, last))
    return Shown(layout.form, layout.short, layout.numeric, rows, len(answer.rows))


def by_column(values: Sequence[Value]) -> Mapping[str, Value]:
    """Return the values of a row by the names of their columns."""
    return {value.column.name: value for value in values}


def main_value(values: Sequence[Value]) -> Value | None:
    """Return the value for which a row of one answer was asked: a thing other than its place, or a number."""
    things = [value for value in values if value.pieces[0].iri and value.column.name != "place"]
    return next(iter([*things, *(value for value in values if value.number), *values]), None)


class _Layout:
    """What each column of an answer is to readers."""

    def __init__(self, answer: Answer, known: Mapping[str, str], hidden: frozenset[str]) -> None:
        self._answer = answer
        self._known = known
        self._sources: dict[int, list[Citation]] = {}
        for source in answer.sources:
            self._sources.setdefault(source.row, []).append(source)
        filled = [
            (index, column)
            for index, column in enumerate(answer.columns)
            if column.name not in hidden and any(row[index] is not None for row in answer.rows)
        ]
        self._index = {column.name: index for index, column in filled}
        things = {column.name: index for index, column in filled if self._is_thing(index)}
        plain = [
            (index, column)
            for index, column in filled
            if column.name not in things and not self._is_of_citation(index, column.name)
        ]
        things = {name: index for name, index in things.items() if name.rpartition("_")[2] not in _SPANS}
        self._thing_of = {
            column.name: twin for index, column in plain if (twin := self._twin(index, column.name, things))
        }
        self._pair_the_rest(plain, things)
        alone = [
            (index, column)
            for index, column in filled
            if column.name in things and column.name not in self._thing_of.values() and self._is_named(index)
        ]
        both = sorted([*plain, *alone], key=lambda pair: pair[0])
        long = {
            column.name for index, column in plain if self._is_long(index) or self._is_of_fact(column.name)
        }
        if not long:  # facts that are asked for, of which there is nothing but the sentence they stand on
            facts = [pair for pair in filled if pair[1].name in things and self._is_fact(pair[0])][:1]
            facts = [pair for pair in facts if pair[1].name not in self._thing_of.values()]
            both = sorted([*both, *facts], key=lambda pair: pair[0])
            long = {column.name for _, column in facts}
        self.short = tuple(column for _, column in both if column.name not in long)
        self._long = tuple(column for _, column in both if column.name in long)
        self.numeric = frozenset(column.name for index, column in both if self._is_number(index))
        self.form = Form.TEXTS if long else Form.SINGLE if len(answer.rows) == 1 else Form.TABLE

    def row(self, index: int) -> ShownRow:
        """Return a row laid out."""
        values = tuple(filter(None, (self._value(index, column) for column in self.short)))
        left = list(self._sources.get(index, []))
        texts: list[Value] = []
        for column in self._long:
            value = self._value(index, column)
            if value is None:
                continue
            own = next((each for each in left if same_words(each.quote, value.text)), None)
            own = own or next((each for each in left if holds_words(value.text, each.quote)), None)
            if own is not None:
                left.remove(own)
            texts.append(Value(column, value.pieces, citation=own))
        return ShownRow(values, tuple(texts), tuple(left))

    def _value(self, index: int, column: Column) -> Value | None:
        term = self._answer.rows[index][self._index[column.name]]
        if term is None:
            return None
        if isinstance(term, NamedNode):
            return Value(column, (Piece(self._answer.label(term), term.value),))
        text = _text(term)
        twin = self._thing_of.get(column.name)
        thing = self._answer.rows[index][self._index[twin]] if twin else None
        if isinstance(thing, NamedNode):
            return Value(column, (Piece(text, thing.value),))
        if column in self._long:
            return Value(column, (Piece(text),))
        if column.name in self.numeric or isinstance(to_plain(term), bool):
            return Value(column, (Piece(text),), column.name in self.numeric, column.name not in self.numeric)
        names = text.split(_LIST)
        if not any(name in self._known for name in names):
            return Value(column, (Piece(text),))
        return Value(column, tuple(Piece(name, self._known.get(name, "")) for name in names))

    def _terms(self, index: int) -> list[Term]:
        return [row[index] for row in self._answer.rows if row[index] is not None]  # type: ignore[misc]

    def _is_thing(self, index: int) -> bool:
        return all(isinstance(term, NamedNode) for term in self._terms(index))

    def _is_named(self, index: int) -> bool:
        return all(term in self._answer.labels for term in self._terms(index)) and not self._is_cited(index)

    def _is_cited(self, index: int) -> bool:
        """Say whether the things of a column are there for the sentences they stand on: facts and spans."""
        return all(
            any(term.value.startswith(f"{each.document}/") for each in self._sources.get(number, ()))
            for number, row in enumerate(self._answer.rows)
            if isinstance(term := row[index], NamedNode)
        )

    def _is_of_citation(self, index: int, name: str) -> bool:
        """Say whether a column repeats what citations say: a sentence, its file, its line."""
        if name in _NOT_SHOWN:
            return True
        if not self._sources:
            return False
        if name.rpartition("_")[2] in _OF_CITATION:
            return True
        if name.rpartition("_")[2] in _SAYS:
            return False
        return all(
            row[index] is None
            or any(_text(row[index]) == each.quote for each in self._sources.get(number, ()))
            for number, row in enumerate(self._answer.rows)
        )

    def _is_long(self, index: int) -> bool:
        is_text = self._answer.columns[index].name.endswith("_text")  # also where it begins with a list
        return not self._is_number(index) and any(
            len(_text(term)) > _LONG and (is_text or _LIST not in _text(term)[:_LONG])
            for term in self._terms(index)
        )

    def _is_number(self, index: int) -> bool:
        return all(
            isinstance(term, Literal) and term.datatype.value.rpartition("#")[2] in _NUMERIC
            for term in self._terms(index)
        )

    def _pair_the_rest(self, plain: Sequence[tuple[int, Column]], things: Mapping[str, int]) -> None:
        """Pair a column of things that has no text of its own with the first long text that has no thing."""
        free = [
            name for name in things if name not in self._thing_of.values() and self._is_fact(things[name])
        ]
        texts = [column.name for index, column in plain if self._is_long(index) or column.name == _TEXT]
        texts = [name for name in texts if name not in self._thing_of]
        self._thing_of.update(zip(texts, free, strict=False))

    def _is_of_fact(self, name: str) -> bool:
        """Say whether a column holds what facts say, be it long or short."""
        twin = self._thing_of.get(name, "")
        return name.rpartition("_")[2] == _TEXT and bool(twin) and self._is_fact(self._index[twin])

    def _is_fact(self, index: int) -> bool:
        return self._is_cited(index) and all(term in self._answer.labels for term in self._terms(index))

    def _twin(self, index: int, name: str, things: Mapping[str, int]) -> str:
        """Return the column of the things whose texts or names a column holds, if there is one."""
        stem = next((name.removesuffix(ending) for ending in _TEXT_OF if name.endswith(ending)), name)
        if named := next((each for each in (stem, f"{stem}_iri") if each in things), ""):
            return named
        return next((other for other, at in things.items() if self._are_names(index, at)), "")

    def _are_names(self, index: int, things: int) -> bool:
        """Say whether a column holds the names of the things of another."""
        return all(
            isinstance(thing := row[things], NamedNode)
            and self._answer.labels.get(thing) == _text(row[index])
            for row in self._answer.rows
        )


def _text(term: Term | None) -> str:
    value = None if term is None or isinstance(term, NamedNode) else to_plain(term)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
