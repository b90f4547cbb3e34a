"""RDF/XML, for programs that read no other form of RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from bizgraph.errors import ExportError
from bizgraph.export.linked_data.blocks import in_blocks
from bizgraph.export.linked_data.ordering import by_subject
from bizgraph.export.linked_data.xml_text import escaped, split
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import NAMESPACES, RDF, XSD

_PREFIXES: Final = {namespace.iri: namespace.prefix for namespace in NAMESPACES}
_RESERVED: Final = "http://www.w3.org/2000/xmlns/"  # Namespaces in XML, section 3: nobody may declare it
_SYNTAX: Final = frozenset(  # RDF/XML, sections 5.1 and 7.2.14: what no property element may be called
    map(
        RDF,
        (
            *("Description", "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "li"),
            *("bagID", "aboutEach", "aboutEachPrefix"),
        ),
    )
)


def rdf_xml(quads: Iterable[Quad], _namespaces: Namespaces) -> Iterator[bytes]:
    """Yield RDF 1.1 XML: the quads without their graphs, blank nodes as `canonical` names them.

    Control characters that XML 1.0 cannot hold become U+FFFD; the other formats keep them. Raises ExportError
    for a predicate of which XML can make no name, and for what RDF 1.1 does not have.
    """
    return in_blocks(piece.encode() for piece in _document(by_subject(quads)))


def _document(quads: Iterator[Quad]) -> Iterator[str]:
    namespaces = "".join(f'\n\txmlns:{prefix}="{iri}"' for iri, prefix in _PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{namespaces}>\n'
    for subject, about in groupby(quads, key=attrgetter("subject")):
        yield f"\t<rdf:Description {_node(subject, 'about')}>\n"
        yield from map(_property, about)
        yield "\t</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _property(quad: Quad) -> str:
    tag, namespace = _element(quad.predicate)
    value = quad.object
    if not isinstance(value, Literal):
        return f"\t\t<{tag}{namespace} {_node(value, 'resource')}/>\n"
    return f"\t\t<{tag}{namespace}{_kind(value)}>{escaped(value.value)}</{tag}>\n"


def _node(node: object, attribute: str) -> str:
    if isinstance(node, BlankNode):
        return f'rdf:nodeID="{node.value}"'
    assert isinstance(node, NamedNode)
    return f'rdf:{attribute}="{escaped(node.value)}"'


def _kind(literal: Literal) -> str:
    if literal.language:
        return f' xml:lang="{literal.language}"'
    if literal.datatype == XSD("string"):
        return ""
    return f' rdf:datatype="{escaped(literal.datatype.value)}"'


@lru_cache(maxsize=1024)
def _element(predicate: NamedNode) -> tuple[str, str]:
    """Return the name of a predicate's element, and the declaration of its namespace if it needs its own."""
    parts = split(predicate.value)
    if parts is None or predicate in _SYNTAX or parts[0] == _RESERVED:
        raise ExportError(f"RDF/XML has no element for {predicate}; write the graph in another format")
    namespace, name = parts
    if namespace in _PREFIXES:
        return f"{_PREFIXES[namespace]}:{name}", ""
    return name, f' xmlns="{escaped(namespace)}"'
