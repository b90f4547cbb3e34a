"""The IRIs of things. Each comes from what the thing is and where it stands, never from a counter.

Everything hangs under one base that a user can set. A document's facts hang under the document:
`<base>document/<id>/measure/10234`. Regions, units, indicators and functions are shared.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote as percent_encode

from pyoxigraph import NamedNode

from bizgraph.errors import GraphError
from bizgraph.extract.facts import Document, Person, Quantity, Responsibility
from bizgraph.source.text import Quote

DEFAULT_BASE: Final = "https://w3id.org/bizgraph/id/"

_MASKS = frozenset("xX×*＊某○")
_QUESTIONABLE: Final = re.compile(r"[^A-Za-z0-9._~/-]")


def encoded(part: str) -> str:
    """Return text as part of an IRI path: letters of any script stay, what an IRI may not hold is encoded.

    Slashes stay as well. Different texts give different results.
    """
    return _QUESTIONABLE.sub(_encoded_character, part)


def _encoded_character(match: re.Match[str]) -> str:
    character = match.group()
    letter = not character.isascii() and (character.isalpha() or character.isdecimal())
    return character if letter else percent_encode(character, safe="")


@dataclass(frozen=True, slots=True)
class Namespaces:
    """Makes the IRI of every kind of thing under one base."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not self.base.endswith(("/", "#")):
            raise GraphError(f"the base of identifiers must end in / or #, not {self.base!r}")
        try:
            NamedNode(self.base)
        except ValueError as error:
            raise GraphError(f"the base of identifiers must be an absolute IRI, not {self.base!r}") from error

    def document(self, identifier: str) -> NamedNode:
        """Return the IRI of a document."""
        return NamedNode(f"{self.base}document/{encoded(identifier)}")

    def graph(self, identifier: str) -> NamedNode:
        """Return the name of the graph that holds a document's facts: the document's IRI and `/graph`.

        It differs from the document's own IRI so that the graph can say how it was made.
        """
        return NamedNode(f"{self.base}document/{encoded(identifier)}/graph")

    def knowledge(self) -> NamedNode:
        """Return the name of the graph that holds what documents share."""
        return NamedNode(f"{self.base}graph/knowledge")

    def region(self, identifier: str) -> NamedNode:
        """Return the IRI of a region."""
        return NamedNode(f"{self.base}region/{encoded(identifier)}")

    def unit(self, identifier: str) -> NamedNode:
        """Return the IRI of a unit."""
        return NamedNode(f"{self.base}unit/{encoded(identifier)}")

    def indicator(self, identifier: str) -> NamedNode:
        """Return the IRI of an indicator."""
        return NamedNode(f"{self.base}indicator/{encoded(identifier)}")

    def function(self, identifier: str) -> NamedNode:
        """Return the IRI of a function that units of different places share."""
        return NamedNode(f"{self.base}function/{encoded(identifier)}")

    def unit_of_measure(self, identifier: str) -> NamedNode:
        """Return the IRI of a unit of measure."""
        return NamedNode(f"{self.base}unit-of-measure/{encoded(identifier)}")

    def software(self, name: str, version: str) -> NamedNode:
        """Return the IRI of a version of a program."""
        return NamedNode(f"{self.base}software/{encoded(name)}/{encoded(version)}")

    def fact(self, document: Document, key: str) -> NamedNode:
        """Return the IRI of a fact, whose key is its kind and place, such as `measure/10234`."""
        return NamedNode(f"{self.base}document/{encoded(document.id)}/{encoded(key)}")

    def span(self, document: Document, quote: Quote) -> NamedNode:
        """Return the IRI of a stretch of the document's file."""
        return self.fact(document, f"span/{_place(quote)}")

    def extraction(self, document: Document) -> NamedNode:
        """Return the IRI of the act of reading facts out of a document."""
        return self.fact(document, "extraction")

    def person(self, document: Document, person: Person) -> NamedNode:
        """Return the IRI of a person: one a name in a document, one a place where the name is masked."""
        masked = any(character in _MASKS for character in person.name)
        return self.fact(document, f"person/{_place(person.quote) if masked else person.name}")

    def quantity(self, document: Document, quantity: Quantity, *, shared_place: bool = False) -> NamedNode:
        """Return the IRI of a figure: its place, and what it says where one place holds two figures."""
        place = f"quantity/{_place(quantity.quote)}"
        return self.fact(document, f"{place}-{_digest(quantity)}" if shared_place else place)

    def mention(self, owner: NamedNode, named: NamedNode, quote: Quote) -> NamedNode:
        """Return the IRI of one place at which a fact names a region or unit."""
        return NamedNode(f"{owner.value}/mention/{_place(quote)}/{named.value.removeprefix(self.base)}")

    def responsibility(self, owner: NamedNode, responsibility: Responsibility) -> NamedNode:
        """Return the IRI of one unit in one role, named at one place, for a measure or section."""
        mention = responsibility.mention
        place = f"{responsibility.role}/{_place(mention.quote)}"
        return NamedNode(f"{owner.value}/responsibility/{place}/{encoded(mention.unit.id)}")


def _place(quote: Quote) -> str:
    return f"{quote.span.start}-{quote.span.end}"


def _digest(quantity: Quantity) -> str:
    said = (quantity.metric, str(quantity.comparator), str(quantity.value), quantity.unit, quantity.masked)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:10]
