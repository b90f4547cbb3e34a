"""Terms of RDF as JSON-LD says them under a context: as short as they can be, and not a bit less exact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from bizgraph.errors import ExportError
from bizgraph.rdf.vocabulary import XSD

_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what JSON numbers hold exactly, in its one spelling
_TRUTHS: Final = {"true": True, "false": False}


class Compactor:
    """Says nodes and values by a context in which prefixes are texts and terms are objects."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._prefixes = {each: name for name, each in context.items() if isinstance(each, str)}
        longest_first = sorted(self._prefixes, key=len, reverse=True)
        self._beginning = re.compile("|".join(map(re.escape, longest_first)))
        self._schemes = frozenset(self._prefixes.values())
        terms = {name: each for name, each in context.items() if isinstance(each, dict)}
        self._names = {self._expanded(each["@id"], context): name for name, each in terms.items()}
        self._types = {name: self._expanded(each.get("@type", ""), context) for name, each in terms.items()}
        self._languages = {name: each.get("@language") for name, each in terms.items()}

    def name(self, node: object) -> str:
        """Return a property or class by its term, else as a node. Raises like `node`."""
        return (isinstance(node, NamedNode) and self._names.get(node.value)) or self.node(node)

    def node(self, node: object) -> str:
        """Return an IRI, shortened by a prefix where one fits, or the name of a blank node.

        Raises ExportError for an IRI that would be read as a prefix and a name.
        """
        if isinstance(node, BlankNode):
            return f"_:{node.value}"
        assert isinstance(node, NamedNode)
        iri = node.value
        found = self._beginning.match(iri)
        rest = iri[found.end() :] if found else ""
        if found and rest and not rest.startswith("//"):
            return f"{self._prefixes[found.group()]}:{rest}"
        scheme, _, rest = iri.partition(":")
        if scheme in self._schemes and not rest.startswith("//"):
            raise ExportError(f"JSON-LD would read {node} by the prefix {scheme}; write it in another format")
        return iri

    def value(self, name: str, value: object) -> Any:
        """Return the object of a property, whose `name` is as this compactor gives it."""
        coerced = self._types.get(name, "")
        if not isinstance(value, Literal):
            return self.node(value) if coerced == "@id" else {"@id": self.node(value)}
        language = self._languages.get(name)
        if value.language:
            short = value.language == language
            return value.value if short else {"@value": value.value, "@language": value.language}
        if value.datatype.value == coerced:
            return _native(value.value, coerced)
        if value.datatype != XSD("string"):
            return {"@value": value.value, "@type": self.node(value.datatype)}
        return {"@value": value.value} if coerced or language else value.value

    def _expanded(self, short: str, context: Mapping[str, Any]) -> str:
        prefix, _, name = short.partition(":")
        return context[prefix] + name if prefix in self._schemes else short


def _native(text: str, datatype: str) -> str | int | bool:
    """Return a value as JSON's own where it keeps its spelling; a decimal would not keep it."""
    if datatype == XSD.iri + "integer" and _WHOLE.fullmatch(text):
        return int(text)
    if datatype == XSD.iri + "boolean":
        return _TRUTHS.get(text, text)
    return text
