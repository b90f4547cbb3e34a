"""Cytoscape.js JSON: what `cytoscape(…)` takes as it is, and Cytoscape desktop imports as `.cyjs`.

Elements, style and layout are as Cytoscape.js documents them: https://js.cytoscape.org/#notation/elements-json
and https://js.cytoscape.org/#style. Desktop asks for `data` of the network besides, calls things by `name`,
and knows columns apart by more than their case only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from bizgraph.errors import ExportError
from bizgraph.export.network import Edge, Field, Network, Node, Value, text_of

# Ours, and desktop's own columns; `parent` would put a node into another, and JavaScript loses `__proto__`.
_TAKEN: Final = frozenset(
    {"id", "label", "kind", "colour", "parent", "__proto__"}
    | {"name", "shared name", "interaction", "shared interaction", "selected", "suid"}
)
_NODE_NAMES: Final = _TAKEN | {"shape", "size"}
_EDGE_NAMES: Final = _TAKEN | {"source", "target", "weight", "width"}
_EXACT: Final = 2**53 - 1  # the largest whole number up to which JavaScript knows all
_MAPPER: Final = re.compile(r"\s*(?:data|mapData)\s*\(")
_WORD_JOINER: Final = "\u2060"  # takes no room
_STYLE: Final = (
    {
        "selector": "node",
        "style": {
            "label": "data(label)",
            "width": "data(size)",
            "height": "data(size)",
            "background-color": "data(colour)",
            "shape": "ellipse",
            "color": "#24292f",
            "font-size": 10,
            "min-zoomed-font-size": 6,
            "text-valign": "bottom",
            "text-margin-y": 2,
            "text-wrap": "ellipsis",
            "text-max-width": "160px",
        },
    },
    {"selector": "node[shape = 'box']", "style": {"shape": "rectangle"}},
    {"selector": "node[shape = 'diamond']", "style": {"shape": "diamond"}},
    {
        "selector": "edge",
        "style": {
            "label": "data(label)",
            "width": "data(width)",
            "line-color": "data(colour)",
            "target-arrow-color": "data(colour)",
            "target-arrow-shape": "triangle",
            "arrow-scale": 0.7,
            "curve-style": "bezier",  # parallel edges apart
            "color": "#57606a",
            "font-size": 8,
            "min-zoomed-font-size": 8,
            "text-rotation": "autorotate",
        },
    },
)


def cytoscape_json(network: Network) -> Iterator[str]:
    """Write a network as Cytoscape.js JSON, in pieces; an edge's `data.id` is its identifier, like a node's.

    A whole number that JavaScript would round is written as text. An attribute called like something that
    either program gives a meaning, whatever its case, gets a `_` behind its name. Raises ExportError where
    an identifier is empty, which Cytoscape.js refuses.
    """
    node_names = free_names(network.node_fields, _NODE_NAMES)
    edge_names = free_names(network.edge_fields, _EDGE_NAMES)
    yield '{"format_version":"1.0","generated_by":"bizgraph","target_cytoscapejs_version":"~3",\n'
    yield f'"data":{compact({"name": network.title})},\n"elements":{{"nodes":'
    yield from array(_node(node, node_names) for node in network.nodes())
    yield ',\n"edges":'
    yield from array(_edge(edge, edge_names) for edge in network.edges())
    yield f'}},\n"style":{compact(_STYLE)},\n"layout":{compact({"name": "preset"})}}}\n'


def free_names(fields: Iterable[Field], taken: Iterable[str]) -> dict[str, str]:
    """Return what attributes are called where some names are taken: those get a `_`, until they are free.

    Afterwards no two differ by their case alone.
    """
    used = {name.casefold() for name in taken}
    names: dict[str, str] = {}
    for field in fields:
        spelled = field.name
        while spelled.casefold() in used:
            spelled += "_"
        used.add(spelled.casefold())
        names[field.name] = spelled
    return names


def compact(value: object) -> str:
    """Write JSON (RFC 8259) without spaces; Chinese stays Chinese."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def array(items: Iterable[object]) -> Iterator[str]:
    """Write a JSON array piece by piece, one item a line."""
    between = "[\n"
    for item in items:
        yield between + compact(item)
        between = ",\n"
    yield "[]" if between == "[\n" else "\n]"


def for_javascript(attributes: Mapping[str, Value], names: Mapping[str, str]) -> dict[str, object]:
    """Return attributes under other names, as JSON that JavaScript reads without a loss.

    Days are text, and so is a whole number beyond the 53 bits that JavaScript's numbers have.
    """
    return {names[name]: _exact(value) for name, value in attributes.items()}


def _exact(value: Value) -> object:
    rounded = isinstance(value, int) and abs(value) > _EXACT
    return text_of(value) if rounded or isinstance(value, date) else value


def _node(node: Node, names: Mapping[str, str]) -> dict[str, object]:
    data = {
        "id": _identifier(node.id),
        "name": node.label,
        "label": _shown(node.label),
        "kind": node.kind,
        "colour": node.colour,
        "shape": node.shape,
        "size": node.size,
    }
    position = {"x": node.x, "y": 0.0 - node.y}  # downwards, and no -0.0
    return {"data": data | for_javascript(node.attributes, names), "position": position}


def _edge(edge: Edge, names: Mapping[str, str]) -> dict[str, object]:
    data = {
        "id": _identifier(edge.id),
        "source": edge.source,
        "target": edge.target,
        "name": edge.label,
        "label": _shown(edge.label),
        "kind": edge.kind,
        "weight": edge.weight,
        "colour": edge.colour,
        "width": edge.width,
    }
    return {"data": data | for_javascript(edge.attributes, names)}


def _shown(label: str) -> str:
    """Return a label that Cytoscape.js takes for text: one that begins like `data(…)` would stop it."""
    return _WORD_JOINER + label if _MAPPER.match(label) else label


def _identifier(identifier: str) -> str:
    if not identifier:
        raise ExportError("Cytoscape.js takes no empty identifier: name every node and edge, or choose CX2")
    return identifier
