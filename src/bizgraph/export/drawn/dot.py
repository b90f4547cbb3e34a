"""DOT, the language of Graphviz: `neato -n2 -Tsvg` draws the graph as it is laid out.

Implements https://graphviz.org/doc/info/lang.html. All text is written as an escString
(https://graphviz.org/docs/attr-types/escString/): a backslash is doubled, and so `\\N` and its like are never
filled in. DOT has no other way to write a text that ends in a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bizgraph.export.network import Edge, Network, Node, Value, text_of

_PREFIX: Final = "biz_"
_POINTS: Final = 72 / 96  # to a CSS pixel
_INCHES: Final = 1 / 96
_ENTITY: Final = re.compile(r"&(?=#?\w+;)", re.ASCII)
_FONTS: Final = (
    "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,WenQuanYi Micro Hei,Arial,sans-serif"
)
_DEFAULTS: Final = f"""\
  graph [charset="UTF-8", outputorder=edgesfirst, inputscale=72, fontname="{_FONTS}"];
  node [style=filled, fixedsize=true, label="", color="#ffffff", fontcolor="#24292f", fontname="{_FONTS}"];
  node [fontsize=7];
  edge [arrowsize=0.5, fontcolor="#57606a", fontsize=5, fontname="{_FONTS}"];
"""


def dot(network: Network) -> Iterator[str]:
    """Write a network as DOT, in pieces.

    Identifiers are the `id` of nodes and edges, and the names of nodes, of which Graphviz renames those that
    begin with `%`. Attributes, kinds and weights are text under names that begin with `biz_`, so that none
    is called like what Graphviz gives a meaning; lists are JSON arrays.
    """
    yield f"digraph {_quoted(network.title)} {{\n{_DEFAULTS}  label={_label(network.title)};\n"
    for node in network.nodes():
        yield f"  {_quoted(node.id)} {_listed(_node(node, _title(network, node.kind)))};\n"
    for edge in network.edges():
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)} {_listed(_edge(edge))};\n"
    yield "}\n"


def _node(node: Node, kind: str) -> dict[str, str]:
    inches = f"{node.size * _INCHES:.4f}"
    drawn = {
        "id": _quoted(node.id),
        "xlabel": _label(node.label),  # beside the node, where a label would be wider than it
        "tooltip": _label(f"{kind}\n{node.label}"),
        "pos": f'"{node.x * _POINTS:.2f},{node.y * _POINTS:.2f}!"',
        "width": inches,
        "height": inches,
        "shape": node.shape,
        "fillcolor": _quoted(node.colour),
    }
    return drawn | _others({"kind": node.kind, **node.attributes})


def _edge(edge: Edge) -> dict[str, str]:
    drawn = {
        "id": _quoted(edge.id),
        "label": _label(edge.label),
        "tooltip": _label(edge.label),
        "color": _quoted(edge.colour),
        "penwidth": f"{edge.width * _POINTS:.2f}",
    }
    return drawn | _others({"kind": edge.kind, "weight": edge.weight, **edge.attributes})


def _title(network: Network, kind: str) -> str:
    return network.kinds.get(kind, {}).get(network.language) or kind


def _others(attributes: Mapping[str, Value]) -> dict[str, str]:
    return {_quoted(_PREFIX + name): _quoted(text_of(value)) for name, value in attributes.items()}


def _listed(attributes: Mapping[str, str]) -> str:
    return f"[{', '.join(f'{name}={value}' for name, value in attributes.items())}]"


def _label(text: str) -> str:
    """Write text that is drawn: there Graphviz reads `&lt;` and its like as what they stand for."""
    return _quoted(_ENTITY.sub("&amp;", text))


def _quoted(text: str) -> str:
    """Write text in quotes, and so never as HTML."""
    escaped = text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'"{escaped}"'
