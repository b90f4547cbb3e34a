"""The form of a saved query: a field for each parameter, with what the graph holds to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.errors import QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.saved import Kind, Parameter, SavedQuery
from bizgraph.serve.pages.words import word

OF_THINGS: Final = (Kind.REGION, Kind.INDICATOR, Kind.UNIT, Kind.DOCUMENT, Kind.FUNCTION)
_CHOSEN: Final = (Kind.INDICATOR, Kind.DOCUMENT, Kind.FUNCTION)  # from a list; other names are typed
_MOST: Final = 400  # names in a list


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a field may take, and its name; `below` marks an indicator of the second level."""

    value: str
    label: str
    below: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its label, what stands in it, what it may take, and what is wrong with what was typed.

    `control` is select, list (typed, with names to choose from), number, date or text; `near` are the values
    that may be meant, with their names.
    """

    name: str
    label: str
    control: str
    value: str
    required: bool
    choices: tuple[Choice, ...] = ()
    error: str = ""
    near: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent: its fields, and the terms that they stand for where all is right."""

    fields: tuple[Field, ...]
    terms: Mapping[str, NamedNode | Literal | str]

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong with any field."""
        return not any(field.error for field in self.fields)


def filled(graph: Graph, query: SavedQuery, asked: Mapping[str, str], language: str) -> Filled:
    """Return the form of a query as it was sent; a field that was not sent has its default."""
    fields: list[Field] = []
    terms: dict[str, NamedNode | Literal | str] = {}
    for parameter in query.parameters:
        typed = asked.get(parameter.name, parameter.default).strip()
        error = ""
        near: tuple[tuple[str, str], ...] = ()
        try:
            terms[parameter.name] = graph.meaning(parameter, typed) if typed else ""
        except UnknownThingError as unknown:
            near = tuple((graph.shortened(iri), label) for label, iri in unknown.candidates if iri)
            error = word("queries", "queries", _how(unknown), language, typed=_short(typed))
        except QueryError:
            error = word("queries", "queries", parameter.kind, language)
        if not typed and parameter.required:
            name = parameter.labels.get(language, parameter.name)
            error = word("queries", "queries", "needs", language, label=name) if asked else error
        fields.append(_field(graph, parameter, typed, error, near, language))
    return Filled(tuple(fields), terms)


def _how(unknown: UnknownThingError) -> str:
    return "several" if unknown.ambiguous else "unknown"


def _field(
    graph: Graph,
    parameter: Parameter,
    typed: str,
    error: str,
    near: tuple[tuple[str, str], ...],
    language: str,
) -> Field:
    choices = _choices(graph, parameter.kind, language)
    value = typed
    if not error and parameter.kind in OF_THINGS and typed:
        meant = graph.meaning(parameter, typed)
        value = graph.shortened(meant.value) if parameter.kind in _CHOSEN else typed
        if parameter.kind in _CHOSEN and all(each.value != value for each in choices):
            choices = (Choice(value, graph.label(meant.value, language=language)), *choices)
    return Field(
        parameter.name,
        parameter.labels.get(language) or parameter.name,
        _control(parameter.kind, error),
        value,
        parameter.required,
        choices,
        error,
        near,
    )


def _control(kind: Kind, error: str) -> str:
    if kind in _CHOSEN and not error:
        return "select"
    return "list" if kind in OF_THINGS else str(kind)


def _choices(graph: Graph, kind: Kind, language: str) -> tuple[Choice, ...]:
    if kind not in OF_THINGS:
        return ()
    held = graph.held(kind, language=language)[:_MOST]
    if kind is not Kind.INDICATOR:
        return tuple(Choice(graph.shortened(each.iri.value), each.label) for each in held)
    ordered = []
    for first in (each for each in held if each.above is None):
        ordered.append(Choice(graph.shortened(first.iri.value), first.label))
        ordered += [
            Choice(graph.shortened(each.iri.value), each.label, below=True)
            for each in held
            if each.above == first.iri
        ]
    return tuple(ordered)


def _short(typed: str) -> str:
    return typed if len(typed) <= 60 else f"{typed[:59]}…"
