"""A saved question, a query in a file or SPARQL text → an answer: values bound, rows cited, its reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.errors import QueryError
from bizgraph.questions.answer import Answer, Column
from bizgraph.questions.citing import cite, labels
from bizgraph.questions.names import Names
from bizgraph.questions.saved import SUFFIX, Parameter, SavedQuery, parse_query, read_query, saved_queries
from bizgraph.store.binding import bind
from bizgraph.store.interface import Solutions, Store, Term
from bizgraph.store.values import to_literal

_COUNTED: Final = 100_000


class Answering:
    """Answers queries of a store, and remembers what was meant by the names that were typed."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names
        self._meant: dict[tuple[str, str], NamedNode | Literal] = {}  # what was typed, by kind

    def answer(
        self,
        question: str | Path | SavedQuery,
        max_rows: int | None,
        language: str,
        parameters: Mapping[str, object],
    ) -> Answer:
        """Answer a question with the values of its parameters; see `bizgraph.graph.Graph.query`."""
        query = question if isinstance(question, SavedQuery) else find_query(question)
        bindings, said = self._bindings(query, parameters, language)
        names, solutions = self._rows(query.text, bindings)
        rows = tuple(islice(solutions, max_rows))
        left = sum(1 for _ in islice(solutions, _COUNTED)) if max_rows is not None else 0
        return Answer(
            columns=tuple(Column(name, query.columns.get(name, {})) for name in names),
            rows=rows,
            titles=query.titles,
            parameters=said,
            reading=_reading(query, said, language) + _left_out(len(rows), left, language),
            sparql=bind(query.text, bindings),
            sources=cite(self._store, rows),
            labels=labels(self._store, rows, language),
            left=left,
        )

    def _bindings(
        self, query: SavedQuery, parameters: Mapping[str, object], language: str
    ) -> tuple[dict[str, NamedNode | Literal], dict[str, str]]:
        values: dict[str, object] = {each.name: each.default for each in query.parameters if each.default}
        values.update(parameters)
        bindings: dict[str, NamedNode | Literal] = {}
        said: dict[str, str] = {}
        for name, value in values.items():
            if value is None or value == "":
                continue
            known = query.parameter(name) if query.parameters else None
            term = self._term(name, value, known)
            bindings[name] = term
            said[name] = self._names.label(term, language) if isinstance(term, NamedNode) else term.value
        for parameter in query.parameters:
            if parameter.required and parameter.name not in bindings:
                raise QueryError(f"{query.name} needs a value for {parameter.name} ({parameter.kind})")
        return bindings, said

    def _term(self, name: str, value: object, parameter: Parameter | None) -> NamedNode | Literal:
        if isinstance(value, NamedNode | Literal):
            return value
        if parameter is not None:
            typed = (parameter.kind, str(value))
            if typed not in self._meant:
                self._meant[typed] = self._names.value(parameter, str(value))
            return self._meant[typed]
        if isinstance(value, str):
            return self._names.iri_or_text(value)
        if isinstance(value, int | float | bool | Decimal | date):
            return to_literal(value)
        raise QueryError(f"the value of {name} must be text, a number, a date or an RDF term")

    def _rows(
        self, query: str, bindings: Mapping[str, NamedNode | Literal]
    ) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
        answer = self._store.answer(query, bindings)
        if isinstance(answer, Solutions):
            return answer.variables, answer.rows
        if isinstance(answer, bool):
            return ("answer",), iter([(to_literal(answer),)])
        return ("subject", "predicate", "object"), ((t.subject, t.predicate, t.object) for t in answer)


def _reading(query: SavedQuery, parameters: Mapping[str, str], language: str) -> str:
    """Say what a saved question asks, and about what."""
    title = query.titles.get(language) or query.name
    asked = (f"{_meaning(query, name, language)} = {value}" for name, value in parameters.items())
    return f"{title} ({', '.join(asked)})" if parameters else title


def _left_out(shown: int, left: int, language: str) -> str:
    """Say how many rows there are where not all are returned."""
    if not left:
        return ""
    count = f"{shown + left}{'+' if left == _COUNTED else ''}"
    if language == "zh":
        return f"（共 {count} 行，列出前 {shown} 行）"
    return f" (the first {shown} of {count} rows)"


def _meaning(query: SavedQuery, name: str, language: str) -> str:
    known = (each.labels.get(language) for each in query.parameters if each.name == name)
    return next(known, None) or name


def find_query(question: str | Path) -> SavedQuery:
    """Return a saved question by name, a query in a file, or SPARQL text. Raises QueryError."""
    if isinstance(question, Path):
        return read_query(question)
    saved = saved_queries()
    if question in saved:
        return saved[question]
    if "{" in question:
        return parse_query(question)
    if question.endswith(SUFFIX) or "/" in question:
        return read_query(Path(question))
    raise QueryError(f"no saved question is called {question!r}; there are: {', '.join(saved)}")
