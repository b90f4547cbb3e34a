"""Triples in a form that every store can take in, Virtuoso among them.

Virtuoso (7.20) refuses Turtle and N-Triples with a string of which one line is longer than some 60,000 bytes,
escapes included. So long strings are written over the lines that they have; where one line alone is too long,
the whole is written as RDF/XML, which has no such limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from bizgraph.rdf.vocabulary import XSD

_LONG: Final = 1_000  # characters of a string that is written over several lines
_TOO_LONG: Final = 10_000  # of a line


def written(triples: Iterable[Triple]) -> tuple[bytes, str]:
    """Return triples as bytes, and the media type of these."""
    held = list(triples)
    if any(len(line) > _TOO_LONG for triple in held for line in _lines(triple.object)):
        data = serialize(held, format=RdfFormat.RDF_XML) or b""
        return data.replace(b"\r", b"&#13;"), RdfFormat.RDF_XML.media_type
    return "".join(_statements(held)).encode(), RdfFormat.TURTLE.media_type


def _lines(term: object) -> Sequence[str]:
    return term.value.split("\n") if isinstance(term, Literal) and len(term.value) > _TOO_LONG else ()


def _statements(triples: Iterable[Triple]) -> Iterator[str]:
    for triple in triples:
        term = triple.object
        told = _over_lines(term) if isinstance(term, Literal) and len(term.value) > _LONG else str(term)
        yield f"{triple.subject} {triple.predicate} {told} .\n"


def _over_lines(literal: Literal) -> str:
    text = f'"""{"".join(map(_escaped, literal.value))}"""'
    if literal.language:
        return f"{text}@{literal.language}"
    return text if literal.datatype == XSD("string") else f"{text}^^{literal.datatype}"


def _escaped(character: str) -> str:
    if character == "\n" or (character.isprintable() and character not in '"\\'):
        return character
    return f"\\u{ord(character):04X}" if ord(character) < 0x10000 else f"\\U{ord(character):08X}"
