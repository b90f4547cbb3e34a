"""Quads as bytes. The same quads give the same bytes, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import NAMESPACES, TYPE


def in_order(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Return quads without repetition, by graph and subject, a subject's classes first."""
    return tuple(sorted(set(quads), key=_place))


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Write canonical N-Quads: one line a quad, sorted by code point."""
    lines = _written(set(quads), RdfFormat.N_QUADS).split(b"\n")
    return b"".join(line + b"\n" for line in sorted(lines) if line)


def from_nquads(data: bytes) -> tuple[Quad, ...]:
    """Read N-Quads. Raises SyntaxError where they are ill-formed."""
    return tuple(parse(data, format=RdfFormat.N_QUADS))


def to_trig(quads: Iterable[Quad], names: Namespaces) -> bytes:
    """Write TriG with prefixes, one block a graph."""
    return _with_ordered_head(_written(in_order(quads), RdfFormat.TRIG, prefixes(names)))


def to_turtle(quads: Iterable[Quad], names: Namespaces) -> bytes:
    """Write Turtle with prefixes: the quads without their graphs."""
    triples = {quad.triple: None for quad in in_order(quads)}
    ordered = sorted(triples, key=lambda triple: _place(Quad(*triple)))
    return _with_ordered_head(_written(ordered, RdfFormat.TURTLE, prefixes(names)))


def prefixes(names: Namespaces) -> dict[str, str]:
    """Return the prefixes that people and programs may count on in what is written out."""
    shared = {namespace.prefix: namespace.iri for namespace in NAMESPACES}
    kinds = ("region", "unit", "indicator", "function", "unit-of-measure", "document")
    return shared | {kind: f"{names.base}{kind}/" for kind in kinds}


def _written(
    statements: Iterable[Quad] | Iterable[Triple], form: RdfFormat, prefix: dict[str, str] | None = None
) -> bytes:
    return serialize(statements, format=form, prefixes=prefix) or b""


def _with_ordered_head(document: bytes) -> bytes:
    # pyoxigraph writes the prefixes first, one a line, in an order that changes from run to run.
    lines = document.splitlines(keepends=True)
    count = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(sorted(lines[:count]) + lines[count:])


def _place(quad: Quad) -> tuple[str, str, bool, str, str]:
    kind = quad.predicate != TYPE
    return str(quad.graph_name), str(quad.subject), kind, str(quad.predicate), str(quad.object)
