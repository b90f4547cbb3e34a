"""GraphML 1.1 (http://graphml.graphdrawing.org), with the drawing in the elements of yEd.

Programs that do not know yEd read the plain attributes; lists are JSON in them. The drawing stands before
these, for networkx takes `label`, `x` and `y` from either, and the last one counts. Identifiers stay as they
are, as all writers keep them, though the schema wants name tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from bizgraph.export.drawn.xml import DECLARATION, element, escape
from bizgraph.export.network import Edge, Field, FieldType, Network, Node, Value, text_of

_START: Final = (
    f'{DECLARATION}<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:y="http://www.yworks.com/xml/graphml">\n'
)
_TYPES: Final = {
    FieldType.TEXT: "string",
    FieldType.INTEGER: "long",
    FieldType.NUMBER: "double",
    FieldType.TRUTH: "boolean",
    FieldType.DAY: "string",
    FieldType.TEXTS: "string",
}
_SHAPES: Final = {"ellipse": "ellipse", "box": "rectangle", "diamond": "diamond"}
_GRAPH_FIELDS: Final = (Field("title", FieldType.TEXT),)
_NODE_FIELDS: Final = (
    Field("kind", FieldType.TEXT),
    Field("label", FieldType.TEXT),
    Field("x", FieldType.NUMBER),
    Field("y", FieldType.NUMBER),
)
_EDGE_FIELDS: Final = (
    Field("kind", FieldType.TEXT),
    Field("label", FieldType.TEXT),
    Field("weight", FieldType.NUMBER),
)
_NODE_DRAWING: Final = "node-drawing"
_EDGE_DRAWING: Final = "edge-drawing"

_Keys: TypeAlias = Mapping[str, str]


def graphml(network: Network) -> Iterator[str]:
    """Yield a network as GraphML, a node or an edge at a time."""
    node_fields, edge_fields = (*_NODE_FIELDS, *network.node_fields), (*_EDGE_FIELDS, *network.edge_fields)
    yield _START
    yield _declaration("graph", _GRAPH_FIELDS)
    yield _declaration("node", node_fields)
    yield _declaration("edge", edge_fields)
    yield _drawing_declaration("node", _NODE_DRAWING)
    yield _drawing_declaration("edge", _EDGE_DRAWING)
    yield '<graph edgedefault="directed">\n'
    yield f"{_data({'title': network.title}, _keys('graph', _GRAPH_FIELDS))}\n"
    keys = _keys("node", node_fields)
    for node in network.nodes():
        yield f"{_node(node, keys)}\n"
    keys = _keys("edge", edge_fields)
    for edge in network.edges():
        yield f"{_edge(edge, keys)}\n"
    yield "</graph>\n</graphml>\n"


def _declaration(of: str, fields: Iterable[Field]) -> str:
    keys = _keys(of, fields)
    return "".join(
        element(
            "key",
            {"id": keys[each.name], "for": of, "attr.name": each.name, "attr.type": _TYPES[each.type]},
        )
        + "\n"
        for each in fields
    )


def _drawing_declaration(of: str, key: str) -> str:
    return f"{element('key', {'id': key, 'for': of, 'yfiles.type': f'{of}graphics'})}\n"


def _keys(of: str, fields: Iterable[Field]) -> _Keys:
    return {each.name: f"{of}-{number}" for number, each in enumerate(fields)}


def _node(node: Node, keys: _Keys) -> str:
    plain = {"kind": node.kind, "label": node.label, "x": node.x, "y": node.y, **node.attributes}
    drawing = element("data", {"key": _NODE_DRAWING}, _node_drawing(node))
    return element("node", {"id": node.id}, drawing + _data(plain, keys))


def _edge(edge: Edge, keys: _Keys) -> str:
    plain = {"kind": edge.kind, "label": edge.label, "weight": edge.weight, **edge.attributes}
    drawing = element("data", {"key": _EDGE_DRAWING}, _edge_drawing(edge))
    attributes = {"id": edge.id, "source": edge.source, "target": edge.target}
    return element("edge", attributes, drawing + _data(plain, keys))


def _data(attributes: Mapping[str, Value], keys: _Keys) -> str:
    return "".join(
        element("data", {"key": keys[name]}, escape(text_of(value))) for name, value in attributes.items()
    )


def _node_drawing(node: Node) -> str:
    """Return a node as yEd draws it: its place is its upper left corner, and y points down."""
    place = {"x": node.x - node.size / 2, "y": -node.y - node.size / 2}
    content = (
        element("y:Geometry", {"height": node.size, "width": node.size, **place}),
        element("y:Fill", {"color": node.colour, "transparent": "false"}),
        element("y:BorderStyle", {"hasColor": "false"}),
        element("y:NodeLabel", {"modelName": "sides", "modelPosition": "s"}, escape(node.label)),
        element("y:Shape", {"type": _SHAPES[node.shape]}),
    )
    return element("y:ShapeNode", {}, "".join(content))


def _edge_drawing(edge: Edge) -> str:
    content = (
        element("y:LineStyle", {"color": edge.colour, "type": "line", "width": edge.width}),
        element("y:Arrows", {"source": "none", "target": "standard"}),
        element("y:EdgeLabel", {}, escape(edge.label)),
    )
    return element("y:PolyLineEdge", {}, "".join(content))
