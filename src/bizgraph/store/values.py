"""RDF terms as plain Python values and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from bizgraph.rdf.vocabulary import XSD, day, decimal, integer, plain
from bizgraph.store.interface import Term

Plain: TypeAlias = str | int | float | bool | Decimal | date | None

_WHOLE: Final = (
    "integer int long short byte nonNegativeInteger nonPositiveInteger negativeInteger positiveInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte"
)
_READERS: Final[dict[str, Callable[[str], Plain]]] = {
    **{XSD.iri + name: int for name in _WHOLE.split()},
    XSD.iri + "decimal": Decimal,
    XSD.iri + "double": float,
    XSD.iri + "float": float,
    XSD.iri + "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    XSD.iri + "date": date.fromisoformat,
    XSD.iri + "dateTime": datetime.fromisoformat,
}


def to_plain(term: Term | None) -> Plain:
    """Return a term as a plain value: an IRI and a blank node as text, a literal by its datatype.

    A literal that its datatype cannot read stays text.
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        return f"_:{term.value}" if isinstance(term, BlankNode) else str(term)
    reader = _READERS.get(term.datatype.value)
    if reader is None:
        return term.value
    try:
        return reader(term.value)
    except (ValueError, KeyError, InvalidOperation):
        return term.value


def to_literal(value: str | int | float | bool | Decimal | date) -> Literal:
    """Return a plain value as a literal, for instance to bind it into a query."""
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=XSD("boolean"))
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, int):
        return integer(value)
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, float):
        return Literal(repr(value), datatype=XSD("double"))
    if isinstance(value, datetime):
        return Literal(value.isoformat(), datatype=XSD("dateTime"))
    return day(value)
