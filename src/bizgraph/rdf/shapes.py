"""The shapes that graphs are held against, and what a shape says of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox
import shacl

from bizgraph.errors import OntologyError
from bizgraph.rdf.vocabulary import NAMESPACES, RDF, SH, Namespace

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Said: TypeAlias = Mapping[tuple[object, object], list[_Term]]

_SHAPES: Final = Namespace("bizsh", "https://w3id.org/bizgraph/shapes#")
_PATHS: Final = (
    (SH("inversePath"), "^{}"),
    (SH("zeroOrMorePath"), "{}*"),
    (SH("oneOrMorePath"), "{}+"),
    (SH("zeroOrOnePath"), "{}?"),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a shape says of itself: its path in the syntax of SPARQL, and its messages by language."""

    path: str = ""
    messages: Mapping[str | None, str] = field(default_factory=dict)


class Shapes:
    """The shapes of a file, read once. Raises OntologyError where the file cannot be read as Turtle.

    Without `gate`, pySHACL alone goes over graphs; what is found is the same.
    """

    def __init__(self, path: Path, *, gate: bool = True) -> None:
        self._path = path
        self._wants_gate = gate
        try:
            self.text: Final = path.read_text("utf-8")
            triples = list(ox.parse(self.text, format=ox.RdfFormat.TURTLE))
        except OSError as error:
            raise OntologyError(f"{path} cannot be read: {error.strerror}") from error
        except (SyntaxError, ValueError) as error:
            raise OntologyError(f"{path} is not Turtle: {error}") from error
        self.wordings: Final = _wordings(triples)

    @cached_property
    def gate(self) -> shacl.Shapes | None:
        """The shapes compiled by the faster engine, or None where pySHACL is to decide alone."""
        if not self._wants_gate:
            return None
        try:
            return shacl.Shapes.from_text(self.text)
        except ValueError as error:
            raise OntologyError(f"{self._path} holds no shapes: {error}") from error


def shown(iri: str) -> str:
    """Return an IRI with its beginning replaced by a prefix, if one fits: `biz:text`."""
    for namespace in (*NAMESPACES, _SHAPES):
        if iri.startswith(namespace.iri):
            return f"{namespace.prefix}:{iri.removeprefix(namespace.iri)}"
    return iri


def _wordings(triples: list[ox.Quad]) -> dict[str, Wording]:
    """Return what each shape that has a name says of itself."""
    said: defaultdict[tuple[object, object], list[_Term]] = defaultdict(list)
    for triple in triples:
        said[triple.subject, triple.predicate].append(triple.object)
    wordings: dict[str, Wording] = {}
    for shape in {triple.subject for triple in triples}:
        if isinstance(shape, ox.NamedNode):
            path = _one(said, shape, SH("path"))
            messages = [m for m in said.get((shape, SH("message")), ()) if isinstance(m, ox.Literal)]
            wordings[shape.value] = Wording(
                "" if path is None else _path_shown(said, path),
                {m.language: m.value for m in sorted(messages, key=lambda m: m.value)},
            )
    return wordings


def _one(said: _Said, subject: object, predicate: ox.NamedNode) -> _Term | None:
    return next(iter(said.get((subject, predicate), ())), None)


def _path_shown(said: _Said, path: _Term) -> str:
    """Write a path in the syntax of SPARQL."""
    if isinstance(path, ox.NamedNode):
        return shown(path.value)
    for predicate, form in _PATHS:
        inner = _one(said, path, predicate)
        if inner is not None:
            return form.format(_path_shown(said, inner))
    choices = _one(said, path, SH("alternativePath"))
    parts: list[str] = []
    rest = path if choices is None else choices
    while (first := _one(said, rest, RDF("first"))) is not None:
        parts.append(_path_shown(said, first))
        rest = _one(said, rest, RDF("rest")) or RDF("nil")
    return "(" + ("/" if choices is None else "|").join(parts) + ")"
