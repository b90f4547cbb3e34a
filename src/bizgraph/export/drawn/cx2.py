"""CX2, the Cytoscape Exchange Format, version 2: for Cytoscape 3.10 and later, Cytoscape Web and NDEx.

Implements https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/.
Colours, sizes, shapes, widths and labels are attributes that visual properties are mapped from, so that
they show at once, and can be mapped otherwise by whoever opens the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from bizgraph.export.drawn.cytoscape_json import array, compact, free_names
from bizgraph.export.network import Field, FieldType, Network, Value

_TYPES: Final[Mapping[FieldType, str]] = {
    FieldType.TEXT: "string",
    FieldType.INTEGER: "long",
    FieldType.NUMBER: "double",
    FieldType.TRUTH: "boolean",
    FieldType.DAY: "string",
    FieldType.TEXTS: "list_of_string",
}
# The attributes of ours: the label is the `name`, and the kind of an edge its `interaction`, as in Cytoscape.
_NODE_TYPES: Final[Mapping[str, str]] = {
    "name": "string",
    "identifier": "string",
    "kind": "string",
    "colour": "string",
    "shape": "string",
    "size": "double",
}
_EDGE_TYPES: Final[Mapping[str, str]] = {
    "name": "string",
    "identifier": "string",
    "interaction": "string",
    "weight": "double",
    "colour": "string",
    "width": "double",
}
# Names that the format or Cytoscape's tables keep for themselves.
_RESERVED: Final = frozenset(
    {"id", "represents", "alias", "shared name", "interaction", "shared interaction", "selected", "suid"}
)


def _passed(attribute: str) -> dict[str, object]:
    type_name = _NODE_TYPES.get(attribute) or _EDGE_TYPES[attribute]
    return {"type": "PASSTHROUGH", "definition": {"attribute": attribute, "type": type_name}}


_SHAPES: Final = {"ellipse": "ellipse", "box": "rectangle", "diamond": "diamond"}
_FONT: Final = {"FONT_FAMILY": "sans-serif", "FONT_STYLE": "normal", "FONT_WEIGHT": "normal"}
_BELOW: Final = {
    "HORIZONTAL_ALIGN": "center",
    "VERTICAL_ALIGN": "top",
    "HORIZONTAL_ANCHOR": "center",
    "VERTICAL_ANCHOR": "bottom",
    "JUSTIFICATION": "center",
    "MARGIN_X": 0,
    "MARGIN_Y": 0,
}
_LOOKS: Final = {
    "default": {
        "network": {"NETWORK_BACKGROUND_COLOR": "#ffffff"},
        "node": {
            "NODE_BORDER_WIDTH": 0,
            "NODE_LABEL_COLOR": "#24292f",
            "NODE_LABEL_FONT_FACE": _FONT,
            "NODE_LABEL_FONT_SIZE": 10,
            "NODE_LABEL_MAX_WIDTH": 160,
            "NODE_LABEL_POSITION": _BELOW,
        },
        "edge": {
            "EDGE_LABEL_COLOR": "#57606a",
            "EDGE_LABEL_FONT_FACE": _FONT,
            "EDGE_LABEL_FONT_SIZE": 8,
            "EDGE_TARGET_ARROW_SHAPE": "triangle",
        },
    },
    "nodeMapping": {
        "NODE_LABEL": _passed("name"),
        "NODE_BACKGROUND_COLOR": _passed("colour"),
        "NODE_WIDTH": _passed("size"),
        "NODE_HEIGHT": _passed("size"),
        "NODE_SHAPE": {
            "type": "DISCRETE",
            "definition": {
                "attribute": "shape",
                "type": "string",
                "map": [{"v": ours, "vp": theirs} for ours, theirs in _SHAPES.items()],
            },
        },
    },
    "edgeMapping": {
        "EDGE_LABEL": _passed("name"),
        "EDGE_LINE_COLOR": _passed("colour"),
        "EDGE_TARGET_ARROW_COLOR": _passed("colour"),
        "EDGE_WIDTH": _passed("width"),
    },
}
# With it, Cytoscape fits the network into its window.
_EDITOR: Final = {"properties": {"nodeSizeLocked": True, "arrowColorMatchesEdge": True}}


def cx2(network: Network) -> Iterator[str]:
    """Write a network as CX2, in pieces. What edges need of the nodes, their numbers, is all that is kept.

    Things are numbered from 1, and have their own identifiers as `identifier`. An attribute called like one
    that the format, Cytoscape or this file keeps for itself, whatever its case, gets a `_` behind its name.
    """
    node_names = free_names(network.node_fields, _RESERVED | _NODE_TYPES.keys())
    edge_names = free_names(network.edge_fields, _RESERVED | _EDGE_TYPES.keys())
    declared = {
        "networkAttributes": {"name": {"d": "string"}},
        "nodes": _declared(_NODE_TYPES, network.node_fields, node_names),
        "edges": _declared(_EDGE_TYPES, network.edge_fields, edge_names),
    }
    numbers: dict[str, int] = {}
    aspects: tuple[tuple[str, Iterable[object]], ...] = (
        ("metaData", _counts(network)),
        ("attributeDeclarations", [declared]),
        ("networkAttributes", [{"name": network.title}]),
        ("nodes", _nodes(network, node_names, numbers)),
        ("edges", _edges(network, edge_names, numbers)),
        ("visualProperties", [_LOOKS]),
        ("visualEditorProperties", [_EDITOR]),
        ("status", [{"success": True, "error": ""}]),
    )
    yield f"[{compact({'CXVersion': '2.0', 'hasFragments': False})}"
    for name, elements in aspects:
        yield f',\n{{"{name}":'
        yield from array(elements)
        yield "}"
    yield "]\n"


def _counts(network: Network) -> Iterator[object]:
    for name in ("attributeDeclarations", "networkAttributes", "visualProperties", "visualEditorProperties"):
        yield {"name": name, "elementCount": 1}
    yield {"name": "nodes", "elementCount": sum(1 for _ in network.nodes())}
    yield {"name": "edges", "elementCount": sum(1 for _ in network.edges())}


def _declared(
    own: Mapping[str, str], fields: Iterable[Field], names: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    declared = {name: {"d": type_name} for name, type_name in own.items()}
    return declared | {names[field.name]: {"d": _TYPES[field.type]} for field in fields}


def _nodes(network: Network, names: Mapping[str, str], numbers: dict[str, int]) -> Iterator[object]:
    for number, node in enumerate(network.nodes(), 1):
        numbers[node.id] = number
        own = {
            "name": node.label,
            "identifier": node.id,
            "kind": node.kind,
            "colour": node.colour,
            "shape": node.shape,
            "size": node.size,
        }
        values = own | _values(node.attributes, names)
        yield {"id": number, "x": node.x, "y": 0.0 - node.y, "v": values}  # y downwards, no -0.0


def _edges(network: Network, names: Mapping[str, str], numbers: Mapping[str, int]) -> Iterator[object]:
    for number, edge in enumerate(network.edges(), 1):
        own = {
            "name": edge.label,
            "identifier": edge.id,
            "interaction": edge.kind,
            "weight": edge.weight,
            "colour": edge.colour,
            "width": edge.width,
        }
        values = own | _values(edge.attributes, names)
        yield {"id": number, "s": numbers[edge.source], "t": numbers[edge.target], "v": values}


def _values(attributes: Mapping[str, Value], names: Mapping[str, str]) -> dict[str, object]:
    return {
        names[name]: value.isoformat() if isinstance(value, date) else value
        for name, value in attributes.items()
    }
