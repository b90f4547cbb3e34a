"""Quads as N-Quads: the same quads give the same bytes, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, parse, serialize

from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import NAMESPACES


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Write canonical N-Quads: one line a quad, sorted by code point."""
    lines = (serialize(set(quads), format=RdfFormat.N_QUADS) or b"").split(b"\n")
    return b"".join(line + b"\n" for line in sorted(lines) if line)


def from_nquads(data: bytes) -> tuple[Quad, ...]:
    """Read N-Quads. Raises SyntaxError where they are ill-formed."""
    return tuple(parse(data, format=RdfFormat.N_QUADS))


def prefixes(names: Namespaces) -> dict[str, str]:
    """Return the prefixes that people and programs may count on in what is written out."""
    shared = {namespace.prefix: namespace.iri for namespace in NAMESPACES}
    kinds = ("region", "unit", "indicator", "function", "unit-of-measure", "document")
    return shared | {kind: f"{names.base}{kind}/" for kind in kinds}
