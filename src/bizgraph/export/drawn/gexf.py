"""GEXF 1.3 (https://gexf.net), the format of Gephi: with types, colours, sizes, places and parallel edges.

Where the schema leaves a choice, what Gephi 0.10 and graphology-gexf read decides:

- Attributes have numbers for identifiers: Gephi reserves some names, graphology drops the titles of others.
- The kind of an edge stands twice: as its GEXF kind, by which Gephi tells parallel edges apart, and as an
  attribute, for nothing can be filtered or coloured by the first. That of a node is an attribute.
- Days are strings, as GEXF has no type for them, and so are IRIs, as Gephi drops columns of `anyURI`.
- Sizes are radii, as programs draw them, though no specification says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from bizgraph.export.drawn.xml import DECLARATION, element, escape
from bizgraph.export.network import Edge, Field, FieldType, Network, Node, Value, text_of

_START: Final = (
    f'{DECLARATION}<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
)
_GRAPH: Final = '<graph defaultedgetype="directed" idtype="string" mode="static">\n'
_TYPES: Final = {
    FieldType.TEXT: "string",
    FieldType.INTEGER: "long",
    FieldType.NUMBER: "double",
    FieldType.TRUTH: "boolean",
    FieldType.DAY: "string",
    FieldType.TEXTS: "liststring",
}
_SHAPES: Final = {"ellipse": "disc", "box": "square", "diamond": "diamond"}
_KIND: Final = Field("kind", FieldType.TEXT)

_Identifiers: TypeAlias = Mapping[str, str]


def gexf(network: Network) -> Iterator[str]:
    """Yield a network as GEXF 1.3, a node or an edge at a time."""
    node_fields, edge_fields = (_KIND, *network.node_fields), (_KIND, *network.edge_fields)
    yield _START
    yield _meta(network.title)
    yield _GRAPH
    yield _declaration("node", node_fields)
    yield _declaration("edge", edge_fields)
    yield "<nodes>\n"
    identifiers = _identifiers(node_fields)
    for node in network.nodes():
        yield f"{_node(node, identifiers)}\n"
    yield "</nodes>\n<edges>\n"
    identifiers = _identifiers(edge_fields)
    for edge in network.edges():
        yield f"{_edge(edge, identifiers)}\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _meta(title: str) -> str:
    creator = element("creator", {}, "bizgraph")
    return f"{element('meta', {}, creator + element('description', {}, escape(title)))}\n"


def _declaration(of: str, fields: Iterable[Field]) -> str:
    identifiers = _identifiers(fields)
    declared = "".join(
        element("attribute", {"id": identifiers[each.name], "title": each.name, "type": _TYPES[each.type]})
        for each in fields
    )
    return f"{element('attributes', {'class': of}, declared)}\n"


def _identifiers(fields: Iterable[Field]) -> _Identifiers:
    return {each.name: str(number) for number, each in enumerate(fields)}


def _node(node: Node, identifiers: _Identifiers) -> str:
    content = (
        _values({_KIND.name: node.kind, **node.attributes}, identifiers),
        _colour(node.colour),
        element("viz:position", {"x": node.x, "y": node.y}),
        element("viz:size", {"value": node.size / 2}),
        element("viz:shape", {"value": _SHAPES[node.shape]}),
    )
    return element("node", {"id": node.id, "label": node.label}, "".join(content))


def _edge(edge: Edge, identifiers: _Identifiers) -> str:
    content = (
        _values({_KIND.name: edge.kind, **edge.attributes}, identifiers),
        _colour(edge.colour),
        element("viz:thickness", {"value": edge.width}),
    )
    attributes = {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind,
        "label": edge.label,
        "weight": edge.weight,
    }
    return element("edge", attributes, "".join(content))


def _values(attributes: Mapping[str, Value], identifiers: _Identifiers) -> str:
    values = (
        element("attvalue", {"for": identifiers[name], "value": _text(value)})
        for name, value in attributes.items()
    )
    return element("attvalues", {}, "".join(values))


def _text(value: Value) -> str:
    return f"[{', '.join(map(_quoted, value))}]" if isinstance(value, tuple) else text_of(value)


def _quoted(text: str) -> str:
    """Return an item of a list; in quotes, only quotes and backslashes mean something else to Gephi."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _colour(colour: str) -> str:
    """Return a colour by its channels: not every reader knows the `hex` of GEXF 1.3."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return element("viz:color", {"r": red, "g": green, "b": blue})
